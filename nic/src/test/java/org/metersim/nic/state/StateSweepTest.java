package org.metersim.nic.state;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.metrology.crash.CrashTests;
import org.metersim.metrology.crash.Depth;

/** Keys, counters and written attributes of a NIC, with the power cut at every byte that is written of them. */
class StateSweepTest {

    /** What a commit is tested with at least. */
    private static final int CASES = 3_500;

    private static final CrashTests SWEEPS = new CrashTests(StateSweepTest.class);

    @AfterAll
    static void saysHowMany() {
        SWEEPS.print();
        SWEEPS.assertAtLeast(CASES);
    }

    @ParameterizedTest
    @EnumSource(StateScenario.class)
    void aCutAnywhereHarmsNothing(StateScenario scenario) {
        SWEEPS.sweep(scenario, Depth.EVERY_BYTE);
    }
}
