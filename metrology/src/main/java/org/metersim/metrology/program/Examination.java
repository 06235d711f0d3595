package org.metersim.metrology.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;

/**
 * What a program would do to a meter as it is now.
 *
 * @param fault why it is not taken; empty when it is
 * @param images of the records that it changes, as they are: number to content, empty where there is none
 * @param before what the attributes that it names read
 */
record Examination(
        Optional<Fault> fault, ProgramReport report, Map<Integer, byte[]> images, Map<AttributeRef, CosemData> before) {

    /** For what the records need besides, bytes. */
    private static final int RESERVE_BYTES = 8192;

    static Examination of(Program program, Rules rules, ProgramStore.Known known, long nowMs) {
        List<ProgramItem> items = program.items();
        if (known.isActive(program.digest())) {
            // it is there: doing it again changes nothing
            return new Examination(Optional.empty(), report(items.size(), items.size()), Map.of(), Map.of());
        }
        Optional<Fault> fault = rules.ofHeader(program, known);
        List<Fault> faults = fault.isPresent() ? List.of(fault.get()) : rules.ofItems(items);
        return faults.isEmpty()
                ? rehearse(items, rules.host(), nowMs)
                : new Examination(Optional.of(faults.get(0)), report(items.size(), 0, faults), Map.of(), Map.of());
    }

    /** The items are done, and what they did is dropped: what an object answers to a write it says best itself. */
    private static Examination rehearse(List<ProgramItem> items, ProgramHost host, long nowMs) {
        Performance performance = new Performance(host, nowMs);
        Optional<Fault> fault = Optional.empty();
        Map<Integer, byte[]> images = Map.of();
        int done = 0;
        host.hold();
        try {
            while (fault.isEmpty() && done < items.size()) {
                fault = performance.perform(done + 1, items.get(done));
                done += fault.isEmpty() ? 1 : 0;
            }
        } finally {
            int room = host.roomBytes();
            images = host.drop(nowMs);
            if (fault.isEmpty() && room < ProgramStore.imageBytes(images) + RESERVE_BYTES) {
                fault = Optional.of(Fault.ofProgram("room", "it changes more than the meter can keep beside it"));
            }
        }
        ProgramReport report = fault.isEmpty() ? report(items.size(), items.size()) : failed(items.size(), fault.get());
        return new Examination(fault, report, images, performance.before());
    }

    /** Nothing of it stays: what was done before the fault is not done either. */
    static ProgramReport failed(int items, Fault fault) {
        return report(items, 0, List.of(fault));
    }

    private static ProgramReport report(int items, int done) {
        return report(items, done, List.of());
    }

    private static ProgramReport report(int items, int done, List<Fault> faults) {
        List<ProgramReport.Result> results = new ArrayList<>();
        faults.stream().filter(fault -> fault.index() == 0).map(Fault::toResult).forEach(results::add);
        for (int i = 1; i <= items; i++) {
            int index = i;
            results.add(faults.stream()
                    .filter(fault -> fault.index() == index)
                    .findFirst()
                    .map(Fault::toResult)
                    .orElseGet(() ->
                            index <= done ? ProgramReport.Result.done(index) : ProgramReport.Result.notDone(index)));
        }
        return new ProgramReport(results);
    }
}
