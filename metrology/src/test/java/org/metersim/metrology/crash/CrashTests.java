package org.metersim.metrology.crash;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The sweeps of one test class: runs them, or the one case that {@code -Dcrash.case} names; says what runs a failed
 * case alone; counts.
 */
public final class CrashTests {

    private final Class<?> test;
    private SweepReport all = SweepReport.NONE;

    public CrashTests(Class<?> test) {
        this.test = test;
    }

    /** Id of the only case that is to be run. */
    private static Optional<Crash> asked() {
        return Optional.ofNullable(System.getProperty("crash.case")).map(Crash::parse);
    }

    /** The whole sweep of a scenario, or the case of it that is asked for. */
    public void sweep(Scenario scenario, Depth depth) {
        Optional<Crash> asked = asked();
        if (asked.isPresent()) {
            assumeTrue(asked.get().scenario().equals(scenario.name()), "another case is asked for");
            Sweep.runOne(scenario, asked.get());
            return;
        }
        SweepReport report = new Sweep(scenario, depth).run();
        all = all.and(report);
        report.assertAllPassed(rerun());
    }

    private String rerun() {
        Path module = Path.of("").toAbsolutePath().getFileName();
        return "mvn -o -pl " + module + " -am test -Dsurefire.failIfNoSpecifiedTests=false -Dtest="
                + test.getSimpleName() + " -Dcrash.case=";
    }

    /** Fails when a sweep has become thin: fewer cases than that in all. */
    public void assertAtLeast(int cases) {
        assertTrue(asked().isPresent() || all.cases() >= cases, all.cases() + " power cuts");
    }

    /** Says how many cases there were of what. */
    public void print() {
        if (all.cases() > 0) {
            System.out.println(test.getSimpleName() + ": " + all.cases() + " power cuts, " + all.failures()
                    + " did harm\n" + all.table());
        }
    }
}
