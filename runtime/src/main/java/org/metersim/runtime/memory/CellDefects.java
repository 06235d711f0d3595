package org.metersim.runtime.memory;

import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is wrong with the cells of a flash: bits that read otherwise each time, bits that are stuck, bits that came back
 * wrong, write units that cannot be read. Outlives the restarts of the meter whose flash it is.
 */
public final class CellDefects {

    /** Of 8: how often an unstable bit reads as programmed, by its address. */
    private static final int[] LEANINGS = {1, 4, 7};

    /** @param mask which bits; @param value what they read as */
    private record Bits(int mask, int value) {}

    private final Random chance;
    private final TreeMap<Integer, Integer> unstable = new TreeMap<>();
    private final TreeMap<Integer, Integer> rotten = new TreeMap<>();
    private final TreeMap<Integer, Bits> stuck = new TreeMap<>();
    private final TreeMap<Integer, Boolean> unreadable = new TreeMap<>();
    private long corrected;

    /** @param seed of what unstable bits read as */
    public CellDefects(long seed) {
        this.chance = new Random(seed);
    }

    /** These bits of the byte at {@code address} read as erased or programmed, until they are erased or programmed. */
    public void unstable(int address, int mask) {
        if ((mask & 0xFF) != 0) {
            unstable.merge(address, mask & 0xFF, (before, more) -> before | more);
        }
    }

    /** These bits of the byte at {@code address} read as in {@code value} whatever is done. */
    public void stuck(int address, int mask, int value) {
        stuck.put(address, new Bits(mask, value & mask));
    }

    /** These bits of the byte at {@code address} came back wrong, until its sector is erased. */
    public void rotten(int address, int mask) {
        rotten.merge(address, mask & 0xFF, (before, more) -> before ^ more);
    }

    /** The write unit at {@code address} has more wrong bits than check bits can mend, until its sector is erased. */
    public void unreadable(int address) {
        unreadable.put(address, true);
    }

    /** The write unit at {@code address} has a wrong bit that its check bits mend at each read, until it is erased. */
    public void corrected(int address) {
        unreadable.putIfAbsent(address, false);
    }

    /** How many reads were mended by check bits. */
    public long correctedReads() {
        return corrected;
    }

    /** True when every cell is sound. */
    public boolean isEmpty() {
        return unstable.isEmpty() && stuck.isEmpty() && rotten.isEmpty() && unreadable.isEmpty();
    }

    boolean isUnreadable(int address, int length, FlashGeometry geometry) {
        return units(address, length, geometry).containsValue(true);
    }

    private SortedMap<Integer, Boolean> units(int address, int length, FlashGeometry geometry) {
        int first = address / geometry.writeBytes() * geometry.writeBytes();
        return unreadable.subMap(first, Math.max(first, address + length));
    }

    /** What is read instead of {@code bytes}, which are in the cells from {@code address} on. */
    void see(int address, byte[] bytes, FlashGeometry geometry) {
        for (Map.Entry<Integer, Boolean> unit :
                units(address, bytes.length, geometry).entrySet()) {
            if (unit.getValue()) {
                throw new FlashFault(FlashFault.Kind.READ, unit.getKey());
            }
            corrected++;
        }
        unstable.subMap(address, address + bytes.length).forEach((at, mask) -> {
            int programmed = geometry.programmed(bytes[at - address]) | flicker(at, mask);
            bytes[at - address] = (byte) (programmed ^ geometry.erased());
        });
        rotten.subMap(address, address + bytes.length)
                .forEach((at, mask) -> bytes[at - address] ^= (byte) mask.intValue());
        stuck.subMap(address, address + bytes.length)
                .forEach(
                        (at, bits) -> bytes[at - address] = (byte) (bytes[at - address] & ~bits.mask() | bits.value()));
    }

    private int flicker(int address, int mask) {
        int programmed = 0;
        for (int bit = 1; bit < 0x100; bit <<= 1) {
            int leaning = LEANINGS[(address + Integer.numberOfTrailingZeros(bit)) % LEANINGS.length];
            if ((mask & bit) != 0 && chance.nextInt(8) < leaning) {
                programmed |= bit;
            }
        }
        return programmed;
    }

    /** Programming makes the bits firm that it programs. */
    void programmed(int address, byte[] bytes, FlashGeometry geometry) {
        for (int at : new TreeMap<>(unstable.subMap(address, address + bytes.length)).keySet()) {
            unstable.computeIfPresent(at, (same, mask) -> {
                int rest = mask & ~geometry.programmed(bytes[at - address]);
                return rest == 0 ? null : rest;
            });
        }
    }

    /** Erasing makes all firm but what is stuck. */
    void erased(int address, int length) {
        unstable.subMap(address, address + length).clear();
        rotten.subMap(address, address + length).clear();
        unreadable.subMap(address, address + length).clear();
    }
}
