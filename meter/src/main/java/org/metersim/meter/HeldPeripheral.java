package org.metersim.meter;

import java.util.Optional;
import org.metersim.transport.ble.LongTermKey;
import org.metersim.transport.ble.Peripheral;
import org.metersim.transport.ble.l2cap.L2capFrame;

/**
 * The peripheral of a meter that a central holds. A power cut that strikes while it writes to the meter's memory is
 * caught here; when the connection is gone, {@code release} lets others connect.
 */
record HeldPeripheral(Peripheral inner, MeterIndex index, int meter, Runnable release) implements Peripheral {

    @Override
    public void receive(L2capFrame frame, long nowMs) {
        index.attempt(meter, nowMs, () -> inner.receive(frame, nowMs));
    }

    @Override
    public void wake(long nowMs) {
        inner.wake(nowMs);
    }

    @Override
    public long deadlineMs() {
        return inner.deadlineMs();
    }

    @Override
    public Optional<L2capFrame> nextOutput() {
        return inner.nextOutput();
    }

    @Override
    public boolean isClosed() {
        return inner.isClosed();
    }

    @Override
    public void lost(int reason, long nowMs) {
        release.run();
        inner.lost(reason, nowMs);
    }

    @Override
    public Optional<LongTermKey> longTermKey(long random, int diversifier) {
        return inner.longTermKey(random, diversifier);
    }

    @Override
    public void encrypted(LongTermKey key, long nowMs) {
        index.attempt(meter, nowMs, () -> inner.encrypted(key, nowMs));
    }
}
