package org.metersim.metrology.metering;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.metersim.dlms.codec.Octets;

/**
 * The moments at which a profile captured a row: those of the meter's clock, in the stretches in which it had power,
 * and those at which it was told to.
 *
 * <p>Computed when they are asked for; nothing ticks, and no list of them is made: each is found by its number.
 */
public final class CaptureTimes {

    /**
     * The last rows up to a moment.
     *
     * @param profile its logical name: of what it was told to capture
     * @param sinceMs true time after which rows count: the profile was reset then
     * @param limit at most this many, the last ones
     */
    public record Question(CaptureBeat beat, Octets profile, long sinceMs, int limit) {}

    /** Captures that follow one another, later ones at a later moment of the clock. */
    private sealed interface Run {

        long count();

        long trueMs(long index);

        long clockMs(long index);
    }

    /** By schedule, within a segment. */
    private record Scheduled(Segment segment, CaptureBeat beat, long first, long count) implements Run {

        @Override
        public long trueMs(long index) {
            return segment.trueMs(clockMs(index));
        }

        @Override
        public long clockMs(long index) {
            return beat.clockMs(segment.localTime(), first + index);
        }
    }

    /** By method. */
    private record Single(long at, long clock) implements Run {

        @Override
        public long count() {
            return 1;
        }

        @Override
        public long trueMs(long index) {
            return at;
        }

        @Override
        public long clockMs(long index) {
            return clock;
        }
    }

    private final List<Run> runs = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();
    private final int size;
    private long total;

    private CaptureTimes(Timeline timeline, Question question, long untilMs) {
        List<Segment> segments = timeline.segmentsUntil(untilMs);
        for (int i = 0; i < segments.size(); i++) {
            long end = i + 1 < segments.size() ? segments.get(i + 1).startMs() - 1 : untilMs;
            if (segments.get(i).powered() && end > question.sinceMs()) {
                boolean reached = i > 0 && isReached(segments.get(i - 1), segments.get(i));
                addRuns(new Stretch(segments.get(i), question, reached), timeline, end);
            }
        }
        this.size = (int) Math.min(question.limit(), total);
    }

    /** @param reached true when a capture at the very start of the segment belongs to it */
    private record Stretch(Segment segment, Question question, boolean reached) {

        long fromMs() {
            return Math.max(question.sinceMs() + 1, segment.startMs());
        }

        long firstNumber() {
            boolean atStart = fromMs() == segment.startMs();
            long clock = segment.clockMs(fromMs()) - (atStart && !reached ? 0 : 1);
            return question.beat().lastAt(segment.localTime(), clock) + 1;
        }
    }

    public static CaptureTimes of(Timeline timeline, Question question, long untilMs) {
        return new CaptureTimes(timeline, question, untilMs);
    }

    /** A clock that was set back to a capture had it before; one that ran or was set ahead reaches it now. */
    private static boolean isReached(Segment before, Segment segment) {
        return before.clockMs(segment.startMs()) <= segment.clockAtStartMs();
    }

    private void addRuns(Stretch stretch, Timeline timeline, long endMs) {
        CaptureBeat beat = stretch.question().beat();
        Segment segment = stretch.segment();
        long number = beat.isNever() ? 0 : stretch.firstNumber();
        for (long at : timeline.captured(stretch.question().profile(), stretch.fromMs(), endMs)) {
            number = addScheduled(segment, beat, number, at);
            add(new Single(at, segment.clockMs(at)));
        }
        addScheduled(segment, beat, number, endMs);
    }

    private long addScheduled(Segment segment, CaptureBeat beat, long number, long endMs) {
        if (beat.isNever()) {
            return number;
        }
        long last = beat.lastAt(segment.localTime(), segment.clockMs(endMs));
        if (last >= number) {
            add(new Scheduled(segment, beat, number, last - number + 1));
        }
        return Math.max(number, last + 1);
    }

    private void add(Run run) {
        runs.add(run);
        starts.add(total);
        total += run.count();
    }

    /** How many rows there are. */
    public int size() {
        return size;
    }

    /** True time of a capture. @param index 0 is the oldest */
    public long moment(int index) {
        long number = total - size + index;
        int run = runOf(number);
        return runs.get(run).trueMs(number - starts.get(run));
    }

    private int runOf(long number) {
        int low = 0;
        int high = runs.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            low = starts.get(middle) <= number ? middle : low;
            high = starts.get(middle) <= number ? high : middle - 1;
        }
        return low;
    }

    /** Captures at which the meter's clock showed that or a time in between, in their order. */
    public IntStream between(long fromClockMs, long toClockMs) {
        return IntStream.range(0, runs.size()).flatMap(run -> {
            long first = firstAtOrAfter(runs.get(run), fromClockMs);
            long beyond = firstAtOrAfter(runs.get(run), toClockMs == Long.MAX_VALUE ? toClockMs : toClockMs + 1);
            long start = starts.get(run) - (total - size);
            return IntStream.range((int) Math.max(0, start + first), (int) Math.max(0, start + beyond));
        });
    }

    private static long firstAtOrAfter(Run run, long clockMs) {
        long low = 0;
        long high = run.count();
        while (low < high) {
            long middle = (low + high) >>> 1;
            boolean before = run.clockMs(middle) < clockMs;
            low = before ? middle + 1 : low;
            high = before ? high : middle;
        }
        return low;
    }
}
