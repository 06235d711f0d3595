package org.metersim.nic.push;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.metrology.crash.CrashTests;
import org.metersim.metrology.crash.Depth;

/** The outbox, with the power cut at every byte that is written of it: no confirmation is lost, none is doubled. */
class PushSweepTest {

    /** What a commit is tested with at least. */
    private static final int CASES = 5_500;

    private static final CrashTests SWEEPS = new CrashTests(PushSweepTest.class);

    @AfterAll
    static void saysHowMany() {
        SWEEPS.print();
        SWEEPS.assertAtLeast(CASES);
    }

    @ParameterizedTest
    @EnumSource(PushScenario.class)
    void aCutAnywhereHarmsNothing(PushScenario scenario) {
        SWEEPS.sweep(scenario, Depth.EVERY_BYTE);
    }
}
