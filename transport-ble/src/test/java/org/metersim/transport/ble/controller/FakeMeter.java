package org.metersim.transport.ble.controller;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import org.metersim.dlms.codec.Octets;
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.LongTermKey;
import org.metersim.transport.ble.Peripheral;
import org.metersim.transport.ble.l2cap.L2capFrame;

/** A meter's end of a link: answers Exchange MTU with 247, and a Write Command with a notification of the same. */
final class FakeMeter implements Peripheral {

    private static final int MTU_REQUEST = 0x02;
    private static final int WRITE_COMMAND = 0x52;
    private static final Octets MTU_RESPONSE = Octets.parse("03 F7 00");
    private static final Octets NOTIFICATION = Octets.parse("1B");

    final List<L2capFrame> received = new ArrayList<>();
    final Queue<L2capFrame> output = new ArrayDeque<>();
    Optional<LongTermKey> key = Optional.empty();
    OptionalInt lostReason = OptionalInt.empty();
    boolean encrypted;
    boolean closed;
    int losses;

    @Override
    public void receive(L2capFrame frame, long nowMs) {
        received.add(frame);
        Octets payload = frame.payload();
        if (frame.channel() == L2capFrame.ATTRIBUTE_PROTOCOL && !payload.isEmpty()) {
            if (payload.at(0) == MTU_REQUEST) {
                output.add(new L2capFrame(frame.channel(), MTU_RESPONSE));
            } else if (payload.at(0) == WRITE_COMMAND) {
                output.add(new L2capFrame(frame.channel(), NOTIFICATION.plus(payload.slice(1, payload.length()))));
            }
        }
    }

    @Override
    public void wake(long nowMs) {}

    @Override
    public long deadlineMs() {
        return Endpoint.NEVER;
    }

    @Override
    public Optional<L2capFrame> nextOutput() {
        return Optional.ofNullable(output.poll());
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void lost(int reason, long nowMs) {
        lostReason = OptionalInt.of(reason);
        losses++;
    }

    @Override
    public Optional<LongTermKey> longTermKey(long random, int diversifier) {
        return random == 0 && diversifier == 0 ? key : Optional.empty();
    }

    @Override
    public void encrypted(LongTermKey by, long nowMs) {
        encrypted = true;
    }
}
