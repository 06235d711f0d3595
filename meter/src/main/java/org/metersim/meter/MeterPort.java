package org.metersim.meter;

import java.util.Optional;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.memory.FlashFault;
import org.metersim.runtime.memory.PowerLost;

/**
 * One end of a wire to a meter, as the world outside drives it. Here, and only here, a power cut that unwinds the
 * boards is caught; and after whatever passes, the meter is asked again when it must be woken, or put to rest.
 */
final class MeterPort implements Endpoint {

    private final MeterIndex index;
    private final int meter;
    private final Boards boards;
    private final Endpoint inner;
    private final boolean outgoing;
    private boolean dead;

    /** @param outgoing whether the meter dialled */
    MeterPort(MeterIndex index, int meter, Boards boards, Endpoint inner, boolean outgoing) {
        this.index = index;
        this.meter = meter;
        this.boards = boards;
        this.inner = inner;
        this.outgoing = outgoing;
    }

    boolean isOutgoing() {
        return outgoing;
    }

    /** The meter has no power: nothing is heard, nothing said, and the wire is to be hung up. */
    void kill() {
        dead = true;
    }

    @Override
    public void receive(byte[] chunk, long nowMs) {
        if (dead) {
            return;
        }
        try {
            inner.receive(chunk, nowMs);
            if (inner.isClosed()) {
                // whatever closed it may have closed the others too
                index.pollPorts(boards);
            }
        } catch (PowerLost lost) {
            index.powerLost(meter, boards, lost, nowMs);
        } catch (FlashFault fault) {
            index.flashFailed(meter, boards, fault, nowMs);
        }
        index.settle(meter, boards, nowMs);
    }

    @Override
    public void wake(long nowMs) {
        if (dead) {
            return;
        }
        try {
            inner.wake(nowMs);
        } catch (PowerLost lost) {
            index.powerLost(meter, boards, lost, nowMs);
        } catch (FlashFault fault) {
            index.flashFailed(meter, boards, fault, nowMs);
        }
        index.settle(meter, boards, nowMs);
    }

    @Override
    public long deadlineMs() {
        return dead ? NEVER : inner.deadlineMs();
    }

    @Override
    public Optional<byte[]> nextOutput() {
        return dead ? Optional.empty() : inner.nextOutput();
    }

    @Override
    public boolean isClosed() {
        return dead || inner.isClosed();
    }

    @Override
    public void lineLost(long nowMs) {
        boards.remove(this);
        index.closed(this);
        if (!dead) {
            dead = true;
            try {
                inner.lineLost(nowMs);
            } catch (PowerLost lost) {
                index.powerLost(meter, boards, lost, nowMs);
            } catch (FlashFault fault) {
                index.flashFailed(meter, boards, fault, nowMs);
            }
        }
        index.settle(meter, boards, nowMs);
    }
}
