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
    private final FlashGeometry geometry;
    private final TreeMap<Integer, byte[]> pieces;

    /** The same, in a flash of the simplest kind: {@link FlashGeometry#plain}. */
    public FactoryContent(int sizeBytes, int sectorBytes, Map<Integer, byte[]> pieces) {
        this(sizeBytes, FlashGeometry.plain(sectorBytes), pieces);
    }

    /**
     * @param sizeBytes of the whole memory, whole sectors
     * @param pieces address to bytes; they do not overlap
     */
    public FactoryContent(int sizeBytes, FlashGeometry geometry, Map<Integer, byte[]> pieces) {
        if (sizeBytes % geometry.sectorBytes() != 0) {
            throw new IllegalArgumentException("sizeBytes: " + sizeBytes + " (expected: whole sectors)");
        }
        this.sizeBytes = sizeBytes;
        this.geometry = geometry;
        this.pieces = new TreeMap<>(pieces);
    }

    public int sizeBytes() {
        return sizeBytes;
    }

    public FlashGeometry geometry() {
        return geometry;
    }

    /** Copies from {@code address} on into {@code target}. */
    void copyTo(int address, byte[] target, int offset, int length) {
        Arrays.fill(target, offset, offset + length, geometry.erased());
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
        byte[] content = new byte[geometry.sectorBytes()];
        copyTo(index * content.length, content, 0, content.length);
        return content;
    }

    /** True when nothing was written to that sector in the factory. */
    boolean isBlank(int index) {
        int start = index * geometry.sectorBytes();
        Map.Entry<Integer, byte[]> last = pieces.lowerEntry(start + geometry.sectorBytes());
        return last == null || last.getKey() + last.getValue().length <= start;
    }
}
