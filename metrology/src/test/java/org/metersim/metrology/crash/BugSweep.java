package org.metersim.metrology.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * A sweep as it is run within {@link PatchedClasses}: takes the name of an enum of scenarios and names in it, and gives
 * numbers, for nothing else is the same class on both sides.
 */
public final class BugSweep implements BiFunction<String, List<String>, int[]> {

    /** What it gives, by place. */
    enum Count {
        CASES,
        /** Scenarios that fail though nothing is cut. */
        UNCUT,
        BEFORE,
        BEFORE_AND_AFTER,
        /** Inside an operation. */
        TORN,
        ALL
    }

    @Override
    public int[] apply(String sweep, List<String> names) {
        List<Scenario> scenarios = new ArrayList<>();
        for (Object each : type(sweep).getEnumConstants()) {
            if (each instanceof Scenario scenario && names.contains(scenario.name())) {
                scenarios.add(scenario);
            }
        }
        if (scenarios.size() != names.size()) {
            throw new IllegalArgumentException(names + " (expected: scenarios of " + sweep + ")");
        }
        int[] sum = new int[Count.values().length];
        for (Scenario scenario : scenarios) {
            int[] counts = counts(scenario);
            Arrays.setAll(sum, at -> sum[at] + counts[at]);
        }
        return sum;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException wrong) {
            throw new IllegalArgumentException("sweep: " + name, wrong);
        }
    }

    private static int[] counts(Scenario scenario) {
        Sweep sweep = new Sweep(scenario, Depth.SPARSE);
        int uncut = sweep.failsUncut() ? 1 : 0;
        SweepReport report = uncut == 1 ? SweepReport.NONE : sweep.run();
        return IntStream.of(
                        report.cases(),
                        uncut,
                        report.failures(crash -> !crash.isTwice() && crash.kind() == CutKind.BEFORE),
                        report.failures(
                                crash -> !crash.isTwice() && !crash.kind().isInside()),
                        report.failures(
                                crash -> !crash.isTwice() && crash.kind().isInside()),
                        report.failures())
                .toArray();
    }
}
