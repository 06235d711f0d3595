package org.metersim.meter;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a simulated meter: a parameter of type {@link Meter}, in process, on a free port of the
 * loopback address, fresh for each test. Needs JUnit Jupiter 5.10 or later on the class path.
 *
 * <pre>{@code
 * @SimulatedMeter(seed = 7)
 * class ToolTest {
 *     @Test
 *     void reads(Meter meter) { ... meter.tcp() ... }
 * }
 * }</pre>
 *
 * <p>When a test fails, the seed and the last entries of the journal are printed to standard error.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(SimulatedMeterExtension.class)
public @interface SimulatedMeter {

    /** How long one meter lives. */
    enum Lifecycle {
        /** Each test has its own. */
        PER_METHOD,
        /** All tests of the class share one, also as a parameter of {@code @BeforeAll}. */
        PER_CLASS
    }

    /** What it is connected by. */
    enum Wires {
        /** A free port of the loopback address. */
        REAL,
        /** Virtual wires and time: a parameter of type {@code VirtualWorld} is the world. */
        VIRTUAL
    }

    /** A profile that comes with the product, or a file ending in {@code .yaml}. */
    String profile() default "sim-1p";

    /** Seed of every random choice. */
    long seed() default 42;

    /** Serial number. */
    long serial() default 12_345;

    /** What simulated time is at the start, ISO 8601; {@code now} for the system's. */
    String clock() default "2026-11-22T12:00:00Z";

    Lifecycle lifecycle() default Lifecycle.PER_METHOD;

    Wires wires() default Wires.REAL;
}
