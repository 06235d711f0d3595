package org.metersim.metrology.metering;

/**
 * How the meter's clock runs from one setting to the next: which time it shows at which true time.
 *
 * @param setMs true time at which it was set
 * @param shownMs what it showed then, UTC milliseconds
 * @param driftPpm how much it gains, parts per million, more than -1,000,000
 */
record Clockwork(long setMs, long shownMs, int driftPpm) {

    private static final long MILLION = 1_000_000;

    /** What it shows at a true time. */
    long clockMs(long trueMs) {
        long passed = trueMs - setMs;
        // whole millions apart: a client may name a year in which the product would overflow
        long millions = Math.floorDiv(passed, MILLION);
        long rest = Math.floorMod(passed, MILLION);
        return shownMs + passed + millions * driftPpm + Math.floorDiv(rest * driftPpm, MILLION);
    }

    /** The first true time at which it shows {@code clockMs} or more: a fast clock skips some. */
    long trueMs(long clockMs) {
        long passed = clockMs - shownMs;
        long shownInAMillion = MILLION + driftPpm;
        long guess = setMs
                + Math.floorDiv(passed, shownInAMillion) * MILLION
                + Math.floorMod(passed, shownInAMillion) * MILLION / shownInAMillion;
        while (clockMs(guess) < clockMs) {
            guess++;
        }
        while (clockMs(guess - 1) >= clockMs) {
            guess--;
        }
        return guess;
    }
}
