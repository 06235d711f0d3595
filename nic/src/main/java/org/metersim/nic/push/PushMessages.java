package org.metersim.nic.push;

import java.util.Optional;
import org.metersim.dlms.apdu.DataNotification;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.security.CipherFamily;
import org.metersim.dlms.security.Protection;
import org.metersim.dlms.security.ReceiveCounter;
import org.metersim.dlms.security.SecurityContext;
import org.metersim.dlms.security.SecurityControl;
import org.metersim.dlms.wrapper.WrapperFrame;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.nic.state.NicState;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.journal.Layer;

/** Makes the DataNotifications of one NIC, in clear or in general-glo-ciphering. Green Book 9.5. */
final class PushMessages {

    /** wPort of the logical device that pushes. */
    private static final int MANAGEMENT_SAP = 1;

    /** Covers any security policy. */
    private static final Protection SEALED = new Protection(CipherFamily.GENERAL_GLO, SecurityControl.BOTH);

    private final NicState state;
    private final PushBody bodies;
    private final Journal journal;

    PushMessages(NicState state, PushBody bodies, Journal journal) {
        this.state = state;
        this.bodies = bodies;
        this.journal = journal;
    }

    /**
     * The message of a push setup.
     *
     * @param update whose end is told; empty: nothing but values as they are
     * @return empty when metrology does not answer
     */
    Optional<PushSession.Message> of(PushSetup setup, int invokeId, Optional<UpdateConfirmation> update, long nowMs) {
        return bodies.of(setup.objects(), update, nowMs).map(body -> message(setup, invokeId, body, nowMs));
    }

    private PushSession.Message message(PushSetup setup, int invokeId, CosemData body, long nowMs) {
        long longInvokeId = setup.isConfirmed() ? invokeId | DataNotification.CONFIRMED : invokeId;
        byte[] apdu = new DataNotification(longInvokeId, Optional.empty(), body).encode();
        if (journal.isOn()) {
            String text =
                    "DataNotification " + invokeId + " by " + setup.definition().name();
            journal.record(new JournalEntry(nowMs, Layer.APDU, "push >", text, Hex.compact(apdu)));
        }
        byte[] sent = setup.isCiphered() ? sealed(setup, apdu) : apdu;
        WrapperFrame frame = new WrapperFrame(MANAGEMENT_SAP, setup.clientSap(), Octets.of(sent));
        return new PushSession.Message(frame, longInvokeId, setup.isConfirmed());
    }

    private byte[] sealed(PushSetup setup, byte[] apdu) {
        int keysOf = setup.clientSap();
        SecurityContext security = new SecurityContext(
                new SecurityContext.Parties(state.systemTitle(), Octets.EMPTY),
                state.keys(keysOf),
                state.transmit(keysOf),
                ReceiveCounter.inMemory());
        return security.seal(apdu, SEALED);
    }
}
