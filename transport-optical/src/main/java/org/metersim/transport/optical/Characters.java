package org.metersim.transport.optical;

import java.nio.charset.StandardCharsets;

/** Characters of the sign-on: seven data bits and even parity, which is bit 7 on a wire that carries eight. */
final class Characters {

    private static final int DATA = 0x7F;
    private static final int PARITY = 0x80;
    /** A request with a whole address, and an identification. */
    private static final int MAX_SHOWN = 64;

    private Characters() {}

    /** The codes of {@code text} without parity; what is no ASCII becomes '?'. */
    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The same with even parity. */
    static byte[] withParity(byte[] characters) {
        byte[] sent = new byte[characters.length];
        for (int i = 0; i < characters.length; i++) {
            int data = data(characters[i]);
            sent[i] = (byte) (Integer.bitCount(data) % 2 == 0 ? data : data | PARITY);
        }
        return sent;
    }

    /** For a person: {@code /SIM5\\2METER<CR><LF>}; of a long message its beginning. */
    static String shown(byte[] characters) {
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < characters.length && at < MAX_SHOWN; at++) {
            int data = data(characters[at]);
            text.append(data >= ' ' && data < PARITY - 1 ? String.valueOf((char) data) : name(data));
        }
        return characters.length > MAX_SHOWN ? text + "... " + characters.length + " characters" : text.toString();
    }

    private static String name(int control) {
        return switch (control) {
            case 0x02 -> "<STX>";
            case 0x03 -> "<ETX>";
            case 0x06 -> "<ACK>";
            case '\r' -> "<CR>";
            case '\n' -> "<LF>";
            default -> String.format(java.util.Locale.ROOT, "<%02X>", control);
        };
    }

    static int data(byte character) {
        return character & DATA;
    }

    static boolean hasParity(byte character) {
        return (character & PARITY) != 0;
    }
}
