package org.metersim.meter;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.SteppedClock;
import org.metersim.runtime.net.NetLoop;

/** Real sockets, and time that flows as the system's and can be stepped. One loop owns all meters. */
final class NetGround implements Ground, AutoCloseable {

    /** How long a stepped clock waits for answers to what meters dialled, real milliseconds. */
    private static final long LONGEST_WAIT_MS = 2_000;

    private final SteppedClock clock;
    private final Runnable onStep;
    private final NetLoop loop;
    private Optional<MeterIndex> index = Optional.empty();
    private long timerMs = Endpoint.NEVER;

    /** @param onStep told of each step that the clock made */
    NetGround(SteppedClock clock, Runnable onStep) {
        this.clock = clock;
        this.onStep = onStep;
        this.loop = new NetLoop("meter-sim", clock);
    }

    /** Its meters, once. */
    void attach(MeterIndex meters) {
        call(() -> {
            index = Optional.of(meters);
            meters.start(clock.nowMs());
            return meters;
        });
    }

    NetLoop loop() {
        return loop;
    }

    @Override
    public long nowMs() {
        return clock.nowMs();
    }

    @Override
    public void dial(String host, int port, Endpoint endpoint) {
        loop.dial(host, port, endpoint);
    }

    @Override
    public <T> T call(Callable<T> task) {
        return loop.call(task);
    }

    @Override
    public void poll(Endpoint port) {
        loop.poll(port);
    }

    @Override
    public void deadlineMoved() {
        arm();
    }

    /** One timer; those that were put off ring for nothing. */
    private void arm() {
        long dueMs = index.isPresent() ? index.get().deadlineMs() : Endpoint.NEVER;
        if (dueMs < timerMs) {
            timerMs = dueMs;
            loop.schedule(Math.max(1, leftMs(dueMs)), () -> ring(dueMs));
        }
    }

    /** How long until then; 0 when it is past, however long: what is due at once may be due since ever. */
    private long leftMs(long dueMs) {
        long nowMs = clock.nowMs();
        return Math.max(dueMs, nowMs) - nowMs;
    }

    private void ring(long setForMs) {
        if (timerMs == setForMs) {
            timerMs = Endpoint.NEVER;
        }
        index.ifPresent(meters -> meters.wake(clock.nowMs()));
        arm();
    }

    /** Goes from deadline to deadline. Whom a meter dials on the way gets real time to answer, up to a limit. */
    @Override
    public void advance(long ms) {
        long untilMs = clock.nowMs() + ms;
        boolean more = true;
        while (more) {
            awaitQuiet();
            more = call(() -> stepTowards(untilMs));
        }
        awaitQuiet();
    }

    private boolean stepTowards(long untilMs) {
        long dueMs = index.isPresent() ? index.get().deadlineMs() : Endpoint.NEVER;
        long stepMs = leftMs(Math.min(dueMs, untilMs));
        clock.step(stepMs);
        if (stepMs > 0) {
            onStep.run();
        }
        index.ifPresent(meters -> meters.wake(clock.nowMs()));
        loop.pollAll();
        return dueMs < untilMs && clock.nowMs() < untilMs;
    }

    private void awaitQuiet() {
        CompletableFuture<Boolean> quiet =
                call(() -> index.map(MeterIndex::whenQuiet).orElseGet(() -> CompletableFuture.completedFuture(true)));
        quiet.completeOnTimeout(false, LONGEST_WAIT_MS, TimeUnit.MILLISECONDS).join();
    }

    @Override
    public void close() {
        loop.close();
    }
}
