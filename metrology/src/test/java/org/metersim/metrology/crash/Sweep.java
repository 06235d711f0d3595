package org.metersim.metrology.crash;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.metersim.metrology.crash.SweepReport.Result;

/**
 * Walks through a scenario once for each place and way to cut the power in it. Each case proves that its cuts struck,
 * and where. Runs on all processors: cases share nothing.
 */
public final class Sweep {

    /** How far behind the first cut a second one may come, in operations: while the first is being mended. */
    private static final int MENDING_OPERATIONS = 8;

    private final Scenario scenario;
    private final Depth depth;

    public Sweep(Scenario scenario, Depth depth) {
        this.scenario = scenario;
        this.depth = depth;
    }

    /** All cases. @throws AssertionError when the scenario fails without a cut */
    public SweepReport run() {
        List<Operation> operations = walkUncut(scenario);
        List<Result> results = Stream.concat(
                        singles(operations).parallelStream().map(this::attempt),
                        firsts(operations).parallelStream().flatMap(this::seconds))
                .toList();
        return new SweepReport(results);
    }

    boolean failsUncut() {
        try {
            walkUncut(scenario);
            return false;
        } catch (AssertionError | RuntimeException broken) {
            return true;
        }
    }

    private static List<Operation> walkUncut(Scenario scenario) {
        Walk walk = new Walk(scenario, List.of());
        walk.toTheEnd();
        return walk.operations();
    }

    /** One case alone. @throws AssertionError saying what does not hold */
    public static void runOne(Scenario scenario, Crash crash) {
        Walk walk = new Walk(scenario, crash.cuts());
        walk.toTheEnd();
        List<Long> wanted = crash.cuts().stream().map(Cut::operation).toList();
        if (!walk.fired().equals(wanted)) {
            throw new AssertionError("cut at operations " + walk.fired() + " (expected: " + wanted + ")");
        }
    }

    private Result attempt(Crash crash) {
        try {
            runOne(scenario, crash);
            return Result.passed(crash);
        } catch (AssertionError | RuntimeException broken) {
            return Result.failed(crash, broken);
        }
    }

    private List<Crash> singles(List<Operation> operations) {
        List<Crash> crashes = new ArrayList<>();
        for (Operation operation : operations) {
            for (CutKind kind : CutKind.values()) {
                kind.details(operation, scenario, depth)
                        .forEach(detail -> crashes.add(Crash.of(scenario, new Cut(operation.number(), kind, detail))));
            }
        }
        return crashes;
    }

    /** First cuts of pairs, by seed. */
    private List<Cut> firsts(List<Operation> operations) {
        Set<Cut> firsts = new LinkedHashSet<>();
        for (int seed = 0; seed < depth.firstCuts(); seed++) {
            Random chance = new Random(seed);
            firsts.add(anyCut(operations.get(chance.nextInt(operations.size())), chance));
        }
        return List.copyOf(firsts);
    }

    private Cut anyCut(Operation operation, Random chance) {
        List<Cut> cuts = new ArrayList<>();
        for (CutKind kind : CutKind.values()) {
            int[] details = kind.details(operation, scenario, depth).toArray();
            if (details.length > 0) {
                cuts.add(new Cut(operation.number(), kind, details[chance.nextInt(details.length)]));
            }
        }
        return cuts.get(chance.nextInt(cuts.size()));
    }

    /** The operations after a first cut are only known when it has been walked with. */
    private Stream<Result> seconds(Cut first) {
        Walk walk = new Walk(scenario, List.of(first));
        try {
            walk.toTheEnd();
        } catch (AssertionError | RuntimeException broken) {
            return Stream.of(Result.failed(Crash.of(scenario, first), broken));
        }
        List<Operation> mending = walk.operations().stream()
                .filter(operation -> operation.number() > first.operation())
                .limit(MENDING_OPERATIONS)
                .toList();
        Random chance = new Random(first.operation() * 31 + first.detail());
        Set<Cut> seconds = new LinkedHashSet<>();
        for (int i = 0; i < depth.secondCuts() && !mending.isEmpty(); i++) {
            seconds.add(anyCut(mending.get(chance.nextInt(mending.size())), chance));
        }
        return seconds.stream().map(second -> attempt(Crash.of(scenario, first, second)));
    }
}
