package org.metersim.meter;

import java.util.Optional;
import org.metersim.runtime.Endpoint;

/**
 * Hangs up a TCP connection on which nothing was heard for the time of the TCP-UDP setup, whatever is spoken there, or
 * nothing yet. Class 41 attribute 6.
 */
final class IdleLimit implements Endpoint {

    private final Endpoint inner;
    private final long idleMs;
    private long heardMs;
    private boolean closed;

    IdleLimit(Endpoint inner, long idleMs, long nowMs) {
        this.inner = inner;
        this.idleMs = idleMs;
        this.heardMs = nowMs;
    }

    @Override
    public void receive(byte[] chunk, long nowMs) {
        heardMs = nowMs;
        inner.receive(chunk, nowMs);
    }

    @Override
    public void wake(long nowMs) {
        inner.wake(nowMs);
        closed |= nowMs - heardMs >= idleMs;
    }

    @Override
    public long deadlineMs() {
        return closed ? NEVER : Math.min(inner.deadlineMs(), heardMs + idleMs);
    }

    @Override
    public Optional<byte[]> nextOutput() {
        return inner.nextOutput();
    }

    @Override
    public boolean isClosed() {
        return closed || inner.isClosed();
    }

    @Override
    public void lineLost(long nowMs) {
        inner.lineLost(nowMs);
    }
}
