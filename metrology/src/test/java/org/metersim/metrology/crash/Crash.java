package org.metersim.metrology.crash;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One case of a sweep: a scenario and the cuts in it, in their order. In print {@code FRESH_UPDATE/17:TORN_PREFIX:5},
 * and with a second cut {@code FRESH_UPDATE/17:TORN_PREFIX:5+19:BEFORE:0}: by that it is run alone.
 */
public record Crash(String scenario, List<Cut> cuts) {

    static Crash of(Scenario scenario, Cut... cuts) {
        return new Crash(scenario.name(), List.of(cuts));
    }

    /** @throws IllegalArgumentException when it is none */
    public static Crash parse(String id) {
        int slash = id.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("case: " + id + " (expected: SCENARIO/CUT or SCENARIO/CUT+CUT)");
        }
        List<Cut> cuts = Arrays.stream(id.substring(slash + 1).split("\\+"))
                .map(Cut::parse)
                .toList();
        return new Crash(id.substring(0, slash), cuts);
    }

    /** The kind of its only cut; of the first one when there are two. */
    CutKind kind() {
        return cuts.get(0).kind();
    }

    boolean isTwice() {
        return cuts.size() > 1;
    }

    @Override
    public String toString() {
        return scenario + "/" + cuts.stream().map(Cut::toString).collect(Collectors.joining("+"));
    }
}
