package org.metersim.metrology.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.runtime.memory.FlashFault;
import org.metersim.runtime.memory.FlashGeometry;
import org.metersim.runtime.memory.MemoryRegion;

/**
 * One slot for an image in the flash, and a marker for each of its blocks: the data go first, then the marker with the
 * data's CRC-32, so a block counts only when both are whole.
 *
 * <p>A block that was cut is written again over itself. Flash with check bits does not take that: all blocks that share
 * a sector with it are missing again then, and come once more. docs/memory.md.
 */
final class ImageSlot {

    /** The CRC-32 of a block and its complement: never what erased memory looks like. */
    private static final int MARKER_BYTES = 8;

    /** How often what was written over a cut block is read back: bits that waver show in one of them. */
    private static final int LOOKS_AFTER_A_CUT = 8;

    private final MemoryRegion data;
    private final MemoryRegion markers;
    private final FlashGeometry geometry;
    private int blockBytes;
    private int looks = 1;

    /** @param blockBytes whole write units of the flash */
    ImageSlot(MemoryRegion data, MemoryRegion markers, int blockBytes) {
        this.data = data;
        this.markers = markers;
        this.geometry = data.geometry();
        this.blockBytes = blockBytes;
    }

    /** What a marker takes in such a flash. */
    static int markerBytes(FlashGeometry geometry) {
        return geometry.padded(MARKER_BYTES);
    }

    /** Erases markers, then the data of an image of that size. */
    void erase(int imageBytes) {
        looks = 1;
        erase(markers, 0, markers.sizeBytes());
        erase(data, 0, imageBytes);
    }

    /**
     * Also what looks erased: an erase that was cut may have left bits that read otherwise the next time.
     *
     * @param from start of a sector
     */
    private static void erase(MemoryRegion region, int from, int beyond) {
        for (int at = from; at < beyond; at += region.sectorBytes()) {
            region.erase(at);
        }
    }

    // --- after a restart

    /**
     * The blocks that are there after a restart, and they stay there: a marker that was cut may read as whole once, so
     * all of them are programmed again.
     */
    BitSet findBlocks(int imageBytes) {
        looks = LOOKS_AFTER_A_CUT;
        BitSet present = blocksPresent(imageBytes);
        try {
            if (geometry.ecc()) {
                reclaim(present, imageBytes);
            } else if (!present.isEmpty()) {
                byte[] firm = markers.read(0, present.length() * markerBytes(geometry));
                present.stream().forEach(number -> putMarker(firm, number, imageBytes));
                markers.program(0, firm);
            }
        } catch (FlashFault worn) {
            // the blocks are as good as they were; the next write says so
        }
        return present;
    }

    private BitSet blocksPresent(int imageBytes) {
        BitSet present = new BitSet();
        IntStream.range(0, blockCount(imageBytes))
                .filter(number -> isPresent(number, lengthOf(number, imageBytes)))
                .forEach(present::set);
        return present;
    }

    private int blockCount(int imageBytes) {
        return (imageBytes + blockBytes - 1) / blockBytes;
    }

    private int lengthOf(int number, int imageBytes) {
        return Math.min(blockBytes, imageBytes - number * blockBytes);
    }

    private void putMarker(byte[] into, int number, int imageBytes) {
        byte[] marker = marker(block(number, lengthOf(number, imageBytes)));
        System.arraycopy(marker, 0, into, number * markerBytes(geometry), MARKER_BYTES);
    }

    /** With check bits a torn place takes nothing: its sector is erased, and what else is in it comes again. */
    private void reclaim(BitSet present, int imageBytes) {
        int stride = markerBytes(geometry);
        int blocks = blockCount(imageBytes);
        for (int number = 0; number < blocks; number++) {
            boolean isTorn = block(number, lengthOf(number, imageBytes)).length == 0
                    || !markers.isBlank(number * stride, stride);
            if (isTorn && !present.get(number)) {
                int first = number / markersPerSector() * markersPerSector();
                int beyond = first + markersPerSector();
                eraseWith(first);
                present.clear(first, beyond);
                number = beyond - 1;
            }
        }
    }

    // --- blocks

    /** True when the block and its marker are both whole. @param length of the block, bytes */
    boolean isPresent(int number, int length) {
        try {
            byte[] marker = markers.read(number * markerBytes(geometry), MARKER_BYTES);
            return Arrays.equals(marker, marker(data.read(number * blockBytes, length)));
        } catch (FlashFault unreadable) {
            return false;
        }
    }

    /** Empty when it cannot be read. */
    byte[] block(int number, int length) {
        try {
            return data.read(number * blockBytes, length);
        } catch (FlashFault unreadable) {
            return new byte[0];
        }
    }

    /** Stores a block; SUCCESS when it is durable, HARDWARE_FAULT when the memory cannot take it. */
    AccessResult write(int number, byte[] block) {
        try {
            return isWritten(number, block) ? AccessResult.SUCCESS : AccessResult.HARDWARE_FAULT;
        } catch (FlashFault worn) {
            return AccessResult.HARDWARE_FAULT;
        }
    }

    /**
     * Stores a block over another one: all blocks whose markers share a sector with its own are erased and written
     * anew, and lost when the power is cut meanwhile.
     */
    AccessResult overwrite(int number, byte[] block, int imageBytes) {
        int perSector = markersPerSector();
        int first = number / perSector * perSector;
        if (perSector * blockBytes % data.sectorBytes() != 0) {
            return AccessResult.HARDWARE_FAULT;
        }
        Map<Integer, byte[]> blocks = new TreeMap<>();
        IntStream.range(first, Math.min(first + perSector, blockCount(imageBytes)))
                .filter(each -> isPresent(each, lengthOf(each, imageBytes)))
                .forEach(each -> blocks.put(each, block(each, lengthOf(each, imageBytes))));
        blocks.put(number, block);
        eraseWith(first);
        boolean isWritten = blocks.entrySet().stream()
                .allMatch(each -> write(each.getKey(), each.getValue()) == AccessResult.SUCCESS);
        return isWritten ? AccessResult.SUCCESS : AccessResult.HARDWARE_FAULT;
    }

    private int markersPerSector() {
        return markers.sectorBytes() / markerBytes(geometry);
    }

    /** Erases the sector of markers that begins with that one, and the data of its blocks. */
    private void eraseWith(int first) {
        markers.erase(first * markerBytes(geometry));
        erase(data, first * blockBytes, Math.min(data.sizeBytes(), (first + markersPerSector()) * blockBytes));
    }

    /** Blocks of another size come from now on. */
    void useBlocks(int bytes) {
        blockBytes = bytes;
    }

    private boolean isWritten(int number, byte[] block) {
        int at = number * blockBytes;
        byte[] padded = geometry.pad(block);
        byte[] marker = geometry.pad(marker(block));
        int markerAt = number * markerBytes(geometry);
        // a torn block can be completed with the same bytes, not overwritten with others
        if (!canTake(data, at, padded) || !canTake(markers, markerAt, marker)) {
            return false;
        }
        program(data, at, padded);
        program(markers, markerAt, marker);
        // a worn memory may not take what it is given
        return IntStream.range(0, looks)
                .allMatch(look -> isPresent(number, block.length) && Arrays.equals(block(number, block.length), block));
    }

    private boolean canTake(MemoryRegion region, int at, byte[] wanted) {
        return units(wanted).allMatch(unit -> {
            byte[] present = region.read(at + unit, unitBytes(wanted));
            byte[] after = Arrays.copyOfRange(wanted, unit, unit + present.length);
            return geometry.canBecome(present, after) || geometry.ecc() && Arrays.equals(present, after);
        });
    }

    /** With check bits what is there already is left alone. */
    private void program(MemoryRegion region, int at, byte[] wanted) {
        if (!geometry.ecc() || region.isBlank(at, wanted.length)) {
            region.program(at, wanted);
            return;
        }
        units(wanted)
                .filter(unit -> region.isBlank(at + unit, unitBytes(wanted)))
                .forEach(unit -> region.program(at + unit, Arrays.copyOfRange(wanted, unit, unit + unitBytes(wanted))));
    }

    /** Where what is programmed by itself begins: all of it, or with check bits each write unit. */
    private IntStream units(byte[] wanted) {
        return IntStream.iterate(0, unit -> unit < wanted.length, unit -> unit + unitBytes(wanted));
    }

    private int unitBytes(byte[] wanted) {
        return geometry.ecc() ? geometry.writeBytes() : wanted.length;
    }

    /** What is there; a write unit that cannot be read counts as erased. */
    byte[] read(int imageBytes) {
        try {
            return data.read(0, imageBytes);
        } catch (FlashFault unreadable) {
            return readUnits(imageBytes);
        }
    }

    private byte[] readUnits(int imageBytes) {
        byte[] bytes = geometry.blank(imageBytes);
        for (int at = 0; at < imageBytes; at += geometry.writeBytes()) {
            int length = Math.min(geometry.writeBytes(), imageBytes - at);
            try {
                System.arraycopy(data.read(at, length), 0, bytes, at, length);
            } catch (FlashFault unreadable) {
                // it stays erased
            }
        }
        return bytes;
    }

    private static byte[] marker(byte[] block) {
        CRC32 crc = new CRC32();
        crc.update(block);
        int value = (int) crc.getValue();
        return ByteBuffer.allocate(MARKER_BYTES).putInt(value).putInt(~value).array();
    }
}
