package org.metersim.meter;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.metersim.meter.SimulatedMeter.Lifecycle;
import org.metersim.meter.SimulatedMeter.Wires;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.wire.VirtualWorld;

/** Starts the meter of a {@link SimulatedMeter} when a test asks for it, and ends it with the test or the class. */
final class SimulatedMeterExtension implements ParameterResolver, AfterEachCallback, AfterAllCallback {

    private static final Namespace NAMESPACE = Namespace.create(SimulatedMeterExtension.class);
    private static final String KEY = "meter";
    private static final int SHOWN_ENTRIES = 20;

    /** The meter of one test, or of one class. */
    private record Live(Meter meter, VirtualWorld world) {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        SimulatedMeter settings = settings(context);
        if (settings.lifecycle() == Lifecycle.PER_METHOD
                && context.getTestMethod().isEmpty()) {
            return false;
        }
        Class<?> type = parameter.getParameter().getType();
        return type == Meter.class || type == VirtualWorld.class && settings.wires() == Wires.VIRTUAL;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Live live = owner(context)
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(KEY, key -> start(settings(context)), Live.class);
        return parameter.getParameter().getType() == Meter.class ? live.meter() : live.world();
    }

    /** Whose the meter is: the class, when all its tests share one, or when there is no test yet. */
    private static ExtensionContext owner(ExtensionContext context) {
        boolean ofClass = settings(context).lifecycle() == Lifecycle.PER_CLASS;
        return ofClass && context.getTestMethod().isPresent()
                ? context.getParent().orElse(context)
                : context;
    }

    private static SimulatedMeter settings(ExtensionContext context) {
        Optional<Class<?>> tested = context.getTestClass();
        while (tested.isPresent()) {
            SimulatedMeter found = tested.get().getAnnotation(SimulatedMeter.class);
            if (found != null) {
                return found;
            }
            // a @Nested class has the meter of the class around it
            tested = Optional.ofNullable(tested.get().getEnclosingClass());
        }
        throw new IllegalStateException("no @SimulatedMeter around " + context.getDisplayName());
    }

    private static Live start(SimulatedMeter settings) {
        MeterBuilder builder = Meter.builder().serial(settings.serial()).seed(settings.seed());
        Instant start = settings.clock().equals("now") ? Instant.now() : Instant.parse(settings.clock());
        if (settings.profile().endsWith(".yaml")) {
            builder.profile(Path.of(settings.profile()));
        } else {
            builder.profile(settings.profile());
        }
        VirtualWorld world = new VirtualWorld(start.toEpochMilli());
        Meter meter = settings.wires() == Wires.VIRTUAL ? builder.startOn(world) : listening(builder.startAt(start));
        System.out.println("meter-sim: meter " + meter.serial() + ", seed " + settings.seed());
        return new Live(meter, world);
    }

    private static Meter listening(MeterBuilder builder) {
        try {
            return builder.start();
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            Live live = context.getStore(NAMESPACE).get(KEY, Live.class);
            if (live != null) {
                show(context.getDisplayName(), live.meter(), System.err);
            }
        }
        end(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        end(context);
    }

    /** A store gives up only what was put into it, not what a store around it has. */
    private static void end(ExtensionContext context) {
        Live live = context.getStore(NAMESPACE).remove(KEY, Live.class);
        if (live != null) {
            live.meter().close();
        }
    }

    private static void show(String test, Meter meter, PrintStream to) {
        to.println(test + " failed: meter " + meter.serial() + ", seed " + meter.seed() + "; the last that passed:");
        for (JournalEntry entry : meter.journal().last(SHOWN_ENTRIES)) {
            to.println("  " + Instant.ofEpochMilli(entry.atMs()) + " " + entry.layer() + " " + entry.source() + " "
                    + entry.text());
        }
    }
}
