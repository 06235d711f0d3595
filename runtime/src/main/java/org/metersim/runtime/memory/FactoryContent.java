package org.metersim.runtime.memory;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a memory holds when it leaves the factory: shared by every meter of a model, never changed.
 *
 * <p>Whatever was not written in the factory is erased.
 */
public final class FactoryContent {

    private final int sizeBytes;
    private final int sectorBytes;
    private final TreeMap<Integer, byte[]> pieces;

    /**
     * @param sizeBytes of the whole memory, a multiple of {@code sectorBytes}
     * @param pieces address to bytes; they do not overlap
     */
    public FactoryContent(int sizeBytes, int sectorBytes, Map<Integer, byte[]> pieces) {
        if (sizeBytes % sectorBytes != 0) {
            throw new IllegalArgumentException("sizeBytes: " + sizeBytes + " (expected: whole sectors)");
        }
        this.sizeBytes = sizeBytes;
        this.sectorBytes = sectorBytes;
        this.pieces = new TreeMap<>(pieces);
    }

    public int sizeBytes() {
        return sizeBytes;
    }

    public int sectorBytes() {
        return sectorBytes;
    }

    /** Copies from {@code address} on into {@code target}. */
    void copyTo(int address, byte[] target, int offset, int length) {
        Arrays.fill(target, offset, offset + length, NonVolatileMemory.ERASED);
        Integer first = pieces.floorKey(address);
        for (Map.Entry<Integer, byte[]> piece :
                pieces.subMap(first == null ? address : first, address + length).entrySet()) {
            int from = Math.max(address, piece.getKey());
            int to = Math.min(address + length, piece.getKey() + piece.getValue().length);
            if (from < to) {
                System.arraycopy(piece.getValue(), from - piece.getKey(), target, offset + from - address, to - from);
            }
        }
    }

    byte[] sector(int index) {
        byte[] content = new byte[sectorBytes];
        copyTo(index * sectorBytes, content, 0, sectorBytes);
        return content;
    }
}
