package org.metersim.transport.ble.controller;

/**
 * When a meter's advertising events are, as a function of seed, meter and interval: nothing is kept. Core Specification
 * Vol 6 Part B 4.4.2.2: the interval and a random delay of up to 10 ms.
 */
final class AdvertisingTimes {

    private static final int DELAY_MS = 10;
    private static final int RSSI_SPREAD_DB = 7;

    private final long seed;

    AdvertisingTimes(long seed) {
        this.seed = seed;
    }

    /** The first advertising event of that meter after {@code nowMs}. */
    long after(int meter, int intervalMs, long nowMs) {
        long phase = Math.floorMod(mixed(meter, -1), (long) intervalMs);
        long event = Math.floorDiv(nowMs - phase, intervalMs);
        long delayed = at(meter, intervalMs, event);
        return delayed > nowMs ? delayed : at(meter, intervalMs, event + 1);
    }

    private long at(int meter, int intervalMs, long event) {
        long phase = Math.floorMod(mixed(meter, -1), (long) intervalMs);
        return phase + event * intervalMs + Math.floorMod(mixed(meter, event), DELAY_MS);
    }

    /** By how much one reading of the signal strength differs from the mean, -3 to 3 dB. */
    int rssiDeviationDb(int meter, long nowMs) {
        return Math.floorMod(mixed(~meter, nowMs), RSSI_SPREAD_DB) - RSSI_SPREAD_DB / 2;
    }

    /** SplitMix64's finalizer over all three. */
    private long mixed(int meter, long event) {
        long z = seed + meter * 0x9E3779B97F4A7C15L + event * 0xD1B54A32D192ED03L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
