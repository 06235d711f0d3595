package org.metersim.meter;

import java.time.Duration;
import java.time.Instant;

/** Simulated time, of all meters that stand on the same ground. It can be let pass, never turned back. */
public final class MeterClock {

    private final Ground ground;

    MeterClock(Ground ground) {
        this.ground = ground;
    }

    /** True time, simulated; a meter's own clock may deviate. */
    public Instant now() {
        return Instant.ofEpochMilli(ground.nowMs());
    }

    /**
     * Lets time pass at once. On the way each meter does what it does then: captures, boots, pushes.
     *
     * @param duration at least zero
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration: " + duration + " (expected: >= 0; time does not go back)");
        }
        ground.advance(duration.toMillis());
    }

    /** Lets time pass until {@code instant}. @throws IllegalArgumentException when that is past */
    public void advanceTo(Instant instant) {
        advance(Duration.between(now(), instant));
    }
}
