package org.metersim.metrology.image;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.metrology.crash.CrashTests;
import org.metersim.metrology.crash.Depth;

/**
 * The power is cut at every operation of an update, before it, inside at every byte, and after it. docs/crash-tests.md.
 */
class UpdateSweepTest {

    /** What a commit is tested with at least. */
    private static final int CASES = 70_000;

    private static final CrashTests SWEEPS = new CrashTests(UpdateSweepTest.class);

    @AfterAll
    static void saysHowMany() {
        SWEEPS.print();
        SWEEPS.assertAtLeast(CASES);
    }

    @ParameterizedTest
    @EnumSource(UpdateScenario.class)
    void aCutAnywhereHarmsNothing(UpdateScenario scenario) {
        SWEEPS.sweep(scenario, Depth.EVERY_BYTE);
    }
}
