package org.metersim.headend;

import java.util.List;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.CipheredApdu;
import org.metersim.dlms.security.Opening;
import org.metersim.dlms.security.ReceiveCounter;
import org.metersim.dlms.security.SecurityContext;

/** Opens ciphered pushes with the keys of whoever sent them. */
record PushOpener(MeterKeys keys) {

    private static final int TITLE_BYTES = 8;

    /** A push that is sent again has its old counter: it is known again by its event, not refused by its counter. */
    private static final ReceiveCounter ANY = new ReceiveCounter() {
        @Override
        public long nextAcceptable() {
            return 0;
        }

        @Override
        public void accept(long counter) {
            // every counter is good
        }
    };

    /** @throws org.metersim.dlms.codec.DecodeException when it is no ciphered APDU */
    Opening open(byte[] apdu) {
        Octets title = CipheredApdu.decode(apdu).systemTitle();
        if (title.length() != TITLE_BYTES) {
            return new Opening.Undecipherable("it does not say whose it is");
        }
        Opening opening = new Opening.Undecipherable("no key of a meter with system title " + title.toHex());
        List<CipherKeys> known = keys.of(title);
        for (int i = 0; i < known.size() && !(opening instanceof Opening.Opened); i++) {
            opening = context(title, known.get(i)).open(apdu);
        }
        return opening;
    }

    private static SecurityContext context(Octets title, CipherKeys keys) {
        return new SecurityContext(
                new SecurityContext.Parties(Octets.EMPTY, title),
                keys,
                () -> {
                    throw new IllegalStateException("the concentrator seals nothing");
                },
                ANY);
    }
}
