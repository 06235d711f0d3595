package org.metersim.metrology.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.runtime.memory.MemoryRegion;

/**
 * One slot for an image in the flash, and a marker for each of its blocks: the data go first, then the marker with the
 * data's CRC-32, so a block counts only when both are whole.
 */
final class ImageSlot {

    /** The CRC-32 of a block and its complement: never what erased memory looks like. */
    static final int MARKER_BYTES = 8;

    private final MemoryRegion data;
    private final MemoryRegion markers;
    private int blockBytes;

    ImageSlot(MemoryRegion data, MemoryRegion markers, int blockBytes) {
        this.data = data;
        this.markers = markers;
        this.blockBytes = blockBytes;
    }

    int sizeBytes() {
        return data.sizeBytes();
    }

    /** Erases markers, then the data of an image of that size. */
    void erase(int imageBytes) {
        erase(markers, markers.sizeBytes());
        erase(data, imageBytes);
    }

    /** Also what looks erased: an erase that was cut may have left bits that read otherwise the next time. */
    private static void erase(MemoryRegion region, int bytes) {
        for (int at = 0; at < bytes; at += region.sectorBytes()) {
            region.erase(at);
        }
    }

    /** True when the block and its marker are both whole. @param length of the block, bytes */
    boolean isPresent(int number, int length) {
        byte[] marker = markers.read(number * MARKER_BYTES, MARKER_BYTES);
        return Arrays.equals(marker, marker(data.read(number * blockBytes, length)));
    }

    byte[] block(int number, int length) {
        return data.read(number * blockBytes, length);
    }

    /** Stores a block; SUCCESS when it is durable, HARDWARE_FAULT when the memory cannot take it. */
    AccessResult write(int number, byte[] block) {
        int at = number * blockBytes;
        byte[] marker = marker(block);
        int markerAt = number * MARKER_BYTES;
        // a torn block can be completed with the same bytes, not overwritten with others
        if (!isProgrammable(data.read(at, block.length), block)
                || !isProgrammable(markers.read(markerAt, MARKER_BYTES), marker)) {
            return AccessResult.HARDWARE_FAULT;
        }
        data.program(at, block);
        markers.program(markerAt, marker);
        // a worn memory may not take what it is given
        return isPresent(number, block.length) && Arrays.equals(block(number, block.length), block)
                ? AccessResult.SUCCESS
                : AccessResult.HARDWARE_FAULT;
    }

    /**
     * Stores a block over another one: all blocks whose markers share a sector with its own are erased and written
     * anew, and lost when the power is cut meanwhile.
     */
    AccessResult overwrite(int number, byte[] block, int imageBytes) {
        int perSector = markers.sectorBytes() / MARKER_BYTES;
        int first = number / perSector * perSector;
        if (perSector * blockBytes % data.sectorBytes() != 0) {
            return AccessResult.HARDWARE_FAULT;
        }
        Map<Integer, byte[]> blocks = new TreeMap<>();
        for (int each = first; each < first + perSector && each * blockBytes < imageBytes; each++) {
            int length = Math.min(blockBytes, imageBytes - each * blockBytes);
            if (isPresent(each, length)) {
                blocks.put(each, block(each, length));
            }
        }
        blocks.put(number, block);
        markers.erase(first * MARKER_BYTES);
        int end = Math.min(imageBytes, (first + perSector) * blockBytes);
        for (int at = first * blockBytes; at < end; at += data.sectorBytes()) {
            data.erase(at);
        }
        boolean isWritten = blocks.entrySet().stream()
                .allMatch(each -> write(each.getKey(), each.getValue()) == AccessResult.SUCCESS);
        return isWritten ? AccessResult.SUCCESS : AccessResult.HARDWARE_FAULT;
    }

    /** Blocks of another size come from now on. */
    void useBlocks(int bytes) {
        blockBytes = bytes;
    }

    private static boolean isProgrammable(byte[] present, byte[] wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if ((wanted[i] & ~present[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    byte[] read(int imageBytes) {
        return data.read(0, imageBytes);
    }

    private static byte[] marker(byte[] block) {
        CRC32 crc = new CRC32();
        crc.update(block);
        int value = (int) crc.getValue();
        return ByteBuffer.allocate(MARKER_BYTES).putInt(value).putInt(~value).array();
    }
}
