package org.metersim.metrology.image;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.metrology.crash.CrashTests;
import org.metersim.metrology.crash.Depth;

/**
 * A bundle, with the power cut at every operation, and at every byte of the records that switch both boards at once.
 */
class BundleSweepTest {

    private static final CrashTests SWEEPS = new CrashTests(BundleSweepTest.class);

    @AfterAll
    static void saysHowMany() {
        SWEEPS.print();
    }

    @ParameterizedTest
    @EnumSource(BundleScenario.class)
    void aCutAnywhereHarmsNothing(BundleScenario scenario) {
        SWEEPS.sweep(scenario, Depth.EVERY_BYTE.withPrefixStep(7));
    }
}
