package org.metersim.metrology.image;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metersim.metrology.crash.SeededBug;
import org.metersim.metrology.crash.SeededBugs;

/** The sweep can fail: each of these bugs, put into our source, is found by it. docs/crash-tests.md. */
class UpdateSeededBugsTest {

    private static final SeededBugs BUGS = new SeededBugs();

    static List<SeededBug> bugs() {
        return SeededBugs.all();
    }

    /** One of each set of scenarios. */
    static Stream<SeededBug> sweeps() {
        return bugs().stream()
                .collect(java.util.stream.Collectors.toMap(SeededBug::scenarios, bug -> bug, (one, same) -> one))
                .values()
                .stream();
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
