package org.metersim.metrology.image;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.metrology.crash.CrashTests;
import org.metersim.metrology.crash.Depth;

/**
 * The power is cut at every operation of an update, before it, inside, and after it; in what is most usual, at every
 * byte. docs/crash-tests.md.
 */
class UpdateSweepTest {

    private static final Set<UpdateScenario> AT_EVERY_BYTE =
            EnumSet.of(UpdateScenario.FRESH_UPDATE, UpdateScenario.INITIATED_OVER_A_VERIFIED_IMAGE);

    /** Bytes from one tear to the next in the others. */
    private static final int STEP = 11;

    /** What a commit is tested with at least. */
    private static final int CASES = 25_000;

    private static final CrashTests SWEEPS = new CrashTests(UpdateSweepTest.class);

    @AfterAll
    static void saysHowMany() {
        SWEEPS.print();
        SWEEPS.assertAtLeast(CASES);
    }

    @ParameterizedTest
    @EnumSource(UpdateScenario.class)
    void aCutAnywhereHarmsNothing(UpdateScenario scenario) {
        boolean everyByte = AT_EVERY_BYTE.contains(scenario);
        SWEEPS.sweep(scenario, everyByte ? Depth.EVERY_BYTE : Depth.EVERY_BYTE.withPrefixStep(STEP));
    }
}
