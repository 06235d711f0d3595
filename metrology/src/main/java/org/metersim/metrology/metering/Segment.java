package org.metersim.metrology.metering;

/**
 * A stretch of time in which nothing intervened.
 *
 * @param startMs true time at which it begins; it ends where the next one begins
 * @param clockAtStartMs what the meter's clock shows then, UTC milliseconds
 * @param driftPpm how much that clock gains, parts per million
 * @param manualTariff the tariff that was written at its start, or 0: the calendar alone decides
 */
record Segment(
        long startMs,
        long clockAtStartMs,
        int driftPpm,
        boolean powered,
        boolean connected,
        LocalTime localTime,
        TariffPlan plan,
        int manualTariff) {

    private static final long MILLION = 1_000_000;

    /** The meter's clock at a true time. */
    long clockMs(long trueMs) {
        long passed = trueMs - startMs;
        return clockAtStartMs + passed + passed * driftPpm / MILLION;
    }

    /** The true time at which the meter's clock shows {@code clockMs}. */
    long trueMs(long clockMs) {
        long shown = clockMs - clockAtStartMs;
        long guess = startMs + shown * MILLION / (MILLION + driftPpm);
        // the division rounds: the clock must show at least what was asked for
        while (clockMs(guess) < clockMs) {
            guess++;
        }
        return guess;
    }

    /** Whether energy flows and is counted. */
    boolean flows() {
        return powered && connected;
    }
}
