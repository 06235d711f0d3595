package org.metersim.metrology.crash;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What came of the cases of one sweep, or of several. */
public final class SweepReport {

    /** Failures that are told; the others are counted. */
    private static final int TOLD = 5;

    /** One case that was run. @param failure what did not hold; empty when all did */
    record Result(Crash crash, Optional<String> failure) {

        static Result passed(Crash crash) {
            return new Result(crash, Optional.empty());
        }

        static Result failed(Crash crash, Throwable cause) {
            StackTraceElement[] trace = cause.getStackTrace();
            String where = trace.length == 0 ? "" : " at " + trace[0];
            return new Result(crash, Optional.of(cause + where));
        }
    }

    /** Of no sweep yet. */
    static final SweepReport NONE = new SweepReport(List.of());

    private final List<Result> results;

    SweepReport(List<Result> results) {
        this.results = results;
    }

    public SweepReport and(SweepReport more) {
        List<Result> all = new ArrayList<>(results);
        all.addAll(more.results);
        return new SweepReport(all);
    }

    public int cases() {
        return results.size();
    }

    /** Cases that failed. */
    public int failures() {
        return failures(crash -> true);
    }

    /** Cases of these that failed. */
    public int failures(Predicate<Crash> which) {
        return (int) results.stream()
                .filter(result -> result.failure().isPresent() && which.test(result.crash()))
                .count();
    }

    /** @param rerun what runs one case alone, up to its id */
    public void assertAllPassed(String rerun) {
        if (failures() > 0) {
            String told = results.stream()
                    .filter(result -> result.failure().isPresent())
                    .limit(TOLD)
                    .map(result -> result.failure().orElseThrow() + "\n    " + rerun + result.crash())
                    .collect(Collectors.joining("\n"));
            throw new AssertionError(failures() + " of " + cases() + " power cuts did harm:\n" + told);
        }
    }

    private int count(Predicate<Crash> which) {
        return (int)
                results.stream().filter(result -> which.test(result.crash())).count();
    }

    /** Cases by scenario and kind of cut, as a table of Markdown. */
    public String table() {
        StringBuilder text = new StringBuilder("| scenario |");
        for (CutKind kind : CutKind.values()) {
            text.append(' ').append(kind).append(" |");
        }
        text.append(" two cuts | all |\n|---|").append("---:|".repeat(CutKind.values().length + 2));
        Set<String> scenarios = results.stream()
                .map(result -> result.crash().scenario())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        scenarios.forEach(
                scenario -> row(text, scenario, crash -> crash.scenario().equals(scenario)));
        row(text, "**all**", crash -> true);
        return text.append('\n').toString();
    }

    private void row(StringBuilder text, String name, Predicate<Crash> which) {
        text.append("\n| ").append(name).append(" |");
        for (CutKind kind : CutKind.values()) {
            int count = count(crash -> which.test(crash) && !crash.isTwice() && crash.kind() == kind);
            text.append(' ').append(count).append(" |");
        }
        text.append(' ').append(count(crash -> which.test(crash) && crash.isTwice()));
        text.append(" | ").append(count(which)).append(" |");
    }
}
