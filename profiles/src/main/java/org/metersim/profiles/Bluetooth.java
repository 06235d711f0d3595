package org.metersim.profiles;

import java.util.OptionalInt;

/**
 * How the meters of a type are reached by Bluetooth LE. docs/bluetooth.md.
 *
 * @param mtu the longest PDU of the attribute protocol that the meter takes, octets, 23 to 517
 * @param chunk octets that the meter says at once, at most, 1 to 512; the MTU may bound them further
 */
public record Bluetooth(
        GattService gatt,
        Framing framing,
        int mtu,
        int chunk,
        Access access,
        Advertising advertising,
        Pairing pairing) {

    /** What the stream of bytes is made of. */
    public enum Framing {
        HDLC,
        WRAPPER
    }

    /** What the link must be before the stream is let through. */
    public enum Access {
        OPEN,
        ENCRYPTED,
        AUTHENTICATED
    }

    /**
     * What a meter says to whoever listens.
     *
     * @param name with {@code {serial}} in it
     * @param company identifier in the manufacturer data, 16 bits
     * @param interval between two advertising events, milliseconds
     * @param rssi mean strength at the receiver, dBm
     * @param openSeconds how long a meter takes connections after its key was pressed; empty when it always does
     */
    public record Advertising(String name, int company, Range interval, Range rssi, OptionalInt openSeconds) {

        public String name(String serial) {
            return name.replace("{serial}", serial);
        }
    }

    /** From which each meter of a type has its own. Both ends belong to it. */
    public record Range(int from, int to) {}

    /**
     * How a central proves itself.
     *
     * @param failures wrong proofs until the meter takes no more
     * @param seconds for how long
     */
    public record Pairing(Method method, Passkey passkey, OptionalInt fixed, int failures, int seconds) {}

    /** LE Secure Connections, Core Specification Vol 3 Part H 2.3.5. */
    public enum Method {
        JUST_WORKS,
        PASSKEY,
        COMPARISON
    }

    /** Where the passkey of six digits comes from. */
    public enum Passkey {
        /** There is none. */
        NONE,
        /** The same in all meters. */
        FIXED,
        /** Of each meter, from its seed and number. */
        DERIVED,
        /** Another one each time, shown on the display. */
        DISPLAY
    }
}
