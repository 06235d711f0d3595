package org.metersim.nic.association;

import java.util.List;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.CipheredApdu;
import org.metersim.dlms.security.Opening;
import org.metersim.dlms.security.ReceiveCounter;
import org.metersim.dlms.security.SecurityContext;
import org.metersim.dlms.security.SecurityContext.Parties;
import org.metersim.nic.state.NicState;
import org.metersim.profiles.Association;

/** Tries the classical mistakes on an APDU whose tag does not verify, to say which one it was. Only for the journal. */
final class Diagnosis {

    /** The system title that a well-known tool has from the start. */
    private static final Octets TITLE_OF_A_TOOL = Octets.parse("4D4D4D0000BC614E");

    private static final Octets ZEROS = Octets.of(new byte[CipherKeys.KEY_BYTES]);

    private final Parties parties;
    private final byte[] apdu;

    private Diagnosis(Parties parties, byte[] apdu) {
        this.parties = parties;
        this.apdu = apdu;
    }

    /** What would have made the tag verify, or nothing. */
    static String of(byte[] apdu, NicState state, Association definition, Parties parties) {
        if (!isAuthenticated(apdu)) {
            return "";
        }
        Diagnosis diagnosis = new Diagnosis(parties, apdu);
        String mistake = diagnosis.ofKeys(state.keys(definition.clientSap()));
        return mistake.isEmpty() ? diagnosis.ofOtherKeys(state, definition) : mistake;
    }

    private static boolean isAuthenticated(byte[] apdu) {
        try {
            return CipheredApdu.decode(apdu).control().isAuthenticated();
        } catch (DecodeException broken) {
            return false;
        }
    }

    private String ofKeys(CipherKeys keys) {
        if (verifies(new CipherKeys(keys.gak(), keys.guek()), parties)) {
            return mistake("GUEK and GAK are swapped");
        }
        if (verifies(new CipherKeys(keys.guek(), ZEROS), parties)) {
            return mistake("the GAK is all zero");
        }
        if (verifies(new CipherKeys(keys.guek(), keys.guek()), parties)) {
            return mistake("the GAK is the GUEK");
        }
        Octets peer = parties.peerTitle();
        for (Octets title : List.of(TITLE_OF_A_TOOL, parties.ownTitle(), reversed(peer))) {
            if (!title.equals(peer) && verifies(keys, new Parties(parties.ownTitle(), title))) {
                return mistake("the sender's system title in the nonce is " + title + " and not " + peer);
            }
        }
        return "";
    }

    private String ofOtherKeys(NicState state, Association definition) {
        for (Association other : state.profile().associations()) {
            if (other.security().isEmpty()) {
                continue;
            }
            boolean isAnother = other.clientSap() != definition.clientSap();
            if (isAnother && verifies(state.keys(other.clientSap()), parties)) {
                return mistake("the keys are those of the association " + other.name());
            }
            Association.Keys written = other.security().get().keys();
            if (written.derived() && verifies(new CipherKeys(written.guek(), written.gak()), parties)) {
                return mistake("the keys are those of the profile, not the ones derived for this meter");
            }
        }
        return "";
    }

    private boolean verifies(CipherKeys keys, Parties between) {
        SecurityContext trial = new SecurityContext(between, keys, () -> 0, ReceiveCounter.inMemory());
        return trial.open(apdu) instanceof Opening.Opened;
    }

    private static String mistake(String what) {
        return ". It DOES verify if " + what + ": check that setting";
    }

    private static Octets reversed(Octets title) {
        byte[] bytes = title.toBytes();
        byte[] back = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            back[i] = bytes[bytes.length - 1 - i];
        }
        return Octets.of(back);
    }
}
