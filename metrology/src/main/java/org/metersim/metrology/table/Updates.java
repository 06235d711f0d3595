package org.metersim.metrology.table;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.metrology.image.Bank;
import org.metersim.metrology.image.Behaviour;
import org.metersim.metrology.image.BundleInstallation;
import org.metersim.metrology.image.FirmwareInstallation;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.image.Slots;
import org.metersim.metrology.image.UpdateEngine;
import org.metersim.metrology.image.UpdateHost;
import org.metersim.metrology.image.UpdateMachine;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.program.ProgramHost;
import org.metersim.metrology.program.ProgramInstallation;
import org.metersim.metrology.program.ProgramStore;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.memory.RecordStore;

/** The update engines of one meter, one a component that takes images. Owned by one thread. */
final class Updates {

    private final Map<UpdateKind, UpdateEngine> engines = new EnumMap<>(UpdateKind.class);
    private final List<UpdateEngine> all;
    private final ProgramHost programHost;
    private final ProgramStore programStore;
    private Optional<ProgramInstallation> programs = Optional.empty();

    /** What the engines live in. @param memory of the whole board */
    record Place(NonVolatileMemory memory, RecordStore records) {}

    /** @param programHost the board as programs see it */
    Updates(TableModel model, Place place, UpdateHost host, ProgramHost programHost) {
        this.programHost = programHost;
        this.programStore = new ProgramStore(place.records(), Keys.PROGRAMS);
        for (UpdateAreas.Area area : model.updates().areas()) {
            NonVolatileMemory flash = model.updates().memory(area, place.memory());
            Slots slots = new Slots(
                    area.shape(),
                    flash,
                    place.records(),
                    Keys.UPDATES + area.kind().ordinal());
            engines.put(area.kind(), engine(model, area.kind(), slots, host));
        }
        all = List.copyOf(engines.values());
    }

    private UpdateEngine engine(TableModel model, UpdateKind kind, Slots slots, UpdateHost host) {
        return switch (kind) {
            case METROLOGY, NIC -> {
                Bank.Model bank = model.banks().get(kind.ordinal());
                yield FirmwareInstallation.engine(new Bank(bank, slots, this::runningVersion), host);
            }
            case PROGRAM -> programs(model, slots, host);
            case BUNDLE -> {
                List<UpdateEngine> parts = List.of(engines.get(UpdateKind.METROLOGY), engines.get(UpdateKind.NIC));
                yield BundleInstallation.engine(model.banks().get(0), slots, parts, host);
            }
        };
    }

    private UpdateEngine programs(TableModel model, Slots slots, UpdateHost host) {
        UpdateMachine machine = new UpdateMachine(UpdateKind.PROGRAM, slots, host);
        programs = Optional.of(new ProgramInstallation(
                model.programs(), new ProgramInstallation.Parts(machine, host, programHost, programStore)));
        return new UpdateEngine(machine, programs.get(), model.profile().firmware());
    }

    /** What takes configuration programs; empty when the profile takes none. */
    Optional<ProgramInstallation> programs() {
        return programs;
    }

    private ImageVersion runningVersion(int component) {
        return of(UpdateKind.values()[component])
                .map(UpdateEngine::runningVersion)
                .orElse(ImageVersion.NONE);
    }

    /** Empty when the profile has no such component. */
    Optional<UpdateEngine> of(UpdateKind kind) {
        return Optional.ofNullable(engines.get(kind));
    }

    // Plain loops from here on where every request asks: streams cost a tenth of a GET.

    /** True when that does not work with the firmware that runs, of either board. */
    boolean breaks(Behaviour.Breakage what) {
        for (UpdateEngine engine : all) {
            if (engine.breaks(what)) {
                return true;
            }
        }
        return false;
    }

    /** The engine whose update ended last. */
    UpdateEngine lastEnded() {
        return all.stream().max(Comparator.comparingLong(UpdateEngine::endedMs)).orElseThrow();
    }

    /** What is not in memory is about to be lost. */
    void powerFailed(long nowMs) {
        all.forEach(engine -> engine.powerFailed(nowMs));
    }

    void start(long nowMs) {
        all.forEach(engine -> engine.start(nowMs));
    }

    void wake(long nowMs) {
        all.forEach(engine -> engine.wake(nowMs));
    }

    boolean isDown(long nowMs) {
        for (UpdateEngine engine : all) {
            if (engine.isDown(nowMs)) {
                return true;
            }
        }
        return false;
    }

    /** When a board that restarts is back. */
    long backMs() {
        long backMs = Long.MIN_VALUE;
        for (UpdateEngine engine : all) {
            backMs = Math.max(backMs, engine.backMs());
        }
        return backMs;
    }

    long deadlineMs() {
        long deadlineMs = Endpoint.NEVER;
        for (UpdateEngine engine : all) {
            deadlineMs = Math.min(deadlineMs, engine.deadlineMs());
        }
        return deadlineMs;
    }

    /** True when nothing is under way that lives in volatile memory. */
    boolean isAtRest() {
        for (UpdateEngine engine : all) {
            switch (engine.state()) {
                case VERIFYING, ARMED, PENDING, TRIAL -> {
                    return false;
                }
                default -> {}
            }
        }
        return true;
    }
}
