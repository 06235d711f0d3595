package org.metersim.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.LineControl;
import org.metersim.runtime.wire.VirtualWorld;
import org.metersim.runtime.wire.Wire;

/** Sessions in virtual time: waiting is letting the world go on. Owned by the thread that owns the world. */
public final class VirtualCarrier implements Carrier {

    private final VirtualWorld world;
    private final Function<Target, Optional<Endpoint>> meters;
    private final long delayMs;
    private final List<Wire> wires = new ArrayList<>();

    /**
     * @param meters who answers at a target; empty: nobody
     * @param delayMs how long a chunk takes, each way
     */
    public VirtualCarrier(VirtualWorld world, Function<Target, Optional<Endpoint>> meters, long delayMs) {
        this.world = world;
        this.meters = meters;
        this.delayMs = delayMs;
    }

    @Override
    public long nowMs() {
        return world.nowMs();
    }

    @Override
    public void open(Target target, Function<LineControl, Endpoint> endpoints) {
        Endpoint endpoint = endpoints.apply(LineControl.NONE);
        Optional<Endpoint> meter = meters.apply(target);
        if (meter.isPresent()) {
            wires.add(world.connect(endpoint, meter.get(), delayMs));
        } else {
            endpoint.lineLost(world.nowMs());
        }
    }

    /** The wires that this carrier opened and nobody hung up yet. */
    public List<Wire> wires() {
        return List.copyOf(wires);
    }

    @Override
    public void ask(Endpoint endpoint, Runnable question) {
        question.run();
        settle();
    }

    private void settle() {
        world.settle();
        for (Wire wire : wires()) {
            if (wire.near().isClosed() || wire.far().isClosed()) {
                wires.remove(wire);
                world.cut(wire);
            }
        }
    }

    @Override
    public <T> T await(CompletableFuture<T> answer) {
        settle();
        while (!answer.isDone()) {
            long nextMs = world.nextDeadlineMs();
            if (nextMs == Endpoint.NEVER) {
                throw new IllegalStateException("nobody will ever answer");
            }
            world.advanceTo(Math.max(nextMs, world.nowMs()));
            settle();
        }
        return answer.join();
    }

    @Override
    public void pause(long ms) {
        world.advance(ms);
        settle();
    }
}
