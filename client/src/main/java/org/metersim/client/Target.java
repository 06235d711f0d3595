package org.metersim.client;

import java.util.Locale;

/**
 * Where a meter is reached, and how.
 *
 * @param where host name or address; of a {@link Transport#PTY} the path of the device
 * @param port 1 to 65535; 0 of a {@link Transport#PTY}
 * @param serial with which the meter's Bluetooth name ends, of a {@link Transport#BLE}; empty of all others
 */
public record Target(Transport transport, String where, int port, String serial) {

    /** What carries the APDUs. */
    public enum Transport {
        /** The wrapper over TCP. */
        TCP,
        /** HDLC over TCP. */
        HDLC,
        /** An optical port over TCP: sign-on in mode E, then HDLC. */
        OPTICAL,
        /** An optical port behind a serial device or pseudo terminal: sign-on in mode E, then HDLC. */
        PTY,
        /** Bluetooth LE, by a controller that takes HCI over TCP; HDLC in the stream. */
        BLE;

        /** The word before the first colon. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String FORMS =
            "tcp:HOST:PORT, hdlc:HOST:PORT, optical:HOST:PORT, pty:/PATH or ble:tcp:HOST:PORT/SERIAL";

    private static final String OVER_TCP = "tcp:";

    /** One that has no serial number in it. */
    public Target(Transport transport, String where, int port) {
        this(transport, where, port, "");
    }

    /**
     * Of {@code tcp:127.0.0.1:4059}, {@code hdlc:meter.example:4059}, {@code optical:[::1]:4059},
     * {@code pty:/dev/pts/3}, {@code ble:tcp:127.0.0.1:6402/00012345}.
     *
     * @throws IllegalArgumentException when {@code text} is none of these; the message says what is wrong with it
     */
    public static Target parse(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        for (Transport transport : Transport.values()) {
            if (transport.toString().equals(word) && colon > 0) {
                String rest = text.substring(colon + 1);
                return switch (transport) {
                    case PTY -> device(text, rest);
                    case BLE -> bluetooth(text, rest);
                    case TCP, HDLC, OPTICAL -> host(text, transport, rest);
                };
            }
        }
        throw wrong(text, FORMS);
    }

    private static Target device(String text, String path) {
        if (!path.startsWith("/")) {
            throw wrong(text, "pty: and an absolute path, as pty:/dev/pts/3");
        }
        return new Target(Transport.PTY, path, 0);
    }

    private static Target bluetooth(String text, String rest) {
        int slash = rest.lastIndexOf('/');
        String serial = rest.substring(slash + 1);
        if (slash < 0 || !rest.startsWith(OVER_TCP) || serial.isBlank()) {
            throw wrong(text, "ble:tcp:HOST:PORT/SERIAL, as ble:tcp:127.0.0.1:6402/00012345");
        }
        Target controller = host(text, Transport.BLE, rest.substring(OVER_TCP.length(), slash));
        return new Target(Transport.BLE, controller.where(), controller.port(), serial);
    }

    private static Target host(String text, Transport transport, String rest) {
        int colon = rest.lastIndexOf(':');
        String host = colon < 0 ? "" : rest.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String bare = bracketed ? host.substring(1, host.length() - 1) : host;
        if (bare.isBlank() || !bracketed && bare.contains(":")) {
            throw wrong(text, transport + ":HOST:PORT, an IPv6 address in brackets");
        }
        return new Target(transport, bare, port(text, rest.substring(colon + 1)));
    }

    private static int port(String text, String digits) {
        boolean isNumber = digits.matches("\\d{1,5}");
        int port = isNumber ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65535) {
            throw wrong(text, "a port of 1 to 65535");
        }
        return port;
    }

    private static IllegalArgumentException wrong(String text, String expected) {
        return new IllegalArgumentException("target: " + text + " (expected: " + expected + ")");
    }

    /** Whether the line begins with a sign-on at 300 baud. */
    public boolean signsOn() {
        return transport == Transport.OPTICAL || transport == Transport.PTY;
    }

    /** The form that {@link #parse} takes. */
    @Override
    public String toString() {
        if (transport == Transport.PTY) {
            return transport + ":" + where;
        }
        String address = (where.contains(":") ? "[" + where + "]" : where) + ":" + port;
        return transport + ":" + (transport == Transport.BLE ? OVER_TCP + address + "/" + serial : address);
    }
}
