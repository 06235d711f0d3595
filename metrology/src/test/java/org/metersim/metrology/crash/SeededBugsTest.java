package org.metersim.metrology.crash;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The sweeps of a module can fail: each of the bugs in its {@code seeded-bugs}, put into our source, is found by one of
 * them. docs/crash-tests.md.
 */
public abstract class SeededBugsTest {

    private static final SeededBugs BUGS = new SeededBugs();

    static List<SeededBug> bugs() {
        return SeededBugs.all();
    }

    static Collection<SeededBug> sweeps() {
        return SeededBugs.sweeps();
    }

    @AfterAll
    static void saysWhatFoundThem() {
        BUGS.print();
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void aSeededBugIsCaught(SeededBug bug) {
        BUGS.isCaught(bug);
    }

    @ParameterizedTest
    @MethodSource("sweeps")
    void withoutABugTheSameSweepPasses(SeededBug bug) {
        BUGS.passesWithout(bug);
    }
}
