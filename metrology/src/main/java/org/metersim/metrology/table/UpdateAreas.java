package org.metersim.metrology.table;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.metersim.metrology.image.Bank;
import org.metersim.metrology.image.BundleInstallation;
import org.metersim.metrology.image.Slots;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.program.Program;
import org.metersim.profiles.Firmware;
import org.metersim.profiles.Flash;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ObjectDefinition;
import org.metersim.runtime.memory.FlashGeometry;
import org.metersim.runtime.memory.MemoryMap;
import org.metersim.runtime.memory.MemoryRegion;
import org.metersim.runtime.memory.NonVolatileMemory;

/** The flash behind the records, shared out among the components that take images. */
record UpdateAreas(FlashGeometry flash, List<Area> areas) {

    /** The longest program and its container. */
    static final int PROGRAM_BYTES = Program.MAX_BYTES + 4096;

    private static final int IMAGE_TRANSFER = 18;

    /** Of one component. */
    record Area(UpdateKind kind, Slots.Shape shape) {}

    /** Both boards have one; what else the profile has an Image transfer object for comes behind them. */
    static UpdateAreas of(MeterModel profile) {
        List<Area> areas = Stream.of(UpdateKind.values())
                .filter(kind -> kind == UpdateKind.METROLOGY || kind == UpdateKind.NIC || has(profile, kind))
                .map(kind -> new Area(kind, shape(profile.firmware(), kind)))
                .toList();
        return new UpdateAreas(geometry(profile.flash()), areas);
    }

    private static boolean has(MeterModel profile, UpdateKind kind) {
        return find(profile, kind).isPresent();
    }

    /** The Image transfer object of a component. */
    static Optional<ObjectDefinition> find(MeterModel profile, UpdateKind kind) {
        String component = kind.name().toLowerCase(Locale.ROOT);
        return profile.objects().stream()
                .filter(object -> object.classId() == IMAGE_TRANSFER)
                .filter(object -> object.row().text("component").equals(component))
                .findFirst();
    }

    private static FlashGeometry geometry(Flash flash) {
        int endurance = flash.enduranceErases() == 0 ? FlashGeometry.ENDLESS : flash.enduranceErases();
        return new FlashGeometry(
                flash.sectorBytes(), flash.writeBytes(), (byte) flash.erased(), endurance, flash.ecc());
    }

    private static Slots.Shape shape(Firmware firmware, UpdateKind kind) {
        return switch (kind) {
            case METROLOGY, NIC -> Bank.shape(firmware);
            case PROGRAM -> new Slots.Shape(1, PROGRAM_BYTES, firmware.blockBytes());
            case BUNDLE -> BundleInstallation.shape(firmware);
        };
    }

    /** Where that of a component begins, from the end of the records on; of one that has none: where all end. */
    int startOf(UpdateKind kind) {
        return areas.stream()
                .takeWhile(area -> area.kind() != kind)
                .mapToInt(this::sizeBytes)
                .sum();
    }

    int sizeBytes() {
        return areas.stream().mapToInt(this::sizeBytes).sum();
    }

    private int sizeBytes(Area area) {
        return area.shape().sizeBytes(flash);
    }

    /** Says where each slot lies. */
    void describe(MemoryMap map) {
        for (Area area : areas) {
            String name = area.kind().name().toLowerCase(Locale.ROOT);
            int start = MetrologyTable.RECORD_BYTES + startOf(area.kind());
            area.shape().describe(map, name, start, flash);
        }
    }

    /** The memory of one. @param board the whole memory of the board */
    NonVolatileMemory memory(Area area, NonVolatileMemory board) {
        return new MemoryRegion(board, MetrologyTable.RECORD_BYTES + startOf(area.kind()), sizeBytes(area));
    }
}
