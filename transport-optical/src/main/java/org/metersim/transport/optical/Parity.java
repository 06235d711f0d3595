package org.metersim.transport.optical;

/** Seven data bits and even parity, on a wire that carries eight bits: the parity is bit 7. IEC 62056-21, 5.1. */
final class Parity {

    private static final int DATA = 0x7F;
    private static final int BIT = 0x80;

    private Parity() {}

    static int strip(byte character) {
        return character & DATA;
    }

    static boolean isSet(byte character) {
        return (character & BIT) != 0;
    }

    /** The seven bit characters of {@code message}, each with its even parity bit. */
    static byte[] even(byte[] message) {
        byte[] sent = new byte[message.length];
        for (int i = 0; i < message.length; i++) {
            int data = strip(message[i]);
            sent[i] = (byte) (Integer.bitCount(data) % 2 == 0 ? data : data | BIT);
        }
        return sent;
    }
}
