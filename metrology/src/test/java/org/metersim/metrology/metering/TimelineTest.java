package org.metersim.metrology.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.metrology.metering.TestTimelines.DAY_MS;
import static org.metersim.metrology.metering.TestTimelines.HOUR_MS;
import static org.metersim.metrology.metering.TestTimelines.utc;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;

class TimelineTest {

    private static long sumOfTariffs(Timeline timeline, Quantity quantity, long atMs) {
        long sum = 0;
        for (int tariff = 1; tariff <= 4; tariff++) {
            sum += timeline.counted(quantity, tariff, atMs);
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 50", "4, -80", "5, 0", "6, 500"})
    void countsInTheTariffsWhatItCountsInTotal(long seed, int driftPpm) {
        Timeline timeline = TestTimelines.eventful(seed, driftPpm);
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            long at = utc(2025, 12, 1) + (long) (random.nextDouble() * 300 * DAY_MS);
            for (Quantity quantity : Quantity.values()) {
                assertEquals(
                        timeline.counted(quantity, 0, at),
                        sumOfTariffs(timeline, quantity, at),
                        "seed " + seed + " " + quantity + " at " + at);
            }
        }
    }

    // The oracle asks which tariff holds, minute by minute.
    @ParameterizedTest
    @CsvSource({"1, 2026-03-27", "2, 2026-10-23", "3, 2026-06-01"})
    void countsInTheTariffThatHolds(long seed, java.time.LocalDate from) {
        Timeline timeline = TestTimelines.eventful(seed, 0);
        long start = from.toEpochDay() * DAY_MS;
        long end = start + 5 * DAY_MS;
        long[] expected = new long[5];
        for (long at = start; at < end; at += 60_000) {
            expected[timeline.tariff(at)] += timeline.counted(Quantity.IMPORT_ACTIVE, 0, at + 60_000)
                    - timeline.counted(Quantity.IMPORT_ACTIVE, 0, at);
        }
        for (int tariff = 1; tariff <= 4; tariff++) {
            long counted = timeline.counted(Quantity.IMPORT_ACTIVE, tariff, end)
                    - timeline.counted(Quantity.IMPORT_ACTIVE, tariff, start);
            // an intervention within a minute may part it: at most that minute's energy, once an intervention
            assertEquals(expected[tariff], counted, 60_000, "seed " + seed + " tariff " + tariff);
        }
    }

    // Local times of the test's calendar in Madrid, which is UTC+1 in winter; 2026-01-12 is a Monday.
    @ParameterizedTest
    @CsvSource({
        "2026-01-12T01:29:59Z, 4", // Monday 02:29:59: since Sunday
        "2026-01-12T01:30:00Z, 1", // 02:30
        "2026-01-12T06:59:59Z, 1",
        "2026-01-12T07:00:00Z, 2", // 08:00
        "2026-01-12T21:29:59Z, 2",
        "2026-01-12T21:30:00Z, 3", // 22:30
        "2026-01-13T01:29:59Z, 3", // over midnight
        "2026-01-17T22:59:59Z, 3", // Saturday 23:59:59
        "2026-01-17T23:00:00Z, 4", // Sunday
        "2026-07-13T06:00:00Z, 2" // 08:00 in summer
    })
    void switchesTariffsByTheLocalTimeOfTheCalendar(java.time.Instant at, int tariff) {
        assertEquals(tariff, TestTimelines.quiet(1, 0).tariff(at.toEpochMilli()));
    }

    @Test
    void holdsAWrittenTariffUntilTheCalendarSwitchesNext() {
        Timeline timeline = TestTimelines.quiet(1, 0);
        long tenOClock = utc(2026, 1, 12) + 9 * HOUR_MS;
        timeline.add(new Intervention(tenOClock, Intervention.Kind.TARIFF, 4, Octets.EMPTY));

        assertEquals(2, timeline.tariff(tenOClock - 1));
        assertEquals(4, timeline.tariff(tenOClock));
        assertEquals(4, timeline.tariff(utc(2026, 1, 12) + 21 * HOUR_MS + 1_799_999));
        assertEquals(3, timeline.tariff(utc(2026, 1, 12) + 21 * HOUR_MS + 1_800_000));
    }

    @Test
    void countsNothingWhileDisconnectedOrWithoutPower() {
        Timeline timeline = TestTimelines.quiet(1, 0);
        long off = utc(2026, 1, 12);
        timeline.add(Intervention.of(off, Intervention.Kind.RELAY_OFF));
        timeline.add(Intervention.of(off + HOUR_MS, Intervention.Kind.POWER_OFF));
        timeline.add(Intervention.of(off + 2 * HOUR_MS, Intervention.Kind.RELAY_ON));
        timeline.add(Intervention.of(off + 3 * HOUR_MS, Intervention.Kind.POWER_ON));

        for (Quantity quantity : Quantity.values()) {
            assertEquals(timeline.counted(quantity, 0, off), timeline.counted(quantity, 0, off + 3 * HOUR_MS));
            assertEquals(0, timeline.milliwatts(quantity, off + HOUR_MS / 2));
        }
        assertTrue(timeline.counted(Quantity.IMPORT_ACTIVE, 0, off)
                < timeline.counted(Quantity.IMPORT_ACTIVE, 0, off + 4 * HOUR_MS));
        assertNotEquals(0, timeline.milliwatts(Quantity.IMPORT_ACTIVE, off + 3 * HOUR_MS));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void answersThePastAsItWasAfterLaterInterventions(long seed) {
        Timeline before = TestTimelines.eventful(seed, 0);
        Timeline after = TestTimelines.eventful(seed, 0);
        after.add(new Intervention(utc(2026, 8, 1), Intervention.Kind.CLOCK_SET, utc(2027, 1, 1), Octets.EMPTY));
        after.add(Intervention.of(utc(2026, 8, 2), Intervention.Kind.RELAY_OFF));
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            long at = utc(2026, 1, 1) + (long) (random.nextDouble() * 200 * DAY_MS);
            assertEquals(before.clockMs(at), after.clockMs(at));
            assertEquals(before.counted(Quantity.IMPORT_ACTIVE, 2, at), after.counted(Quantity.IMPORT_ACTIVE, 2, at));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 70", "3, -70"})
    void isTheSameMeterAfterItsOldestInterventionsWereFolded(long seed, int driftPpm) {
        Timeline whole = TestTimelines.eventful(seed, driftPpm);
        Octets register = Octets.parse("0100010800FF");
        whole.add(new Intervention(utc(2026, 8, 1), Intervention.Kind.REGISTER, 5_000, register));
        Timeline folded = whole.folded(20);
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            long at = folded.start().atMs() + (long) (random.nextDouble() * 200 * DAY_MS);
            assertEquals(whole.clockMs(at), folded.clockMs(at));
            assertEquals(whole.tariff(at), folded.tariff(at));
            for (int tariff = 0; tariff <= 4; tariff++) {
                assertEquals(
                        whole.counted(register, Quantity.IMPORT_ACTIVE, tariff, at),
                        folded.counted(register, Quantity.IMPORT_ACTIVE, tariff, at),
                        "seed " + seed + " tariff " + tariff + " at " + at);
            }
        }
    }

    @Test
    void takesAnInterventionThatComesTooEarlyWithTheLastOne() {
        Timeline timeline = TestTimelines.quiet(1, 0);
        long at = utc(2026, 1, 12);
        timeline.add(Intervention.of(at, Intervention.Kind.RELAY_OFF));
        Intervention added = timeline.add(Intervention.of(at - HOUR_MS, Intervention.Kind.RELAY_ON));

        assertEquals(at, added.atMs());
        assertTrue(timeline.isConnected(at - 1));
        assertTrue(timeline.isConnected(at));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 137, -137, 20_000, -20_000})
    void findsTheFirstMomentAtWhichTheClockShowsATime(int driftPpm) {
        Clockwork clock = new Clockwork(utc(2026, 1, 1), utc(2026, 2, 1), driftPpm);
        Random random = new Random(driftPpm);
        for (int i = 0; i < 2000; i++) {
            long days = i % 2 == 0 ? 100 : 365L * 63_000;
            long shown = utc(2026, 1, 20) + (long) (random.nextDouble() * days * DAY_MS);
            long at = clock.trueMs(shown);
            assertTrue(clock.clockMs(at) >= shown);
            assertTrue(clock.clockMs(at - 1) < shown);
        }
    }
}
