package org.metersim.metrology.metering;

/**
 * A stretch of time in which the clock ran on undisturbed: segments that only relay, tariff or calendar part.
 *
 * @param startMs true time
 * @param endMs true time up to which it lasts, or is looked at
 * @param last the last of its segments
 */
record ClockRun(long startMs, long endMs, Segment last) {

    /** Number of the period that holds {@code trueMs}, of periods aligned to local standard time. */
    long period(long trueMs, long periodMs) {
        return Math.floorDiv(last.localTime().toStandardMs(last.clockMs(trueMs)), periodMs);
    }

    /** True time at which the period of that number begins. */
    long startOf(long period, long periodMs) {
        return last.trueMs(last.localTime().ofStandardMs(period * periodMs));
    }

    /** The first period that begins in it. */
    long firstPeriod(long periodMs) {
        long period = period(startMs, periodMs);
        return startOf(period, periodMs) >= startMs ? period : period + 1;
    }
}
