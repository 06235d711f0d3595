package org.metersim.metrology.table;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.metrology.crash.CrashTests;
import org.metersim.metrology.crash.Depth;

/** A whole board, with the power cut at every operation of a scheduled activation, and of every kind of write. */
class BoardSweepTest {

    /** What a commit is tested with at least. */
    private static final int CASES = 1_300;

    private static final CrashTests SWEEPS = new CrashTests(BoardSweepTest.class);

    @AfterAll
    static void saysHowMany() {
        SWEEPS.print();
        SWEEPS.assertAtLeast(CASES);
    }

    @ParameterizedTest
    @EnumSource(BoardScenario.class)
    void aCutAnywhereHarmsNothing(BoardScenario scenario) {
        SWEEPS.sweep(scenario, Depth.SPARSE.withPrefixStep(29));
    }
}
