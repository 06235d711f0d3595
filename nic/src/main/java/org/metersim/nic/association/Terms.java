package org.metersim.nic.association;

import java.util.Optional;
import org.metersim.dlms.acse.Conformance;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.Protection;

/**
 * What was agreed when an association opened.
 *
 * @param contextId last arc of the application context name
 * @param conformance what both ends can do
 * @param maxSendPduBytes longest APDU that the client takes; 0 is no limit
 * @param peerTitle the client's system title; empty when it told none
 * @param challenge of the client, CtoS; empty unless the mechanism is HLS
 * @param security present when the mechanism is HLS
 * @param protection how the response to the InitiateRequest goes
 * @param responseAllowed false when the client wants no AARE
 */
record Terms(
        int contextId,
        Conformance conformance,
        int maxSendPduBytes,
        Octets peerTitle,
        Octets challenge,
        Optional<Secured> security,
        Protection protection,
        boolean responseAllowed) {

    /** No association. */
    static final Terms NONE =
            new Terms(0, new Conformance(0), 0, Octets.EMPTY, Octets.EMPTY, Optional.empty(), Protection.NONE, true);

    Terms with(Secured renewed) {
        return new Terms(
                contextId,
                conformance,
                maxSendPduBytes,
                peerTitle,
                challenge,
                Optional.of(renewed),
                protection,
                responseAllowed);
    }

    /** Never a challenge or a key. */
    @Override
    public String toString() {
        return "conformance %06X, client-max-receive-pdu-size %d".formatted(conformance.bits(), maxSendPduBytes);
    }
}
