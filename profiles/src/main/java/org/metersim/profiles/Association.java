package org.metersim.profiles;

import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.LogicalName;

/**
 * One application association that the meter offers.
 *
 * @param name a word for people: public, reader, management, firmware
 * @param clientSap 1 to 16383
 * @param object its Association LN object, {@code 0-0:40.0.n.255}
 * @param secret LLS password; empty for the other mechanisms
 * @param security keys and counter; present exactly when the mechanism is HLS
 * @param maxPduBytes server-max-receive-pdu-size
 * @param conformance proposed by the server, 24 bits, bit 0 of the standard is 0x800000
 * @param lockout what happens after failed log-ins
 */
public record Association(
        String name,
        int clientSap,
        LogicalName object,
        Mechanism mechanism,
        Octets secret,
        Optional<Security> security,
        int maxPduBytes,
        int conformance,
        Lockout lockout) {

    /** Authentication mechanism, Green Book 9.2.2.2. The number is the last arc of its name. */
    public enum Mechanism {
        NONE(0),
        LLS(1),
        HLS_GMAC(5);

        private final int id;

        Mechanism(int id) {
            this.id = id;
        }

        public int id() {
            return id;
        }
    }

    /**
     * Keys of one association, as its security setup starts out.
     *
     * @param setup its security setup object, {@code 0-0:43.0.n.255}
     * @param counter the object that shows the next acceptable invocation counter, {@code 0-0:43.1.sap.255}
     * @param suite 0
     * @param policy security policy of class 64 version 0: 0 none, 1 authenticated, 2 encrypted, 3 both
     * @param keys GUEK, GAK and KEK in clear, or derived for each meter from its identity
     */
    public record Security(LogicalName setup, LogicalName counter, int suite, int policy, Keys keys) {}

    /**
     * Key material of suite 0, 16 bytes each. Never printed.
     *
     * @param derived true: each meter's own keys follow from these and its system title
     */
    public record Keys(Octets guek, Octets gak, Octets kek, boolean derived) {

        private static final int KEY_BYTES = 16;

        /**
         * The keys of one meter: these, or when they are derived, the first 16 bytes of HMAC-SHA-256 under each of
         * these over the system title. Our own rule; a key list tells it to a tool.
         */
        public Keys of(Octets systemTitle) {
            return derived
                    ? new Keys(derive(guek, systemTitle), derive(gak, systemTitle), derive(kek, systemTitle), false)
                    : this;
        }

        private static Octets derive(Octets master, Octets systemTitle) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(master.toBytes(), "HmacSHA256"));
                return Octets.of(mac.doFinal(systemTitle.toBytes())).slice(0, KEY_BYTES);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("HmacSHA256 is part of every Java platform", impossible);
            }
        }

        @Override
        public String toString() {
            return "Keys[not shown]";
        }
    }

    /**
     * @param failures failed log-ins in a row after which the association is locked
     * @param seconds how long it stays locked
     */
    public record Lockout(int failures, int seconds) {

        /** The association is never locked. */
        public static final Lockout NEVER = new Lockout(Integer.MAX_VALUE, 0);
    }

    @Override
    public String toString() {
        return name + " (client SAP " + clientSap + ", " + mechanism + ")";
    }
}
