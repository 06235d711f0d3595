package org.metersim.metrology.table;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.metrology.crash.CrashTests;
import org.metersim.metrology.crash.Depth;

/** A whole board, with the power cut at every operation of a scheduled activation, and of every kind of write. */
class BoardSweepTest {

    private static final CrashTests SWEEPS = new CrashTests(BoardSweepTest.class);

    @AfterAll
    static void saysHowMany() {
        SWEEPS.print();
    }

    @ParameterizedTest
    @EnumSource(BoardScenario.class)
    void aCutAnywhereHarmsNothing(BoardScenario scenario) {
        SWEEPS.sweep(scenario, Depth.SPARSE);
    }
}
