package org.metersim.client;

import org.metersim.dlms.acse.InitiateRequest;
import org.metersim.dlms.acse.Release;
import org.metersim.dlms.apdu.ExceptionResponse;
import org.metersim.dlms.codec.Octets;

/** Releases an association: RLRQ, with a ciphered InitiateRequest inside when there are keys. Green Book 9.4.2.4. */
final class Releasing implements Task<Boolean> {

    private final Association association;
    private final int maxPduBytes;

    Releasing(Association association, int maxPduBytes) {
        this.association = association;
        this.maxPduBytes = maxPduBytes;
    }

    @Override
    public String name() {
        return "release";
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public Step<Boolean> begin() {
        Octets userInformation = Octets.EMPTY;
        if (association.login().authentication().context().isCiphered()) {
            byte[] initiate =
                    InitiateRequest.of(Associating.PROPOSED, maxPduBytes).encode();
            userInformation = association.channel().seal(initiate);
        }
        return new Step.Send<>(Octets.of(Release.request(userInformation).encode()));
    }

    /** Done when the meter says so, or that it does not know RLRQ; then the end of the link ends the association. */
    @Override
    public Step<Boolean> take(Octets apdu) {
        return switch (apdu.isEmpty() ? 0 : apdu.at(0)) {
            case Release.RESPONSE -> Step.done(true);
            case ExceptionResponse.TAG -> Step.done(false);
            default -> new Step.Wait<>();
        };
    }
}
