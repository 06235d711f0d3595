package org.metersim.metrology.metering;

import java.time.LocalDate;

/** Steps through a segment from one change of tariff to the next. */
final class TariffWalk {

    private static final long DAY_MS = 86_400_000;

    private final Segment segment;
    private final long manualUntilMs;

    TariffWalk(Segment segment) {
        this.segment = segment;
        this.manualUntilMs = segment.manualTariff() == 0 ? segment.startMs() : firstSwitchAfter(segment.startMs());
    }

    /** The tariff at a true time within the segment, 1 to 4. */
    int tariff(long trueMs) {
        if (trueMs < manualUntilMs) {
            return segment.manualTariff();
        }
        long local = segment.localTime().toLocalMs(segment.clockMs(trueMs));
        return segment.plan().tariff(date(local), (int) (Math.floorMod(local, DAY_MS) / 1000));
    }

    /** True while a tariff that was written by hand holds. */
    boolean isManual(long trueMs) {
        return trueMs < manualUntilMs;
    }

    /**
     * The next true time after {@code trueMs} at which the tariff may change: a switch, midnight, or local time jumps.
     */
    long nextBoundary(long trueMs) {
        long clock = segment.clockMs(trueMs);
        long local = segment.localTime().toLocalMs(clock);
        long midnight = local - Math.floorMod(local, DAY_MS);
        long next = midnight + DAY_MS;
        for (int second : segment.plan().switches(date(local))) {
            long at = midnight + second * 1000L;
            if (at > local) {
                next = at;
                break;
            }
        }
        return Math.max(trueMs + 1, segment.trueMs(beforeJump(clock, clock + next - local)));
    }

    /** {@code to}, or the moment before it at which daylight saving begins or ends. */
    private long beforeJump(long from, long to) {
        LocalTime localTime = segment.localTime();
        if (localTime.isSaving(from) == localTime.isSaving(to)) {
            return to;
        }
        long low = from;
        long high = to;
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (localTime.isSaving(middle) == localTime.isSaving(from)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private long firstSwitchAfter(long trueMs) {
        long at = trueMs;
        for (int boundary = 0; boundary < 64; boundary++) {
            at = nextBoundary(at);
            long local = segment.localTime().toLocalMs(segment.clockMs(at));
            int second = (int) (Math.floorMod(local, DAY_MS) / 1000);
            if (segment.plan().switches(date(local)).contains(second)) {
                return at;
            }
        }
        return Long.MAX_VALUE;
    }

    private static LocalDate date(long localMs) {
        return LocalDate.ofEpochDay(Math.floorDiv(localMs, DAY_MS));
    }
}
