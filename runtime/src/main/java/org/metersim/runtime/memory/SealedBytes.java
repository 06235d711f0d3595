package org.metersim.runtime.memory;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/** Bytes with their CRC-32 behind them, most significant byte first: whole, or whole but for one bit that is mended. */
final class SealedBytes {

    static final int CRC_BYTES = 4;

    private static final int BYTE_BITS = 8;

    private SealedBytes() {}

    static byte[] seal(byte[] content) {
        return ByteBuffer.allocate(content.length + CRC_BYTES)
                .put(content)
                .putInt(crc(content, content.length))
                .array();
    }

    static boolean isWhole(byte[] sealed) {
        return difference(sealed) == 0;
    }

    /** As it was before one bit of it was lost; empty when more are wrong. */
    static Optional<byte[]> mend(byte[] sealed) {
        int difference = difference(sealed);
        byte[] mended = sealed.clone();
        if (difference == 0 || Integer.bitCount(difference) == 1) {
            // of content whose CRC has one wrong bit
            ByteBuffer.wrap(mended).putInt(sealed.length - CRC_BYTES, crc(sealed, sealed.length - CRC_BYTES));
            return Optional.of(mended);
        }
        int[] steps = new int[BYTE_BITS];
        Arrays.setAll(steps, bit -> step(1 << bit));
        for (int at = sealed.length - CRC_BYTES - 1; at >= 0; at--) {
            for (int bit = 0; bit < BYTE_BITS; bit++) {
                if (steps[bit] == difference) {
                    mended[at] ^= (byte) (1 << bit);
                    return Optional.of(mended);
                }
                steps[bit] = steps[bit] >>> BYTE_BITS ^ step(steps[bit] & 0xFF);
            }
        }
        return Optional.empty();
    }

    /** What the CRC differs by when that many bits of the last byte do. */
    private static int step(int lastByte) {
        int value = lastByte;
        for (int bit = 0; bit < BYTE_BITS; bit++) {
            value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ 0xEDB8_8320;
        }
        return value;
    }

    private static int difference(byte[] sealed) {
        int length = sealed.length - CRC_BYTES;
        return ByteBuffer.wrap(sealed).getInt(length) ^ crc(sealed, length);
    }

    private static int crc(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
