package org.metersim.metrology.image;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metersim.metrology.crash.SeededBug;
import org.metersim.metrology.crash.SeededBugs;

/** The sweeps can fail: each of these bugs, put into our source, is found by one of them. docs/crash-tests.md. */
class UpdateSeededBugsTest {

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
