package org.metersim.profiles;

/**
 * How the meter's flash memory is made. docs/memory.md.
 *
 * @param sectorBytes what one erase clears, bytes
 * @param writeBytes the write unit, bytes: image blocks are whole ones
 * @param erased value of an erased byte, 0 or 255
 * @param enduranceErases how often a sector can be erased; 0 without end
 * @param ecc true when each write unit has check bits
 */
public record Flash(int sectorBytes, int writeBytes, int erased, int enduranceErases, boolean ecc) {

    /** Of a profile that says nothing of it. */
    static final Flash DEFAULT = new Flash(4096, 1, 0xFF, 0, false);
}
