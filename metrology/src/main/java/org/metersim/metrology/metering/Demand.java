package org.metersim.metrology.metering;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Demand: mean power of whole demand periods of the meter's clock, and the largest of the billing month. */
public final class Demand {

    private static final long DAY_MS = 86_400_000;

    /**
     * A period and its mean power.
     *
     * @param endMs true time at which it ended
     * @param watts mean power; 0 with {@code endMs} of the month's start when there was none
     */
    public record Peak(long endMs, long watts) {}

    private final Timeline timeline;
    private final Quantity quantity;
    private final long periodMs;

    /** @param periodSeconds length of a demand period */
    public Demand(Timeline timeline, Quantity quantity, int periodSeconds) {
        this.timeline = timeline;
        this.quantity = quantity;
        this.periodMs = periodSeconds * 1000L;
    }

    /** When the period that runs at {@code trueMs} began, true time. */
    public long periodStart(long trueMs) {
        Segment segment = timeline.segmentAt(trueMs);
        long clock = segment.clockMs(trueMs);
        long start = segment.trueMs(clock - Math.floorMod(segment.localTime().toStandardMs(clock), periodMs));
        return Math.max(start, segment.startMs());
    }

    /** Energy counted so far in the running period, as mean power over a whole one, watts. */
    public long running(long trueMs) {
        return watts(periodStart(trueMs), trueMs);
    }

    /** The last period that is complete. */
    public Peak last(long trueMs) {
        long end = periodStart(trueMs);
        long start = periodStart(end - 1);
        return new Peak(end, watts(start, end));
    }

    /** Energy of a stretch, as mean power over a whole period, watts. */
    public long watts(long fromMs, long toMs) {
        long joules = timeline.joules(quantity, 0, toMs) - timeline.joules(quantity, 0, fromMs);
        return joules * 1000 / periodMs;
    }

    /**
     * The largest demand of the local month that {@code trueMs} is in; at its very first moment, of the month before.
     *
     * @param tariff 1 to 4 for periods that began in it, 0 for all
     * @param sinceMs periods that ended before do not count: the register was reset then
     */
    public Peak largest(int tariff, long sinceMs, long trueMs) {
        long from = Math.max(sinceMs, monthStart(trueMs));
        Peak largest = new Peak(from, 0);
        List<Segment> segments = timeline.segmentsUntil(trueMs);
        for (int i = 0; i < segments.size(); i++) {
            long end = i + 1 < segments.size() ? segments.get(i + 1).startMs() : trueMs;
            if (end > from && segments.get(i).powered()) {
                Peak peak = largest(
                        segments.get(i), tariff, Math.max(from, segments.get(i).startMs()), Math.min(end, trueMs));
                largest = peak.watts() > largest.watts() ? peak : largest;
            }
        }
        return largest;
    }

    private Peak largest(Segment segment, int tariff, long fromMs, long toMs) {
        TariffWalk walk = new TariffWalk(segment);
        Peak largest = new Peak(fromMs, 0);
        long clock = segment.clockMs(fromMs);
        long into = Math.floorMod(segment.localTime().toStandardMs(clock), periodMs);
        long start = into == 0 ? clock : clock - into + periodMs;
        long startMs = segment.trueMs(start);
        long startJoules = timeline.joules(quantity, 0, startMs);
        while (segment.trueMs(start + periodMs) <= toMs) {
            start += periodMs;
            long endMs = segment.trueMs(start);
            long endJoules = timeline.joules(quantity, 0, endMs);
            long watts = (endJoules - startJoules) * 1000 / periodMs;
            if (watts > largest.watts() && (tariff == 0 || walk.tariff(startMs) == tariff)) {
                largest = new Peak(endMs, watts);
            }
            startMs = endMs;
            startJoules = endJoules;
        }
        return largest;
    }

    /** When the local month that {@code trueMs} is in began, true time; at its very first moment, the month before. */
    public long monthStart(long trueMs) {
        Segment segment = timeline.segmentAt(trueMs);
        long local = segment.localTime().toLocalMs(segment.clockMs(trueMs) - 1);
        LocalDate first = LocalDate.ofEpochDay(Math.floorDiv(local, DAY_MS)).withDayOfMonth(1);
        long midnight = first.atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1000;
        return segment.trueMs(segment.localTime().toUtcMs(midnight));
    }
}
