package org.metersim.metrology.program;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.metrology.crash.CrashTests;
import org.metersim.metrology.crash.Depth;

/** A program, with the power cut at every operation of it: before, inside and after, and again while it is undone. */
class ProgramSweepTest {

    /** Bytes from one tear of a large record to the next. */
    private static final int STEP = 61;

    /** What a commit is tested with at least. */
    private static final int CASES = 3_500;

    private static final CrashTests SWEEPS = new CrashTests(ProgramSweepTest.class);

    @AfterAll
    static void saysHowMany() {
        SWEEPS.print();
        SWEEPS.assertAtLeast(CASES);
    }

    @ParameterizedTest
    @EnumSource(ProgramScenario.class)
    void aCutAnywhereHarmsNothing(ProgramScenario scenario) {
        SWEEPS.sweep(scenario, Depth.SPARSE.withPrefixStep(STEP));
    }
}
