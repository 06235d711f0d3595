package org.metersim.runtime.memory;

import java.util.Arrays;

/**
 * How a flash is made: what one erase clears, what one program takes, and what they leave.
 *
 * @param sectorBytes what one erase clears, 16 to 32768, whole write units
 * @param writeBytes the write unit, 1, 2, 4, 8, 16 or 32: a program begins and ends at multiples of it
 * @param erased value of an erased byte: FF, programming clears bits, or 00, programming sets them
 * @param enduranceErases how often a sector can be erased; {@link #ENDLESS} for one that never wears out
 * @param ecc true when each write unit, of 8 bytes at least, has check bits: it is programmed once, and again only
 *     after an erase
 */
public record FlashGeometry(int sectorBytes, int writeBytes, byte erased, int enduranceErases, boolean ecc) {

    public static final int ENDLESS = Integer.MAX_VALUE;
    public static final int MAX_SECTOR_BYTES = 0x8000;
    public static final int MAX_WRITE_BYTES = 32;

    private static final byte ALL_SET = (byte) 0xFF;
    private static final int MIN_SECTOR_BYTES = 16;
    private static final int MIN_ECC_BYTES = 8;

    public FlashGeometry {
        if (sectorBytes < MIN_SECTOR_BYTES || sectorBytes > MAX_SECTOR_BYTES) {
            throw new IllegalArgumentException("sectorBytes: " + sectorBytes + " (expected: 16..32768)");
        }
        if (writeBytes < 1 || writeBytes > MAX_WRITE_BYTES || Integer.bitCount(writeBytes) != 1) {
            throw new IllegalArgumentException("writeBytes: " + writeBytes + " (expected: 1, 2, 4, 8, 16 or 32)");
        }
        if (sectorBytes % writeBytes != 0) {
            throw new IllegalArgumentException("sectorBytes: " + sectorBytes + " (expected: whole " + writeBytes + ")");
        }
        if (ecc && writeBytes < MIN_ECC_BYTES) {
            throw new IllegalArgumentException("writeBytes: " + writeBytes + " (expected: >= 8 with check bits)");
        }
        if (erased != ALL_SET && erased != 0) {
            throw new IllegalArgumentException("erased: " + erased + " (expected: 0xFF or 0x00)");
        }
        if (enduranceErases < 1) {
            throw new IllegalArgumentException("enduranceErases: " + enduranceErases + " (expected: >= 1)");
        }
    }

    /** The simplest: single bytes, erased to FF, without end and without check bits. */
    public static FlashGeometry plain(int sectorBytes) {
        return new FlashGeometry(sectorBytes, 1, ALL_SET, ENDLESS, false);
    }

    /** The least number of whole write units, in bytes, that holds so many bytes. */
    public int padded(int length) {
        return (length + writeBytes - 1) / writeBytes * writeBytes;
    }

    /** The bytes, and erased ones behind them up to whole write units. */
    public byte[] pad(byte[] bytes) {
        byte[] whole = blank(padded(bytes.length));
        System.arraycopy(bytes, 0, whole, 0, bytes.length);
        return whole;
    }

    /** So many erased bytes. */
    public byte[] blank(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, erased);
        return bytes;
    }

    /** So many bytes with every bit programmed. */
    public byte[] full(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) ~erased);
        return bytes;
    }

    /** True when all of these are erased bytes. */
    public boolean isBlank(byte[] bytes) {
        for (byte each : bytes) {
            if (each != erased) {
                return false;
            }
        }
        return true;
    }

    /** Which bits of a byte are programmed, as a mask of 8 bits. */
    int programmed(byte value) {
        return (value ^ erased) & 0xFF;
    }

    /**
     * True when programming can make {@code wanted} of {@code present}, without an erase between. Without check bits it
     * cannot take a programmed bit back; with them a write unit must be erased, or is left alone as it is.
     */
    public boolean canBecome(byte[] present, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if ((programmed(present[i]) & ~programmed(wanted[i])) != 0) {
                return false;
            }
        }
        return !ecc || isBlank(present);
    }
}
