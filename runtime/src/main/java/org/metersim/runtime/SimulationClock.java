package org.metersim.runtime;

/** Where simulated time comes from. */
@FunctionalInterface
public interface SimulationClock {

    /** Simulated UTC, milliseconds since 1970-01-01; never goes back. */
    long nowMs();
}
