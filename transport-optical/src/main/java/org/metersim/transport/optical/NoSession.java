package org.metersim.transport.optical;

import java.util.Optional;
import org.metersim.runtime.Endpoint;

/** The inner endpoint while there is none. */
final class NoSession implements Endpoint {

    static final Endpoint NONE = new NoSession();

    private NoSession() {}

    @Override
    public void receive(byte[] chunk, long nowMs) {
        // nobody listens
    }

    @Override
    public void wake(long nowMs) {
        // nobody waits
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
        return false;
    }
}
