package org.metersim.headend;

import java.util.List;
import java.util.Map;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.CipheredApdu;
import org.metersim.dlms.security.Opening;
import org.metersim.dlms.security.ReceiveCounter;
import org.metersim.dlms.security.SecurityContext;

/**
 * Keys of the meters that the concentrator knows, by system title; never printed.
 *
 * @param byTitle the keys that may cipher a push of that meter, the likeliest first
 */
public record MeterKeys(Map<Octets, List<CipherKeys>> byTitle) {

    public static final MeterKeys NONE = new MeterKeys(Map.of());

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

    /** Opens a ciphered push with the first of its sender's keys that fits. */
    Opening open(byte[] apdu) {
        CipheredApdu sealed = CipheredApdu.decode(apdu);
        Octets title = sealed.systemTitle();
        List<CipherKeys> known = byTitle.getOrDefault(title, List.of());
        if (known.isEmpty()) {
            return new Opening.Undecipherable("no key of a meter with system title " + title.toHex());
        }
        Opening opening = new Opening.Undecipherable("not tried");
        for (CipherKeys keys : known) {
            opening = context(title, keys).open(apdu);
            if (opening instanceof Opening.Opened) {
                return opening;
            }
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

    @Override
    public String toString() {
        return "MeterKeys[of " + byTitle.size() + " meters, not shown]";
    }
}
