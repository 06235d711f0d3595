package org.metersim.dlms.hdlc;

/**
 * The frame check sequence: CRC-16/X-25 (reflected 0x8408, initial and final 0xFFFF), low byte first. ISO/IEC 13239.
 */
final class FrameCheck {

    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? crc >>> 1 ^ 0x8408 : crc >>> 1;
            }
            TABLE[i] = crc;
        }
    }

    private FrameCheck() {}

    /** The sequence over {@code bytes[from, to)}, 16 bits; its low byte goes first on the wire. */
    static int of(byte[] bytes, int from, int to) {
        int crc = 0xFFFF;
        for (int i = from; i < to; i++) {
            crc = crc >>> 8 ^ TABLE[(crc ^ bytes[i]) & 0xFF];
        }
        return crc ^ 0xFFFF;
    }

    /** Writes the sequence over {@code bytes[from, to)} into the two bytes after. */
    static void put(byte[] bytes, int from, int to) {
        int sequence = of(bytes, from, to);
        bytes[to] = (byte) sequence;
        bytes[to + 1] = (byte) (sequence >> 8);
    }

    /** Whether the two bytes after {@code bytes[from, to)} are its sequence. */
    static boolean matches(byte[] bytes, int from, int to) {
        return of(bytes, from, to) == ((bytes[to] & 0xFF) | (bytes[to + 1] & 0xFF) << 8);
    }
}
