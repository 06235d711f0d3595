package org.metersim.metrology.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.profiles.Supply;

class LoadCurveTest {

    private static final Supply SUPPLY =
            new Supply(230, 50, 1, Collections.nCopies(24, 1000), Collections.nCopies(24, 0), 80, 5750);

    private static LoadCurve curve(long seed, long number) {
        return new LoadCurve(SUPPLY, TestTimelines.MADRID, seed, number);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42})
    void neverFalls(long seed) {
        LoadCurve curve = curve(seed, 1);
        Random random = new Random(seed);
        long at = LoadCurve.EPOCH_MS;
        long before = curve.joules(Quantity.IMPORT_ACTIVE, at);
        for (int i = 0; i < 20_000; i++) {
            at += random.nextInt(2_000_000);
            long joules = curve.joules(Quantity.IMPORT_ACTIVE, at);
            assertTrue(joules >= before, "seed " + seed + " at " + at);
            before = joules;
        }
    }

    // Power is the slope: a quarter of an hour at it makes the energy of that quarter.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isTheIntegralOfItsPower(long seed) {
        LoadCurve curve = curve(seed, 1);
        for (int quarter = 0; quarter < 500; quarter++) {
            long start = LoadCurve.EPOCH_MS + quarter * 900_000L;
            long joules =
                    curve.joules(Quantity.IMPORT_ACTIVE, start + 900_000) - curve.joules(Quantity.IMPORT_ACTIVE, start);
            assertEquals(joules, curve.milliwatts(Quantity.IMPORT_ACTIVE, start + 450_000) * 900 / 1000, 1);
        }
    }

    // A kilowatt all day is 24 kWh, times what this meter uses of it: 0.6 to 1.4.
    @Test
    void drawsAboutTheMeanDayOfItsProfile() {
        LoadCurve curve = curve(42, 1);
        long joules = curve.joules(Quantity.IMPORT_ACTIVE, LoadCurve.EPOCH_MS + 100 * 86_400_000L)
                - curve.joules(Quantity.IMPORT_ACTIVE, LoadCurve.EPOCH_MS);
        double kilowattHoursADay = joules / 3.6e6 / 100;
        assertTrue(kilowattHoursADay > 24 * 0.59 && kilowattHoursADay < 24 * 1.41, kilowattHoursADay + " kWh");
    }

    // cos phi 0.8: reactive energy is three quarters of the active one.
    @Test
    void hasTheReactivePowerOfItsPowerFactor() {
        LoadCurve curve = curve(42, 1);
        long at = LoadCurve.EPOCH_MS + 10 * 86_400_000L;
        assertEquals(curve.joules(Quantity.IMPORT_ACTIVE, at) * 750 / 1000, curve.joules(Quantity.IMPORT_REACTIVE, at));
    }

    @Test
    void isAnotherForEachMeterAndSeedAndTheSameForTheSame() {
        long at = LoadCurve.EPOCH_MS + 10 * 86_400_000L + 123_456;
        long joules = curve(42, 1).joules(Quantity.IMPORT_ACTIVE, at);
        assertEquals(joules, curve(42, 1).joules(Quantity.IMPORT_ACTIVE, at));
        assertNotEquals(joules, curve(42, 2).joules(Quantity.IMPORT_ACTIVE, at));
        assertNotEquals(joules, curve(43, 1).joules(Quantity.IMPORT_ACTIVE, at));
    }
}
