package org.metersim.metrology.metering;

import java.time.LocalDate;

/** Steps through a segment from one change of tariff to the next. */
final class TariffWalk {

    private static final long DAY_MS = 86_400_000;

    /** Days that are looked ahead for a switch: a week and the one it began in. */
    private static final int BOUNDARIES_AHEAD = 64;

    /** Takes stretches of one tariff each, in order of time. */
    @FunctionalInterface
    interface Visitor {
        void take(long fromMs, long toMs, int tariff);
    }

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
        return segment.plan().tariff(date(local), second(local));
    }

    /** True while a tariff that was written by hand holds. */
    boolean isManual(long trueMs) {
        return trueMs < manualUntilMs;
    }

    /** Goes through a part of the segment; a tariff may come in several stretches. */
    void walk(long fromMs, long toMs, Visitor visitor) {
        long at = fromMs;
        if (at < manualUntilMs && at < toMs) {
            at = Math.min(manualUntilMs, toMs);
            visitor.take(fromMs, at, segment.manualTariff());
        }
        while (at < toMs) {
            long clock = segment.clockMs(at);
            long intoDay = Math.floorMod(segment.localTime().toLocalMs(clock), DAY_MS);
            if (segment.localTime().isSaving(clock) == segment.localTime().isSaving(clock - intoDay + DAY_MS)) {
                at = walkDay(at, toMs, visitor);
            } else {
                long to = Math.min(toMs, nextBoundary(at));
                visitor.take(at, to, tariff(at));
                at = to;
            }
        }
    }

    /** To the end of a day, or to {@code toMs}, over which local time runs evenly. */
    private long walkDay(long fromMs, long toMs, Visitor visitor) {
        long clock = segment.clockMs(fromMs);
        long local = segment.localTime().toLocalMs(clock);
        long midnight = clock - Math.floorMod(local, DAY_MS);
        LocalDate date = date(local);
        int tariff = segment.plan().tariff(date, second(local));
        long at = fromMs;
        for (TariffPlan.Switch each : segment.plan().switches(date)) {
            long switched = midnight + each.secondOfDay() * 1000L;
            if (switched > clock) {
                long end = Math.min(toMs, segment.trueMs(switched));
                visitor.take(at, end, tariff);
                at = end;
                tariff = each.tariff();
            }
        }
        long end = Math.min(toMs, segment.trueMs(midnight + DAY_MS));
        visitor.take(at, end, tariff);
        return end;
    }

    /**
     * The next true time after {@code trueMs} at which the tariff may change: a switch, midnight, or local time jumps.
     */
    private long nextBoundary(long trueMs) {
        long clock = segment.clockMs(trueMs);
        long local = segment.localTime().toLocalMs(clock);
        long midnight = local - Math.floorMod(local, DAY_MS);
        long next = midnight + DAY_MS;
        for (TariffPlan.Switch each : segment.plan().switches(date(local))) {
            long at = midnight + each.secondOfDay() * 1000L;
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
        for (int boundary = 0; boundary < BOUNDARIES_AHEAD; boundary++) {
            at = nextBoundary(at);
            long local = segment.localTime().toLocalMs(segment.clockMs(at));
            int second = second(local);
            if (segment.plan().switches(date(local)).stream().anyMatch(each -> each.secondOfDay() == second)) {
                return at;
            }
        }
        return Long.MAX_VALUE;
    }

    private static int second(long localMs) {
        return (int) (Math.floorMod(localMs, DAY_MS) / 1000);
    }

    private static LocalDate date(long localMs) {
        return LocalDate.ofEpochDay(Math.floorDiv(localMs, DAY_MS));
    }
}
