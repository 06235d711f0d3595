package org.metersim.meter;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.wire.VirtualWorld;

/** Virtual wires and time: whoever calls owns the meters. */
final class VirtualGround implements Ground {

    private final VirtualWorld world;

    VirtualGround(VirtualWorld world) {
        this.world = world;
    }

    VirtualWorld world() {
        return world;
    }

    @Override
    public long nowMs() {
        return world.nowMs();
    }

    @Override
    public void dial(String host, int port, Endpoint endpoint) {
        world.dial(host, port, endpoint);
    }

    @Override
    public <T> T call(Callable<T> task) {
        try {
            return task.call();
        } catch (RuntimeException own) {
            throw own;
        } catch (Exception failed) {
            throw new CompletionException(failed);
        }
    }

    @Override
    public void poll(Endpoint port) {
        // the world looks at every port after each event
    }

    @Override
    public void deadlineMoved() {
        // the world asks
    }

    @Override
    public void advance(long ms) {
        world.advance(ms);
    }
}
