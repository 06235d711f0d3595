package org.metersim.metrology.metering;

/**
 * A stretch of time in which nothing intervened.
 *
 * @param startMs true time at which it begins; it ends where the next one begins
 * @param manualTariff the tariff that was written at its start, or 0: the calendar alone decides
 */
record Segment(
        long startMs,
        Clockwork clock,
        boolean powered,
        boolean connected,
        LocalTime localTime,
        TariffPlan plan,
        int manualTariff) {

    /** The meter's clock at a true time. */
    long clockMs(long trueMs) {
        return clock.clockMs(trueMs);
    }

    /** The first true time at which the meter's clock shows {@code clockMs} or more. */
    long trueMs(long clockMs) {
        return clock.trueMs(clockMs);
    }

    /** What the meter's clock shows at its start. */
    long clockAtStartMs() {
        return clock.clockMs(startMs);
    }

    /** Whether energy flows and is counted. */
    boolean flows() {
        return powered && connected;
    }

    /** Whether periods of the clock go on from that segment, which ended where this one begins. */
    boolean continues(Segment before) {
        return powered
                && before.powered
                && clock.equals(before.clock)
                && localTime.rules().zoneMinutes() == before.localTime.rules().zoneMinutes();
    }
}
