package org.metersim.metrology.metering;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** Demand: mean power of whole demand periods of the meter's clock, and the largest of the billing month. */
public final class Demand {

    private static final long DAY_MS = 86_400_000;
    private static final long HOUR_MS = 3_600_000;

    /**
     * A period and its mean power.
     *
     * @param endMs true time at which it ended
     * @param milliwatts mean power; 0 with {@code endMs} of the month's start when there was none
     */
    public record Peak(long endMs, long milliwatts) {}

    private final Timeline timeline;
    private final Quantity quantity;
    private final long periodMs;

    /** @param periodSeconds length of a demand period */
    public Demand(Timeline timeline, Quantity quantity, int periodSeconds) {
        this.timeline = timeline;
        this.quantity = quantity;
        this.periodMs = periodSeconds * 1000L;
    }

    /** When the period that runs at {@code trueMs} began, true time; a new one begins when the clock is set. */
    public long periodStart(long trueMs) {
        ClockRun run = timeline.clockRunAt(trueMs);
        return Math.max(run.startMs(), run.startOf(run.period(trueMs, periodMs), periodMs));
    }

    /** The last period that is complete. */
    public Peak last(long trueMs) {
        long end = periodStart(trueMs);
        return new Peak(end, milliwatts(periodStart(end - 1), end));
    }

    /** Energy of a stretch, as mean power over a whole period, milliwatts. */
    public long milliwatts(long fromMs, long toMs) {
        long counted = timeline.counted(quantity, 0, toMs) - timeline.counted(quantity, 0, fromMs);
        return counted * HOUR_MS / periodMs;
    }

    /**
     * The largest demand of the local month that {@code trueMs} is in; at its very first moment, of the month before.
     *
     * @param tariff 1 to 4 for periods that began in it, 0 for all
     * @param sinceMs periods that ended before do not count: the register was reset then
     */
    public Peak largest(int tariff, long sinceMs, long trueMs) {
        LocalTime localTime = timeline.localTime(trueMs);
        LocalDate month = month(trueMs);
        long monthMs = localTime.toUtcMs(midnight(month));
        long nextMonthMs = localTime.toUtcMs(midnight(month.plusMonths(1)));
        Peak largest = new Peak(Math.max(sinceMs, monthStart(trueMs)), 0);
        for (ClockRun run : timeline.clockRuns(trueMs)) {
            long from = Math.max(sinceMs, run.last().trueMs(monthMs));
            long to = Math.min(run.endMs(), run.last().trueMs(nextMonthMs));
            if (from < to) {
                Peak peak = largest(run, tariff, from, to);
                largest = peak.milliwatts() > largest.milliwatts() ? peak : largest;
            }
        }
        return largest;
    }

    private Peak largest(ClockRun run, int tariff, long fromMs, long toMs) {
        Peak largest = new Peak(fromMs, 0);
        long period = Math.max(run.firstPeriod(periodMs), run.period(fromMs, periodMs));
        long startMs = run.startOf(period, periodMs);
        long start = timeline.counted(quantity, 0, startMs);
        long endMs = run.startOf(period + 1, periodMs);
        while (endMs <= toMs) {
            long end = timeline.counted(quantity, 0, endMs);
            long milliwatts = (end - start) * HOUR_MS / periodMs;
            if (milliwatts > largest.milliwatts() && (tariff == 0 || timeline.tariff(startMs) == tariff)) {
                largest = new Peak(endMs, milliwatts);
            }
            period++;
            startMs = endMs;
            start = end;
            endMs = run.startOf(period + 1, periodMs);
        }
        return largest;
    }

    /** When the local month that {@code trueMs} is in began, true time; at its very first moment, the month before. */
    public long monthStart(long trueMs) {
        return timeline.segmentAt(trueMs).trueMs(timeline.localTime(trueMs).toUtcMs(midnight(month(trueMs))));
    }

    private LocalDate month(long trueMs) {
        Segment segment = timeline.segmentAt(trueMs);
        long local = segment.localTime().toLocalMs(segment.clockMs(trueMs - 1));
        return LocalDate.ofEpochDay(Math.floorDiv(local, DAY_MS)).withDayOfMonth(1);
    }

    private static long midnight(LocalDate date) {
        return date.atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1000;
    }
}
