package org.metersim.metrology.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.metrology.metering.TestTimelines.DAY_MS;
import static org.metersim.metrology.metering.TestTimelines.HOUR_MS;
import static org.metersim.metrology.metering.TestTimelines.PROFILE;
import static org.metersim.metrology.metering.TestTimelines.utc;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemDateTime;

class CaptureTimesTest {

    private static final long QUARTER_MS = 900_000;
    private static final long START_MS = utc(2026, 3, 20) + 9 * HOUR_MS;

    private final Timeline timeline = TestTimelines.quiet(1, 0);

    private static CaptureTimes.Question question(CaptureBeat beat, long sinceMs, int limit) {
        return new CaptureTimes.Question(beat, PROFILE, sinceMs, limit);
    }

    private static List<Long> moments(CaptureTimes times) {
        return IntStream.range(0, times.size()).mapToObj(times::moment).toList();
    }

    private List<Long> quarters(long sinceMs, long untilMs) {
        return moments(CaptureTimes.of(timeline, question(CaptureBeat.every(900), sinceMs, 100_000), untilMs));
    }

    private void setClock(long atMs, long toMs) {
        timeline.add(new Intervention(atMs, Intervention.Kind.CLOCK_SET, toMs, Octets.EMPTY));
    }

    @Test
    void capturesAtTheQuarterAndNotAMillisecondBefore() {
        assertEquals(List.of(), quarters(START_MS, START_MS + QUARTER_MS - 1));
        assertEquals(List.of(START_MS + QUARTER_MS), quarters(START_MS, START_MS + QUARTER_MS));
    }

    // Periods are of standard time: a day of daylight saving change has as many rows as it has quarters.
    @ParameterizedTest
    @CsvSource({"2026-03-28, 96", "2026-03-29, 92", "2026-03-30, 96", "2026-10-25, 100"})
    void capturesEachQuarterOfALocalDay(java.time.LocalDate day, int rows) {
        ZoneId madrid = ZoneId.of("Europe/Madrid");
        long from = day.atStartOfDay(madrid).toInstant().toEpochMilli();
        long to = day.plusDays(1).atStartOfDay(madrid).toInstant().toEpochMilli();
        assertEquals(rows, quarters(from, to).size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Madrid", "America/Santiago", "Australia/Sydney"})
    void capturesDailyAtLocalMidnight(String zone) {
        timeline.add(new Intervention(
                utc(2026, 1, 1),
                Intervention.Kind.LOCAL_TIME,
                0,
                Timeline.detail(LocalTime.Rules.of(new org.metersim.profiles.ClockRules(ZoneId.of(zone), 0)))));
        List<Long> days = moments(
                CaptureTimes.of(timeline, question(CaptureBeat.daily(), utc(2026, 1, 2), 1000), utc(2026, 12, 30)));

        List<Long> expected = new ArrayList<>();
        for (java.time.LocalDate day = java.time.LocalDate.of(2026, 1, 1);
                day.getYear() == 2026;
                day = day.plusDays(1)) {
            long midnight = day.atStartOfDay(ZoneId.of(zone)).toInstant().toEpochMilli();
            if (midnight > utc(2026, 1, 2) && midnight <= utc(2026, 12, 30)) {
                expected.add(midnight);
            }
        }
        assertEquals(expected, days);
    }

    // Newfoundland did so: at 00:01 of the 1st of November it is 23:01 again, and then midnight for a second time.
    @ParameterizedTest
    @ValueSource(longs = {30, 35, 89, 90, 91, 120})
    void capturesOnceWhereDaylightSavingEndsAfterMidnight(long minutesAfterTwo) {
        CosemDateTime begin = CosemDateTime.of(Octets.parse("FFFF03080700010000800000"));
        CosemDateTime end = CosemDateTime.of(Octets.parse("FFFF0B010700010000800080"));
        LocalTime.Rules rules = new LocalTime.Rules(210, true, begin, end, 60);
        timeline.add(new Intervention(utc(2026, 1, 1), Intervention.Kind.LOCAL_TIME, 0, Timeline.detail(rules)));
        long midnight = utc(2026, 11, 1) + 2 * HOUR_MS + HOUR_MS / 2;
        CaptureTimes times = CaptureTimes.of(
                timeline,
                question(CaptureBeat.daily(), utc(2026, 10, 31) + 12 * HOUR_MS, 10),
                utc(2026, 11, 1) + 2 * HOUR_MS + minutesAfterTwo * 60_000);
        assertEquals(List.of(midnight), moments(times));
    }

    @Test
    void capturesMonthlyAtLocalMidnightOfTheFirst() {
        List<Long> months = moments(
                CaptureTimes.of(timeline, question(CaptureBeat.monthly(), utc(2026, 1, 15), 1000), utc(2026, 5, 15)));
        assertEquals(
                List.of("2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z", "2026-04-30T22:00:00Z"),
                months.stream()
                        .map(Instant::ofEpochMilli)
                        .map(Instant::toString)
                        .toList());
    }

    @Test
    void keepsTheLastRowsWhenItIsFull() {
        CaptureTimes times =
                CaptureTimes.of(timeline, question(CaptureBeat.every(900), START_MS, 3), START_MS + 10 * QUARTER_MS);
        assertEquals(
                List.of(START_MS + 8 * QUARTER_MS, START_MS + 9 * QUARTER_MS, START_MS + 10 * QUARTER_MS),
                moments(times));
    }

    @Test
    void leavesAGapWhereThereWasNoPower() {
        timeline.add(Intervention.of(START_MS + 20 * 60_000, Intervention.Kind.POWER_OFF));
        timeline.add(Intervention.of(START_MS + 50 * 60_000, Intervention.Kind.POWER_ON));
        assertEquals(
                List.of(START_MS + QUARTER_MS, START_MS + 4 * QUARTER_MS),
                quarters(START_MS, START_MS + 4 * QUARTER_MS));
    }

    // A relay, a tariff or a calendar that moves at the very quarter does not eat its row, nor double it.
    @ParameterizedTest
    @ValueSource(strings = {"RELAY_OFF", "TARIFF", "POWER_ON"})
    void keepsTheRowOfAMomentAtWhichSomethingHappened(Intervention.Kind kind) {
        timeline.add(new Intervention(START_MS + QUARTER_MS, kind, 1, Octets.EMPTY));
        assertEquals(
                List.of(START_MS + QUARTER_MS, START_MS + 2 * QUARTER_MS),
                quarters(START_MS, START_MS + 2 * QUARTER_MS));
    }

    @Test
    void losesTheRowsThatTheClockJumpedOver() {
        setClock(START_MS + 5 * 60_000, START_MS + 50 * 60_000);
        assertEquals(List.of(START_MS + 15 * 60_000), quarters(START_MS, START_MS + 20 * 60_000));
        assertEquals(START_MS + 60 * 60_000, timeline.clockMs(START_MS + 15 * 60_000));
    }

    @Test
    void capturesAgainWhatAClockThatWasSetBackComesToAgain() {
        setClock(START_MS + 20 * 60_000, START_MS + 10 * 60_000);
        assertEquals(
                List.of(START_MS + 15 * 60_000, START_MS + 25 * 60_000, START_MS + 40 * 60_000),
                quarters(START_MS, START_MS + 40 * 60_000));
    }

    @Test
    void hasARowForAQuarterThatTheClockWasSetAheadTo() {
        setClock(START_MS + 14 * 60_000, START_MS + QUARTER_MS);
        assertEquals(List.of(START_MS + 14 * 60_000), quarters(START_MS, START_MS + 20 * 60_000));
    }

    @Test
    void hasNoSecondRowForAQuarterThatTheClockWasSetBackTo() {
        setClock(START_MS + 16 * 60_000, START_MS + QUARTER_MS);
        assertEquals(List.of(START_MS + QUARTER_MS), quarters(START_MS, START_MS + 20 * 60_000));
    }

    @Test
    void capturesWhenItIsTold() {
        long told = START_MS + 20 * 60_000;
        timeline.add(new Intervention(told, Intervention.Kind.CAPTURE, 0, PROFILE));
        timeline.add(new Intervention(told + 1, Intervention.Kind.CAPTURE, 0, Octets.parse("0100630200FF")));
        assertEquals(
                List.of(START_MS + QUARTER_MS, told, START_MS + 2 * QUARTER_MS),
                quarters(START_MS, START_MS + 2 * QUARTER_MS));
    }

    @Test
    void capturesOnlyWhenItIsToldWithPeriodZero() {
        long told = START_MS + 20 * 60_000;
        timeline.add(new Intervention(told, Intervention.Kind.CAPTURE, 0, PROFILE));
        CaptureTimes times =
                CaptureTimes.of(timeline, question(CaptureBeat.every(0), START_MS, 100), START_MS + HOUR_MS);
        assertEquals(List.of(told), moments(times));
    }

    // The oracle looks at the clock every second.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void agreesWithAClockThatIsWatched(long seed) {
        Random random = new Random(seed);
        List<Intervention> happened = new ArrayList<>();
        long at = START_MS;
        for (int i = 0; i < 12; i++) {
            at += 1000L * (1 + random.nextInt(3000));
            Intervention.Kind kind = random.nextInt(3) == 0
                    ? Intervention.Kind.CLOCK_SET
                    : Intervention.Kind.values()[random.nextInt(4)];
            long to = timeline.clockMs(at) + 1000L * (random.nextInt(4000) - 2000);
            happened.add(timeline.add(new Intervention(at, kind, to, Octets.EMPTY)));
        }
        List<Long> expected = new ArrayList<>();
        long end = at + 2 * HOUR_MS;
        for (long second = START_MS + 1000; second <= end; second += 1000) {
            boolean isReached = timeline.clockMs(second) % QUARTER_MS == 0;
            boolean isSetBackTo = isReached && wasSetBack(happened, second);
            if (isReached && !isSetBackTo && timeline.isPowered(second)) {
                expected.add(second);
            }
        }
        assertEquals(expected, quarters(START_MS, end), "seed " + seed);
    }

    private boolean wasSetBack(List<Intervention> happened, long second) {
        return happened.stream().anyMatch(each -> each.atMs() == second && each.kind() == Intervention.Kind.CLOCK_SET)
                && timeline.clockMs(second - 1) >= timeline.clockMs(second);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void findsTheRowsOfARangeThatALookAtEachFinds(long seed) {
        Random random = new Random(seed);
        long at = START_MS;
        for (int i = 0; i < 6; i++) {
            at += random.nextInt(40_000_000);
            setClock(at, timeline.clockMs(at) + random.nextInt(20_000_000) - 10_000_000);
        }
        CaptureTimes times = CaptureTimes.of(timeline, question(CaptureBeat.every(900), START_MS, 500), at + DAY_MS);
        for (int i = 0; i < 50; i++) {
            long from = START_MS + random.nextInt(200_000_000);
            long to = from + random.nextInt(50_000_000) - 1_000_000;
            List<Integer> expected = IntStream.range(0, times.size())
                    .filter(row ->
                            timeline.clockMs(times.moment(row)) >= from && timeline.clockMs(times.moment(row)) <= to)
                    .boxed()
                    .toList();
            assertEquals(expected, times.between(from, to).boxed().toList(), "seed " + seed);
        }
        assertEquals(times.size(), times.between(Long.MIN_VALUE, Long.MAX_VALUE).count());
    }

    @ParameterizedTest
    @ValueSource(ints = {60, -60, 20_000})
    void capturesWhenADriftingClockShowsTheQuarter(int driftPpm) {
        Timeline drifting = TestTimelines.quiet(1, driftPpm);
        CaptureTimes times =
                CaptureTimes.of(drifting, question(CaptureBeat.every(900), START_MS, 100_000), START_MS + 20 * DAY_MS);
        assertTrue(times.size() > 1900);
        for (long moment : moments(times)) {
            long shown = drifting.clockMs(moment);
            assertTrue(shown % QUARTER_MS < 2, Instant.ofEpochMilli(shown).toString());
            assertTrue(drifting.clockMs(moment - 1) / QUARTER_MS < shown / QUARTER_MS);
        }
    }
}
