package org.metersim.metrology.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.table.TestMeter;

/** Classes 5 and 4: the demand of the period, and the largest of the month. */
class DemandRegisterTest {

    private static final String DEMAND = "1-0:1.4.0.255";
    private static final String MAXIMUM = "1-0:1.6.0.255";
    private static final String IMPORT = "1-0:1.8.0.255";
    private static final long QUARTER_MS = 900_000;

    /** Wednesday 2026-06-10 10:00 in Madrid. */
    private final TestMeter meter = new TestMeter();

    private static CosemData octets(String hex) {
        return new CosemData.OctetString(Octets.parse(hex));
    }

    // A quarter's demand in watts is four times what the register of watt-hours gained in it.
    @Test
    void isFourTimesTheEnergyOfTheQuarter() {
        long start = meter.register(IMPORT);
        meter.step(QUARTER_MS / 3);
        assertEquals(4 * (meter.register(IMPORT) - start), meter.number(5, DEMAND, 2));
        meter.step(2 * QUARTER_MS / 3);
        assertEquals(4 * (meter.register(IMPORT) - start), meter.number(5, DEMAND, 3));
        assertEquals(0, meter.number(5, DEMAND, 2));
        assertEquals(octets("07EA060A030A0F0000FF8880"), meter.read(5, DEMAND, 6));
        assertEquals(octets("07EA060A030A0F0000FF8880"), meter.read(5, DEMAND, 7));
    }

    @Test
    void hasThePeriodThatIsWritten() {
        assertEquals(MeterReply.DONE, meter.write(5, DEMAND, 8, CosemData.doubleLongUnsigned(3600)));
        long start = meter.register(IMPORT);
        meter.step(4 * QUARTER_MS);
        assertEquals(meter.register(IMPORT) - start, meter.number(5, DEMAND, 3));
        meter.restart();
        assertEquals(3600, meter.number(5, DEMAND, 8));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 30, 86_401})
    void refusesAPeriodThatDoesNotFitADayOrIsShorterThanAMinute(long seconds) {
        assertEquals(
                new MeterReply.Refused(AccessResult.OTHER_REASON),
                meter.write(5, DEMAND, 8, CosemData.doubleLongUnsigned(seconds)));
        assertEquals(900, meter.number(5, DEMAND, 8));
    }

    @Test
    void startsTheNextPeriodWhenItIsTold() {
        long start = meter.register(IMPORT);
        meter.step(300_000);
        assertEquals(MeterReply.DONE, meter.invoke(5, DEMAND, 2, CosemData.integer(0)));
        long told = meter.register(IMPORT);
        meter.step(60_000);
        assertEquals(4 * (told - start), meter.number(5, DEMAND, 3));
        assertEquals(4 * (meter.register(IMPORT) - told), meter.number(5, DEMAND, 2));
        assertEquals(octets("07EA060A030A050000FF8880"), meter.read(5, DEMAND, 7));
    }

    @Test
    void forgetsItsDemandWhenItIsReset() {
        meter.step(300_000);
        assertEquals(MeterReply.DONE, meter.invoke(5, DEMAND, 1, CosemData.integer(0)));
        assertEquals(0, meter.number(5, DEMAND, 2));
        assertEquals(0, meter.number(5, DEMAND, 3));
    }

    @Test
    void keepsTheLargestDemandAndWhenItWas() {
        meter.invoke(4, MAXIMUM, 1, CosemData.integer(0));
        assertEquals(0, meter.number(4, MAXIMUM, 2));
        long largest = 0;
        CosemData when = CosemData.NULL;
        for (int i = 0; i < 200; i++) {
            meter.step(QUARTER_MS);
            if (meter.number(5, DEMAND, 3) > largest) {
                largest = meter.number(5, DEMAND, 3);
                when = meter.read(8, "0-0:1.0.0.255", 2);
            }
            assertEquals(largest, meter.number(4, MAXIMUM, 2));
            assertEquals(when, meter.read(4, MAXIMUM, 5));
        }
    }

    @Test
    void isTheLargestOfItsTariffs() {
        long largest = 0;
        for (int tariff = 1; tariff <= 4; tariff++) {
            largest = Math.max(largest, meter.number(4, "1-0:1.6." + tariff + ".255", 2));
        }
        assertEquals(largest, meter.number(4, MAXIMUM, 2));
        assertTrue(largest > 0);
    }

    @Test
    void showsWhatIsWrittenUntilItIsExceeded() {
        assertEquals(MeterReply.DONE, meter.write(4, MAXIMUM, 2, CosemData.doubleLongUnsigned(90_000)));
        meter.step(20 * QUARTER_MS);
        assertEquals(90_000, meter.number(4, MAXIMUM, 2));
        assertEquals(octets("07EA060A030A000000FF8880"), meter.read(4, MAXIMUM, 5));

        meter.write(4, MAXIMUM, 2, CosemData.doubleLongUnsigned(1));
        meter.step(QUARTER_MS);
        assertEquals(meter.number(5, DEMAND, 3), meter.number(4, MAXIMUM, 2));
        assertEquals(
                new MeterReply.Refused(AccessResult.TYPE_UNMATCHED),
                meter.write(4, MAXIMUM, 2, CosemData.longUnsigned(1)));
    }

    // The peak of the quarters stands when hours are asked for from now on: hours have smaller peaks.
    @Test
    void keepsThePeakOfBeforeItsPeriodWasWritten() {
        long before = meter.number(4, MAXIMUM, 2);
        CosemData when = meter.read(4, MAXIMUM, 5);
        meter.write(5, DEMAND, 8, CosemData.doubleLongUnsigned(3600));
        assertEquals(before, meter.number(4, MAXIMUM, 2));
        assertEquals(when, meter.read(4, MAXIMUM, 5));
    }

    // 21 days on it is the 1st of July.
    @Test
    void beginsAnewWithTheMonth() {
        meter.write(4, MAXIMUM, 2, CosemData.doubleLongUnsigned(90_000));
        meter.step(21 * 86_400_000L);
        assertTrue(meter.number(4, MAXIMUM, 2) < 90_000);
    }
}
