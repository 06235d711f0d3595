package org.metersim.metrology.metering;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The moments at which a profile captured a row: those of the meter's clock, in the stretches in which it had power.
 * Computed when they are asked for; nothing ticks.
 */
public final class CaptureTimes {

    private static final long DAY_MS = 86_400_000;

    /** When rows are captured. */
    public enum Schedule {
        /** Every so many seconds of local standard time. */
        PERIOD,
        /** At local midnight. */
        DAILY,
        /** At local midnight of the first of a month. */
        MONTHLY
    }

    private final List<Long> moments;

    private CaptureTimes(List<Long> moments) {
        this.moments = moments;
    }

    /**
     * The last rows up to a moment.
     *
     * @param periodSeconds of {@link Schedule#PERIOD}
     * @param sinceMs true time after which rows count: the profile was reset then
     * @param limit at most this many, the last ones
     */
    public record Question(Schedule schedule, int periodSeconds, long sinceMs, int limit) {}

    public static CaptureTimes of(Timeline timeline, Question question, long untilMs) {
        List<Long> moments = new ArrayList<>();
        List<Segment> segments = timeline.segmentsUntil(untilMs);
        for (int i = segments.size() - 1; i >= 0 && moments.size() < question.limit(); i--) {
            Segment segment = segments.get(i);
            long end = i + 1 < segments.size() ? segments.get(i + 1).startMs() - 1 : untilMs;
            long from = Math.max(question.sinceMs(), segment.startMs());
            if (segment.powered() && end >= from) {
                addBackwards(segment, question, new long[] {from, end}, moments);
            }
        }
        Collections.reverse(moments);
        return new CaptureTimes(moments);
    }

    /** True times of the captures, ascending. */
    public List<Long> moments() {
        return moments;
    }

    private static void addBackwards(Segment segment, Question question, long[] range, List<Long> moments) {
        long clock = segment.clockMs(range[1]);
        long first = segment.clockMs(range[0]);
        long at = lastBefore(segment, question, clock + 1);
        // a row belongs to the stretch after whose start its moment came
        while (at > first && moments.size() < question.limit()) {
            moments.add(segment.trueMs(at));
            at = lastBefore(segment, question, at);
        }
    }

    /** The last moment of the schedule before {@code clockMs} of the meter's clock. */
    private static long lastBefore(Segment segment, Question question, long clockMs) {
        if (question.schedule() == Schedule.PERIOD) {
            long period = question.periodSeconds() * 1000L;
            long before = clockMs - 1;
            return before - Math.floorMod(segment.localTime().toStandardMs(before), period);
        }
        long local = segment.localTime().toLocalMs(clockMs - 1);
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(local, DAY_MS));
        LocalDate day = question.schedule() == Schedule.MONTHLY ? date.withDayOfMonth(1) : date;
        long midnight = day.atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1000;
        return segment.localTime().toUtcMs(midnight);
    }
}
