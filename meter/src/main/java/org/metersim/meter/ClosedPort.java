package org.metersim.meter;

import java.util.Optional;
import org.metersim.runtime.Endpoint;

/** A port of a meter that has no power: it hears nothing and hangs up. */
final class ClosedPort implements Endpoint {

    static final Endpoint CLOSED = new ClosedPort();

    private ClosedPort() {}

    @Override
    public void receive(byte[] chunk, long nowMs) {
        // nobody hears it
    }

    @Override
    public void wake(long nowMs) {
        // nobody wakes
    }

    @Override
    public long deadlineMs() {
        return NEVER;
    }

    @Override
    public Optional<byte[]> nextOutput() {
        return Optional.empty();
    }

    @Override
    public boolean isClosed() {
        return true;
    }
}
