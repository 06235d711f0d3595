package org.metersim.runtime;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Time that flows as the given source does, and can be stepped forward. Safe for use by several threads. */
public final class SteppedClock implements SimulationClock {

    private final LongSupplier source;
    private final AtomicLong steppedMs;
    private final AtomicLong latestMs = new AtomicLong(Long.MIN_VALUE);

    /**
     * @param source of milliseconds; may go back, which is not passed on
     * @param startMs what the clock shows now
     */
    public SteppedClock(LongSupplier source, long startMs) {
        this.source = source;
        this.steppedMs = new AtomicLong(startMs - source.getAsLong());
    }

    /** The system's clock. */
    public static SteppedClock system() {
        return new SteppedClock(System::currentTimeMillis, System.currentTimeMillis());
    }

    /** Steps forward by {@code ms}, at least 0. */
    public void step(long ms) {
        if (ms < 0) {
            throw new IllegalArgumentException("ms: " + ms + " (expected: >= 0; time does not go back)");
        }
        steppedMs.addAndGet(ms);
    }

    @Override
    public long nowMs() {
        return latestMs.accumulateAndGet(source.getAsLong() + steppedMs.get(), Math::max);
    }
}
