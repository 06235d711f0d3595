package org.metersim.metrology.image;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.metersim.runtime.memory.FlashGeometry;
import org.metersim.runtime.memory.MemoryMap;
import org.metersim.runtime.memory.MemoryRegion;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.memory.RecordBatch;
import org.metersim.runtime.memory.RecordStore;

/** Where the images of one component go: its slots in flash, and the record of its update. Owned by one thread. */
public final class Slots {

    /**
     * How many, and how large.
     *
     * @param count 2: one holds what runs, the other takes the next image; 1: nothing runs out of it
     * @param slotBytes largest image
     * @param blockBytes image_block_size
     */
    public record Shape(int count, int slotBytes, int blockBytes) {

        /** Flash that they take, bytes: whole sectors. */
        public int sizeBytes(FlashGeometry flash) {
            return count * (dataBytes(flash) + markerBytes(flash));
        }

        /** Says what lies where: {@code nic/slot 0/block 7}, {@code nic/slot 0/marker 7}. */
        public void describe(MemoryMap map, String component, int start, FlashGeometry flash) {
            int slotBytes = dataBytes(flash) + markerBytes(flash);
            for (int slot = 0; slot < count; slot++) {
                String name = component + "/slot " + slot;
                int at = start + slot * slotBytes;
                MemoryMap.Parts markers = new MemoryMap.Parts("marker", ImageSlot.markerBytes(flash));
                map.parts(name, new MemoryMap.Parts("block", blockBytes), at, dataBytes(flash));
                map.parts(name, markers, at + dataBytes(flash), markerBytes(flash));
            }
        }

        private int dataBytes(FlashGeometry flash) {
            return wholeSectors(slotBytes, flash.sectorBytes());
        }

        private int markerBytes(FlashGeometry flash) {
            int blocks = (slotBytes + blockBytes - 1) / blockBytes;
            return wholeSectors(blocks * ImageSlot.markerBytes(flash), flash.sectorBytes());
        }

        private static int wholeSectors(int bytes, int sectorBytes) {
            return (bytes + sectorBytes - 1) / sectorBytes * sectorBytes;
        }
    }

    private final Shape shape;
    private final RecordStore records;
    private final int key;
    private int blockBytes;
    private final List<ImageSlot> slots;

    /**
     * @param memory {@link Shape#sizeBytes} long
     * @param key number of the update's record
     */
    public Slots(Shape shape, NonVolatileMemory memory, RecordStore records, int key) {
        this.shape = shape;
        this.records = records;
        this.key = key;
        this.blockBytes = shape.blockBytes();
        this.slots = IntStream.range(0, shape.count())
                .mapToObj(number -> slot(number, shape, memory))
                .toList();
    }

    private static ImageSlot slot(int number, Shape shape, NonVolatileMemory memory) {
        int dataBytes = shape.dataBytes(memory.geometry());
        int markerBytes = shape.markerBytes(memory.geometry());
        int start = number * (dataBytes + markerBytes);
        return new ImageSlot(
                new MemoryRegion(memory, start, dataBytes),
                new MemoryRegion(memory, start + dataBytes, markerBytes),
                shape.blockBytes());
    }

    int blockBytes() {
        return blockBytes;
    }

    /** Another image_block_size, for images that are yet to come. @param bytes a multiple of the profile's */
    void useBlocks(int bytes) {
        blockBytes = bytes;
        slots.forEach(slot -> slot.useBlocks(bytes));
    }

    /** True when the flash has markers for blocks of that size. */
    boolean hasMarkersFor(long bytes) {
        return bytes >= shape.blockBytes() && bytes % shape.blockBytes() == 0;
    }

    int slotBytes() {
        return shape.slotBytes();
    }

    ImageSlot at(int index) {
        return slots.get(index);
    }

    /** The slot for the next image: not the one that runs. */
    int beside(int running) {
        return shape.count() == 1 || running != 0 ? 0 : 1;
    }

    Optional<UpdateState> load() {
        return records.get(key).map(UpdateState::read);
    }

    RecordBatch save(UpdateState state, RecordBatch batch) {
        return batch.put(key, state.encode());
    }
}
