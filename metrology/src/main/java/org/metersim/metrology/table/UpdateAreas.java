package org.metersim.metrology.table;

import java.util.List;
import java.util.stream.Stream;
import org.metersim.metrology.image.Bank;
import org.metersim.metrology.image.Slots;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.memory.MemoryRegion;
import org.metersim.runtime.memory.NonVolatileMemory;

/** The flash behind the records, shared out among the components that take images. */
record UpdateAreas(List<Area> areas) {

    /** Of one component. */
    record Area(UpdateKind kind, Slots.Shape shape) {}

    static UpdateAreas of(MeterModel profile) {
        return new UpdateAreas(Stream.of(UpdateKind.METROLOGY, UpdateKind.NIC)
                .map(kind -> new Area(kind, Bank.shape(profile.firmware())))
                .toList());
    }

    /** Where that of a component begins, from the end of the records on; of one that has none: where all end. */
    int startOf(UpdateKind kind) {
        return areas.stream()
                .takeWhile(area -> area.kind() != kind)
                .mapToInt(UpdateAreas::sizeBytes)
                .sum();
    }

    int sizeBytes() {
        return areas.stream().mapToInt(UpdateAreas::sizeBytes).sum();
    }

    private static int sizeBytes(Area area) {
        return area.shape().sizeBytes(MetrologyModel.SECTOR_BYTES);
    }

    /** The memory of one. @param board the whole memory of the board */
    NonVolatileMemory memory(Area area, NonVolatileMemory board) {
        return new MemoryRegion(board, MetrologyTable.RECORD_BYTES + startOf(area.kind()), sizeBytes(area));
    }
}
