package org.metersim.metrology.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.table.TestMeter;

class RegisterTest {

    private static final String IMPORT = "1-0:1.8.0.255";
    private static final long HOUR_MS = 3_600_000;

    private final TestMeter meter = new TestMeter();

    @Test
    void countsWhileTimePasses() {
        long before = meter.register(IMPORT);
        meter.step(HOUR_MS);
        assertTrue(meter.register(IMPORT) > before);
    }

    // Seven hours with the switches of the calendar at 14, 18 and 22 o'clock; each of them at a random moment.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void showsInTheTariffsWhatItShowsInTotal(long seed) {
        java.util.Random random = new java.util.Random(seed);
        for (int i = 0; i < 200; i++) {
            meter.step(random.nextInt(7 * (int) HOUR_MS));
            for (String quantity : new String[] {"1", "2", "3", "4"}) {
                long sum = 0;
                for (int tariff = 1; tariff <= 4; tariff++) {
                    sum += meter.register("1-0:" + quantity + ".8." + tariff + ".255");
                }
                assertEquals(
                        meter.register("1-0:" + quantity + ".8.0.255"), sum, "seed " + seed + " at " + meter.nowMs);
            }
        }
    }

    @Test
    void showsWhatWasWrittenAndCountsOnFromThere() {
        long counted = meter.register(IMPORT);
        meter.step(HOUR_MS);
        long inAnHour = meter.register(IMPORT) - counted;

        TestMeter other = new TestMeter();
        assertEquals(MeterReply.DONE, other.write(3, IMPORT, 2, CosemData.doubleLongUnsigned(1234)));
        assertEquals(1234, other.register(IMPORT));
        other.step(HOUR_MS);
        assertEquals(1234 + inAnHour, other.register(IMPORT));
    }

    @Test
    void isAnotherRegisterThanTheOnesBesideIt() {
        long tariff = meter.register("1-0:1.8.1.255");
        meter.write(3, IMPORT, 2, CosemData.doubleLongUnsigned(5));
        assertEquals(tariff, meter.register("1-0:1.8.1.255"));
    }

    @Test
    void isZeroAfterAReset() {
        assertNotEquals(0, meter.register(IMPORT));
        assertEquals(MeterReply.DONE, meter.invoke(3, IMPORT, 1, CosemData.integer(0)));
        assertEquals(0, meter.register(IMPORT));
    }

    @Test
    void refusesAValueOfAnotherTypeAndChangesNothing() {
        long before = meter.register(IMPORT);
        long changes = meter.number(1, "0-0:96.2.0.255", 2);
        for (CosemData wrong : new CosemData[] {
            CosemData.longUnsigned(5), CosemData.doubleLong(5), CosemData.bool(true), CosemData.NULL
        }) {
            assertEquals(new MeterReply.Refused(AccessResult.TYPE_UNMATCHED), meter.write(3, IMPORT, 2, wrong));
        }
        assertEquals(before, meter.register(IMPORT));
        assertEquals(changes, meter.number(1, "0-0:96.2.0.255", 2));
    }

    @Test
    void refusesToWriteOrResetAValueOfTheMoment() {
        MeterReply denied = new MeterReply.Refused(AccessResult.READ_WRITE_DENIED);
        assertEquals(denied, meter.write(3, "1-0:32.7.0.255", 2, CosemData.longUnsigned(2300)));
        assertEquals(denied, meter.invoke(3, "1-0:32.7.0.255", 1, CosemData.integer(0)));
    }

    // 230 V, 50 Hz, and P, Q, S, I and power factor that fit each other to the last digit they show.
    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, 3_600_000, 40_000_000})
    void showsValuesOfTheMomentThatFitEachOther(long afterMs) {
        meter.step(afterMs);
        double volts = meter.register("1-0:32.7.0.255") / 10.0;
        double amperes = meter.register("1-0:31.7.0.255") / 100.0;
        double apparent = meter.register("1-0:9.7.0.255");
        double active = meter.register("1-0:1.7.0.255") + meter.register("1-0:2.7.0.255");
        double reactive = meter.register("1-0:3.7.0.255") + meter.register("1-0:4.7.0.255");

        assertEquals(230, volts, 4.7);
        assertEquals(50, meter.register("1-0:14.7.0.255") / 100.0, 0.04);
        assertEquals(apparent, Math.hypot(active, reactive), 3);
        assertEquals(apparent, volts * amperes, 5);
        assertEquals(active / apparent, meter.register("1-0:13.7.0.255") / 1000.0, 0.02);
    }

    @Test
    void showsNoCurrentWhileTheRelayIsOpen() {
        meter.invoke(70, "0-0:96.3.10.255", 1, CosemData.integer(0));
        assertEquals(0, meter.register("1-0:31.7.0.255"));
        assertEquals(0, meter.register("1-0:1.7.0.255"));
        assertEquals(1000, meter.register("1-0:13.7.0.255"));
        assertTrue(meter.register("1-0:32.7.0.255") > 2200);
    }

    @Test
    void doesNotCountWhileTheRelayIsOpen() {
        meter.invoke(70, "0-0:96.3.10.255", 1, CosemData.integer(0));
        long open = meter.register(IMPORT);
        meter.step(5 * HOUR_MS);
        assertEquals(open, meter.register(IMPORT));

        meter.invoke(70, "0-0:96.3.10.255", 2, CosemData.integer(0));
        meter.step(HOUR_MS);
        assertTrue(meter.register(IMPORT) > open);
    }
}
