package org.metersim.metrology.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.metersim.metrology.metering.TestTimelines.DAY_MS;
import static org.metersim.metrology.metering.TestTimelines.HOUR_MS;
import static org.metersim.metrology.metering.TestTimelines.utc;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;

class DemandTest {

    private static final long QUARTER_MS = 900_000;
    private static final Quantity IMPORT = Quantity.IMPORT_ACTIVE;

    /** 2026-05-31 22:00 UTC: in Madrid June begins. */
    private static final long JUNE_MS = utc(2026, 5, 31) + 22 * HOUR_MS;

    private static long quarter(Timeline timeline, long startMs) {
        return 4 * (timeline.counted(IMPORT, 0, startMs + QUARTER_MS) - timeline.counted(IMPORT, 0, startMs));
    }

    // Relays, tariffs and calendars do not part a demand period; the oracle sums the quarters that had power all along.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isTheLargestQuarterOfTheMonth(long seed) {
        Timeline timeline = TestTimelines.eventful(seed, 0);
        for (int month = 1; month <= 5; month++) {
            long from = utc(2026, month, 1) - HOUR_MS + (month > 3 ? -HOUR_MS : 0);
            long to = from + 27 * DAY_MS + 5 * QUARTER_MS + 1234;
            long[] largest = new long[5];
            for (long at = from; at + QUARTER_MS <= to; at += QUARTER_MS) {
                if (hadPower(timeline, at)) {
                    long mean = quarter(timeline, at);
                    largest[0] = Math.max(largest[0], mean);
                    largest[timeline.tariff(at)] = Math.max(largest[timeline.tariff(at)], mean);
                }
            }
            for (int tariff = 0; tariff <= 4; tariff++) {
                assertEquals(
                        largest[tariff],
                        new Demand(timeline, IMPORT, 900)
                                .largest(tariff, Long.MIN_VALUE, to)
                                .milliwatts(),
                        "seed " + seed + " month " + month + " tariff " + tariff);
            }
        }
    }

    private static boolean hadPower(Timeline timeline, long startMs) {
        for (Intervention each : timeline.interventions()) {
            boolean within = each.atMs() > startMs && each.atMs() < startMs + QUARTER_MS;
            if (within && timeline.isPowered(each.atMs()) != timeline.isPowered(each.atMs() - 1)) {
                return false;
            }
        }
        return timeline.isPowered(startMs);
    }

    @Test
    void beginsAnewWithTheMonthButShowsTheOldOneAtItsVeryEnd() {
        Timeline timeline = TestTimelines.quiet(1, 0);
        Demand demand = new Demand(timeline, IMPORT, 900);
        long may = demand.largest(0, Long.MIN_VALUE, JUNE_MS - 1).milliwatts();

        assertEquals(may, demand.largest(0, Long.MIN_VALUE, JUNE_MS).milliwatts());
        assertEquals(new Demand.Peak(JUNE_MS, 0), demand.largest(0, Long.MIN_VALUE, JUNE_MS + 1));
        assertEquals(
                quarter(timeline, JUNE_MS),
                demand.largest(0, Long.MIN_VALUE, JUNE_MS + QUARTER_MS).milliwatts());
    }

    // This clock gains a millisecond in fifty, so it skips one in 51: in some of these cases that of midnight.
    @Test
    void showsTheOldMonthAtTheFirstMomentOfTheNextThoughTheClockSkipsMidnight() {
        int skipped = 0;
        for (int offset = 0; offset < 51; offset++) {
            Timeline timeline = TestTimelines.quiet(1, 20_000);
            long may = utc(2026, 5, 1);
            timeline.add(new Intervention(may, Intervention.Kind.CLOCK_SET, may + offset, Octets.EMPTY));
            Demand demand = new Demand(timeline, IMPORT, 900);
            long first = timeline.trueMs(JUNE_MS);
            skipped += timeline.clockMs(first) > JUNE_MS ? 1 : 0;

            assertEquals(
                    demand.largest(0, Long.MIN_VALUE, first - 1),
                    demand.largest(0, Long.MIN_VALUE, first),
                    "offset " + offset);
        }
        assertEquals(1, skipped);
    }

    @Test
    void countsAPeriodThatEndsAfterAResetButNoneThatEndedBefore() {
        Timeline timeline = TestTimelines.quiet(1, 0);
        Demand demand = new Demand(timeline, IMPORT, 900);
        long reset = JUNE_MS + 10 * QUARTER_MS + 60_000;

        assertEquals(0, demand.largest(0, reset, reset + 60_000).milliwatts());
        assertEquals(
                quarter(timeline, JUNE_MS + 10 * QUARTER_MS),
                demand.largest(0, reset, JUNE_MS + 11 * QUARTER_MS).milliwatts());
    }

    @Test
    void partsAPeriodWhenTheClockIsSet() {
        Timeline timeline = TestTimelines.quiet(1, 0);
        Demand demand = new Demand(timeline, IMPORT, 900);
        long set = JUNE_MS + QUARTER_MS / 3;
        timeline.add(new Intervention(set, Intervention.Kind.CLOCK_SET, JUNE_MS + 2 * HOUR_MS + 60_000, Octets.EMPTY));

        assertEquals(set, demand.periodStart(set + 60_000));
        assertEquals(new Demand.Peak(set, demand.milliwatts(JUNE_MS, set)), demand.last(set + 60_000));
    }

    @Test
    void doesNotPartAPeriodWhenTheRelayMoves() {
        Timeline timeline = TestTimelines.quiet(1, 0);
        Demand demand = new Demand(timeline, IMPORT, 900);
        timeline.add(Intervention.of(JUNE_MS + 5 * 60_000, Intervention.Kind.RELAY_OFF));

        assertEquals(JUNE_MS, demand.periodStart(JUNE_MS + 6 * 60_000));
    }
}
