package org.metersim.meter;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.journal.Layer;
import org.metersim.runtime.memory.FlashFault;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.memory.PowerLost;
import org.metersim.runtime.wire.FaultyLine;
import org.metersim.runtime.wire.VirtualWorld;

/**
 * All meters of one owner, by their index. A meter at rest is what its memory differs by from the factory's; its boards
 * are made when a connection comes, a deadline passes or somebody looks, and dropped when nothing is under way.
 */
final class MeterIndex implements VirtualWorld.Sleeper {

    /**
     * What the meters are.
     *
     * @param firstNumber serial number of the first; they count up
     * @param concentrator {@code host:port} that they push to, instead of the profile's
     */
    record Settings(SharedModel model, int count, long firstNumber, long seed, Optional<String> concentrator) {}

    private final Settings settings;
    private final FlashStore store;
    private final Ground ground;
    private final Deadlines deadlines;
    private final Map<Integer, Boards> awake = new HashMap<>();
    private final Map<Integer, Controls> controls = new HashMap<>();
    private final Set<Integer> dark = new HashSet<>();
    private final PowerReturns returns;
    private Consumer<Boards> pollMore = boards -> {};
    private long cardsMade;
    private int outgoing;
    private CompletableFuture<Boolean> quiet = new CompletableFuture<>();

    MeterIndex(Settings settings, FlashStore store, PowerReturns returns, Ground ground) {
        this.settings = settings;
        this.returns = returns;
        this.store = store;
        this.ground = ground;
        this.deadlines = new Deadlines(settings.count());
    }

    /** Lets meters that already have a history look what is due, and all others wait for what the factory set. */
    void start(long nowMs) {
        long factoryMs = Endpoint.NEVER;
        boolean known = false;
        for (int meter = 0; meter < settings.count(); meter++) {
            if (store.isUntouched(meter) && known) {
                deadlines.set(meter, factoryMs);
            } else {
                boolean untouched = store.isUntouched(meter);
                with(meter, nowMs, Boards::deadlineMs);
                known |= untouched && store.isUntouched(meter);
                factoryMs = untouched ? deadlines.of(meter) : factoryMs;
            }
        }
    }

    Settings settings() {
        return settings;
    }

    long number(int meter) {
        return settings.firstNumber() + meter;
    }

    String serial(int meter) {
        return settings.model().profile().identity().serial(number(meter));
    }

    /** From now on that meter can be seen into and interfered with; boards that are awake already stay as they are. */
    void control(int meter, Controls control) {
        controls.put(meter, control);
    }

    Optional<Controls> controls(int meter) {
        return Optional.ofNullable(controls.get(meter));
    }

    /** How many meters have boards at this moment. */
    int awake() {
        return awake.size();
    }

    // --- boards

    /**
     * Lets {@code look} see the boards of a meter, made for it when the meter is at rest. It sees them again when it
     * was what it did that a power cut struck.
     */
    <T> T with(int meter, long nowMs, Function<Boards, T> look) {
        Boards boards = boards(meter, nowMs);
        try {
            return look.apply(boards);
        } catch (PowerLost lost) {
            powerLost(meter, boards, lost, nowMs);
            return look.apply(boards);
        } catch (FlashFault fault) {
            flashFailed(meter, boards, fault, nowMs);
            return look.apply(boards);
        } finally {
            settle(meter, boards, nowMs);
        }
    }

    /** Lets {@code deed} be done, once: a power cut that it meets strikes the meter. */
    void attempt(int meter, long nowMs, Runnable deed) {
        Boards boards = boards(meter, nowMs);
        try {
            deed.run();
        } catch (PowerLost lost) {
            powerLost(meter, boards, lost, nowMs);
        } catch (FlashFault fault) {
            flashFailed(meter, boards, fault, nowMs);
        } finally {
            settle(meter, boards, nowMs);
        }
    }

    private Boards boards(int meter, long nowMs) {
        Boards present = awake.get(meter);
        if (present != null) {
            return present;
        }
        Boards made = make(meter, nowMs);
        awake.put(meter, made);
        if (!made.isPowered()) {
            dark.add(meter);
        }
        return made;
    }

    private Boards make(int meter, long nowMs) {
        Optional<Controls> known = Optional.ofNullable(controls.get(meter));
        NonVolatileMemory memory = store.take(meter);
        Boards.Plan plan = new Boards.Plan(settings.model(), number(meter), settings.seed(), settings.concentrator());
        Boards.Place place = new Boards.Place(
                memory,
                known.map(each -> guarded(meter, memory, each.faults())).orElse(memory),
                journal(meter),
                (host, port, endpoint) -> dial(meter, host, port, endpoint),
                () -> Chance.of(settings.seed(), number(meter), ++cardsMade));
        try {
            return new Boards(plan, place, known, nowMs);
        } catch (PowerLost lost) {
            // cut while it started: it starts again, and a cut strikes once
            noteLost(meter, lost, nowMs);
            return new Boards(plan, place, known, nowMs);
        }
    }

    private NonVolatileMemory guarded(int meter, NonVolatileMemory memory, MeterFaults faults) {
        return faults.memory().guard(memory, faults.powerCut(), text -> noteFault(meter, text, ground.nowMs()));
    }

    private void noteFault(int meter, String text, long nowMs) {
        journal(meter).note(nowMs, Layer.FAULT, "flash", text);
    }

    private Journal journal(int meter) {
        Controls known = controls.get(meter);
        return known == null ? Journal.OFF : known.sink();
    }

    private void dial(int meter, String host, int port, Endpoint endpoint) {
        Boards boards = boards(meter, ground.nowMs());
        MeterPort guarded = new MeterPort(this, meter, boards, endpoint, true);
        boards.add(guarded);
        outgoing++;
        ground.dial(host, port, guarded);
    }

    /** Whether that meter has no power, or restarts; costs a meter at rest nothing. */
    boolean isSilent(int meter, long nowMs) {
        Boards present = awake.get(meter);
        return dark.contains(meter) || present != null && present.metrology().isRestarting(nowMs);
    }

    // --- what comes from outside

    /** Opens a port of that meter; empty when it has no power. */
    Optional<Endpoint> open(int meter, Entrance entrance, long nowMs) {
        return with(meter, nowMs, boards -> {
            if (!boards.isPowered()) {
                return Optional.empty();
            }
            Optional<Controls> known = Optional.ofNullable(controls.get(meter));
            Endpoint port = entrance.open(boards, known, ground);
            Endpoint line = known.isPresent()
                    ? new FaultyLine(port, known.get().faults().line(), journal(meter))
                    : port;
            MeterPort guarded = new MeterPort(this, meter, boards, line, false);
            boards.add(guarded);
            return Optional.of(guarded);
        });
    }

    /** The wire of a port is gone. */
    void closed(MeterPort port) {
        outgoing -= port.isOutgoing() ? 1 : 0;
        if (outgoing == 0) {
            quiet.complete(true);
        }
    }

    /** Done when no wire is open that a meter dialled. */
    CompletableFuture<Boolean> whenQuiet() {
        if (quiet.isDone()) {
            quiet = new CompletableFuture<>();
        }
        if (outgoing == 0) {
            quiet.complete(true);
        }
        return quiet;
    }

    /** Every wire to that meter, and those that it dialled, break. */
    void hangUp(Boards boards) {
        boards.hangUp(ground.nowMs());
        pollPorts(boards);
    }

    /** The mains of one meter fail. */
    void powerOff(int meter, long nowMs) {
        with(meter, nowMs, boards -> {
            fail(meter, boards, nowMs);
            returns.forget(number(meter));
            return boards;
        });
    }

    /** The mains of one meter return. */
    void powerOn(int meter, long nowMs) {
        with(meter, nowMs, boards -> {
            returns.forget(number(meter));
            giveBack(meter, boards, nowMs);
            return boards;
        });
    }

    /** The power of one meter was cut inside whatever its boards were doing. */
    void powerLost(int meter, Boards boards, PowerLost lost, long nowMs) {
        noteLost(meter, lost, nowMs);
        fail(meter, boards, nowMs);
        Controls known = controls.get(meter);
        long offMs = known == null ? 0 : known.faults().powerCut().offMs();
        if (offMs == 0) {
            giveBack(meter, boards, nowMs);
        } else {
            returns.set(number(meter), nowMs + offMs);
        }
    }

    /** The NIC could not write what it must before it goes on: it hangs up, and tries nothing by itself for a while. */
    void flashFailed(int meter, Boards boards, FlashFault fault, long nowMs) {
        noteFault(meter, String.valueOf(fault.getMessage()), nowMs);
        boards.pause(nowMs);
        hangUp(boards);
    }

    private void noteLost(int meter, PowerLost lost, long nowMs) {
        journal(meter).note(nowMs, Layer.FAULT, "mains", String.valueOf(lost.getMessage()));
    }

    private void fail(int meter, Boards boards, long nowMs) {
        journal(meter).note(nowMs, Layer.STATE, "mains", "off");
        dark.add(meter);
        try {
            boards.powerFailed(nowMs);
        } catch (PowerLost again) {
            noteLost(meter, again, nowMs);
        }
        controls(meter).map(Controls::display).ifPresent(Display::forget);
        pollPorts(boards);
    }

    private void giveBack(int meter, Boards boards, long nowMs) {
        journal(meter).note(nowMs, Layer.STATE, "mains", "on");
        dark.remove(meter);
        try {
            boards.powerReturned(nowMs);
        } catch (PowerLost again) {
            powerLost(meter, boards, again, nowMs);
        }
    }

    // --- time

    @Override
    public long deadlineMs() {
        return deadlines.earliestMs();
    }

    /** Wakes every meter that is due, once. */
    @Override
    public void wake(long nowMs) {
        Set<Integer> woken = new HashSet<>();
        while (deadlines.earliestMs() <= nowMs && woken.add(deadlines.earliest())) {
            wake(deadlines.earliest(), nowMs);
        }
    }

    private void wake(int meter, long nowMs) {
        Boards boards = boards(meter, nowMs);
        if (returns.of(number(meter)) <= nowMs) {
            returns.forget(number(meter));
            giveBack(meter, boards, nowMs);
        }
        try {
            boards.wake(nowMs);
        } catch (PowerLost lost) {
            powerLost(meter, boards, lost, nowMs);
        } catch (FlashFault fault) {
            flashFailed(meter, boards, fault, nowMs);
        }
        pollPorts(boards);
        settle(meter, boards, nowMs);
    }

    /** Lets whoever drives the open ports of a meter look at them. */
    void pollPorts(Boards boards) {
        boards.ports().forEach(ground::poll);
        pollMore.accept(boards);
    }

    /** Something else, too, carries ports, and is to be looked at when the ports of a meter are. */
    void alsoPoll(Consumer<Boards> carriers) {
        pollMore = carriers;
    }

    /** Something passed: asks when the meter must next be woken, and puts it to rest when nothing is under way. */
    void settle(int meter, Boards boards, long nowMs) {
        if (boards.isDropped()) {
            return;
        }
        long dueMs = Math.min(boards.deadlineMs(), returns.of(number(meter)));
        if (boards.isAtRest()) {
            boards.drop();
            awake.remove(meter);
            store.putBack(meter, boards.memory());
        }
        long beforeMs = deadlines.earliestMs();
        deadlines.set(meter, dueMs);
        if (deadlines.earliestMs() < beforeMs) {
            ground.deadlineMoved();
        }
    }

    /** Puts every meter's memory where it belongs; nothing can be asked any more. */
    void close() {
        awake.forEach((meter, boards) -> {
            boards.drop();
            store.putBack(meter, boards.memory());
        });
        awake.clear();
        store.close();
    }
}
