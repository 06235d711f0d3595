package org.metersim.transport.optical;

import java.nio.charset.StandardCharsets;

/** Characters of the sign-on: seven data bits and even parity, which is bit 7 on a wire that carries eight. */
final class Characters {

    private static final int DATA = 0x7F;
    private static final int PARITY = 0x80;

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

    static int data(byte character) {
        return character & DATA;
    }

    static boolean hasParity(byte character) {
        return (character & PARITY) != 0;
    }
}
