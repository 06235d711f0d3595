package org.metersim.profiles;

import java.time.LocalTime;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the meters of a type are reached by Bluetooth LE. docs/profiles.md.
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
     * @param tx strength at the sender, dBm; empty when it is not told
     * @param openSeconds how long a meter takes connections after its key was pressed; empty when no key is needed
     * @param window when a meter takes connections, by local time; empty when it does not depend on it
     */
    public record Advertising(
            String name,
            int company,
            Range interval,
            Range rssi,
            OptionalInt tx,
            OptionalInt openSeconds,
            Optional<Window> window) {

        public String name(String serial) {
            return name.replace("{serial}", serial);
        }
    }

    /** A part of each day, which may go over midnight. @param to no longer belongs to it */
    public record Window(LocalTime from, LocalTime to) {

        public boolean contains(LocalTime time) {
            boolean isBehindFrom = !time.isBefore(from);
            boolean isBeforeTo = time.isBefore(to);
            return from.isBefore(to) ? isBehindFrom && isBeforeTo : isBehindFrom || isBeforeTo;
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
