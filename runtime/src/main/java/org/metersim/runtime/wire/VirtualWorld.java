package org.metersim.runtime.wire;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Supplier;
import org.metersim.runtime.Dialer;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.SimulationClock;

/**
 * Virtual time and the wires in it: a year in a minute, and the same each time.
 *
 * <p>Nothing happens by itself: {@link #settle} lets what is in flight arrive, {@link #advanceTo} lets time pass. Owned
 * by one thread.
 */
public final class VirtualWorld implements SimulationClock, Dialer {

    /** Something that waits for a time, as a meter does without any wire. */
    public interface Sleeper {
        long deadlineMs();

        void wake(long nowMs);
    }

    private record Dial(String address, Endpoint endpoint) {}

    private record Delivery(long dueMs, long number, Wire wire, boolean forward, byte[] bytes) {}

    /** More events at one moment than any conversation has: two endpoints that answer each other for ever. */
    private static final int MAX_EVENTS_AT_ONCE = 1_000_000;

    private final List<Wire> wires = new ArrayList<>();
    private final List<Sleeper> sleepers = new ArrayList<>();
    private final Map<String, Supplier<Endpoint>> listeners = new HashMap<>();
    private final Queue<Dial> dials = new ArrayDeque<>();
    private final PriorityQueue<Delivery> deliveries =
            new PriorityQueue<>(Comparator.comparingLong(Delivery::dueMs).thenComparingLong(Delivery::number));
    private long nowMs;
    private long number;

    public VirtualWorld(long startMs) {
        this.nowMs = startMs;
    }

    @Override
    public long nowMs() {
        return nowMs;
    }

    /** Wakes {@code sleeper} at its deadlines from now on. */
    public void attend(Sleeper sleeper) {
        sleepers.add(sleeper);
    }

    /** Connects two endpoints by a wire that takes {@code delayMs} each way. */
    public Wire connect(Endpoint near, Endpoint far, long delayMs) {
        Wire wire = new Wire(near, far, delayMs);
        wires.add(wire);
        near.wake(nowMs);
        far.wake(nowMs);
        drain(wire);
        return wire;
    }

    /** Hangs up: both ends are told. */
    public void cut(Wire wire) {
        if (wires.remove(wire)) {
            wire.near().lineLost(nowMs);
            wire.far().lineLost(nowMs);
            drain(wire);
        }
    }

    /**
     * Lets everything arrive that is in flight, and all that follows from it: time passes only as the wires take it,
     * and whoever has a deadline meanwhile is woken.
     */
    public void settle() {
        drainAll();
        int events = 0;
        while (!dials.isEmpty() || !deliveries.isEmpty()) {
            if (++events > MAX_EVENTS_AT_ONCE) {
                throw new IllegalStateException("the endpoints never come to rest");
            }
            happen();
        }
    }

    /** Lets time pass until {@code untilMs}, waking whoever has a deadline on the way. */
    public void advanceTo(long untilMs) {
        drainAll();
        int atOnce = 0;
        while (nextMs() <= untilMs) {
            long beforeMs = nowMs;
            happen();
            atOnce = nowMs > beforeMs ? 0 : atOnce + 1;
            if (atOnce > MAX_EVENTS_AT_ONCE) {
                throw new IllegalStateException("a deadline is never done with");
            }
        }
        nowMs = Math.max(nowMs, untilMs);
    }

    /** Lets time pass by {@code ms}. */
    public void advance(long ms) {
        advanceTo(nowMs + ms);
    }

    private long nextMs() {
        return dials.isEmpty() ? Math.min(arrivalMs(), nextDeadlineMs()) : nowMs;
    }

    private long arrivalMs() {
        return deliveries.isEmpty() ? Endpoint.NEVER : deliveries.peek().dueMs();
    }

    /** The next thing: what arrives goes before who waits for the same moment. */
    private void happen() {
        if (!dials.isEmpty()) {
            connect(dials.remove());
        } else if (arrivalMs() <= nextDeadlineMs()) {
            deliver(deliveries.remove());
        } else {
            nowMs = Math.max(nowMs, nextDeadlineMs());
            wakeAll();
        }
        drainAll();
    }

    private void drainAll() {
        wires.forEach(this::drain);
        hangUpClosed();
    }

    /** Whoever dials that host and port from now on meets an endpoint made by {@code endpoints}. */
    public void listen(String host, int port, Supplier<Endpoint> endpoints) {
        listeners.put(host + ":" + port, endpoints);
    }

    /** From now on nobody answers there. */
    public void unlisten(String host, int port) {
        listeners.remove(host + ":" + port);
    }

    @Override
    public void dial(String host, int port, Endpoint endpoint) {
        dials.add(new Dial(host + ":" + port, endpoint));
    }

    private void connect(Dial dial) {
        Supplier<Endpoint> listener = listeners.get(dial.address());
        if (listener == null) {
            dial.endpoint().lineLost(nowMs);
        } else {
            connect(dial.endpoint(), listener.get(), 0);
        }
    }

    /** When next somebody waits for, or {@link Endpoint#NEVER}. */
    public long nextDeadlineMs() {
        long next = Endpoint.NEVER;
        for (Sleeper sleeper : sleepers) {
            next = Math.min(next, sleeper.deadlineMs());
        }
        for (Wire wire : wires) {
            next = Math.min(next, Math.min(wire.near().deadlineMs(), wire.far().deadlineMs()));
        }
        return next;
    }

    private void wakeAll() {
        sleepers.stream()
                .filter(sleeper -> sleeper.deadlineMs() <= nowMs)
                .toList()
                .forEach(sleeper -> sleeper.wake(nowMs));
        for (Wire wire : List.copyOf(wires)) {
            wire.near().wake(nowMs);
            wire.far().wake(nowMs);
        }
    }

    private void deliver(Delivery delivery) {
        nowMs = Math.max(nowMs, delivery.dueMs());
        if (wires.contains(delivery.wire())) {
            Endpoint target =
                    delivery.forward() ? delivery.wire().far() : delivery.wire().near();
            target.receive(delivery.bytes(), nowMs);
        }
    }

    private void drain(Wire wire) {
        drain(wire, true);
        drain(wire, false);
    }

    private void drain(Wire wire, boolean forward) {
        Endpoint source = forward ? wire.near() : wire.far();
        for (var bytes = source.nextOutput(); bytes.isPresent(); bytes = source.nextOutput()) {
            deliveries.add(new Delivery(nowMs + wire.delayMs(), number++, wire, forward, bytes.get()));
        }
    }

    /** A wire ends when one of its ends hung up and nothing is on its way any more. */
    private void hangUpClosed() {
        for (Wire wire : List.copyOf(wires)) {
            boolean closed = wire.near().isClosed() || wire.far().isClosed();
            if (closed && deliveries.stream().noneMatch(delivery -> delivery.wire() == wire)) {
                cut(wire);
            }
        }
    }
}
