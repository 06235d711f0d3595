package org.metersim.runtime.net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.SimulationClock;

/** Drives an endpoint in real time on its event loop: bytes in, one timer, bytes out. */
final class EndpointDriver {

    /** Where the endpoint's bytes go. */
    interface Outlet {

        void write(byte[] bytes);

        /** What was written is to leave now. */
        void flush();

        /** The endpoint hung up. */
        void close();

        /** The endpoint threw: a bug of ours. */
        void failed(RuntimeException cause);
    }

    private final Endpoint endpoint;
    private final SimulationClock clock;
    private final EventLoop loop;
    private final Outlet outlet;
    private Optional<ScheduledFuture<?>> timer = Optional.empty();
    private long timerMs = Endpoint.NEVER;

    EndpointDriver(Endpoint endpoint, SimulationClock clock, EventLoop loop, Outlet outlet) {
        this.endpoint = endpoint;
        this.clock = clock;
        this.loop = loop;
        this.outlet = outlet;
    }

    void receive(byte[] chunk) {
        try {
            endpoint.receive(chunk, clock.nowMs());
            flush();
        } catch (RuntimeException failed) {
            outlet.failed(failed);
        }
    }

    /** What the endpoint has to say now, though nothing was received: the clock was stepped, its meter woke. */
    void poll() {
        try {
            endpoint.wake(clock.nowMs());
            flush();
        } catch (RuntimeException failed) {
            outlet.failed(failed);
        }
    }

    /** The clock was stepped: a timer that was set by the time before rings too late. */
    void clockStepped() {
        cancelTimer();
        poll();
    }

    void lineLost() {
        cancelTimer();
        endpoint.lineLost(clock.nowMs());
    }

    private void flush() {
        boolean written = false;
        for (Optional<byte[]> output = endpoint.nextOutput(); output.isPresent(); output = endpoint.nextOutput()) {
            outlet.write(output.get());
            written = true;
        }
        if (endpoint.isClosed()) {
            outlet.close();
            return;
        }
        if (written) {
            outlet.flush();
        }
        arm();
    }

    /** One timer, moved only when it would ring too late: most deadlines are put off before they come. */
    private void arm() {
        long deadline = endpoint.deadlineMs();
        if (deadline >= timerMs) {
            return;
        }
        cancelTimer();
        long inMs = Math.max(0, deadline - clock.nowMs());
        timerMs = deadline;
        timer = Optional.of(loop.schedule(this::ring, inMs, TimeUnit.MILLISECONDS));
    }

    private void ring() {
        timerMs = Endpoint.NEVER;
        poll();
    }

    private void cancelTimer() {
        timer.ifPresent(running -> running.cancel(false));
        timer = Optional.empty();
        timerMs = Endpoint.NEVER;
    }
}
