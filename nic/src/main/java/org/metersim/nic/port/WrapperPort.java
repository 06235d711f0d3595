package org.metersim.nic.port;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.wrapper.WrapperDecoder;
import org.metersim.dlms.wrapper.WrapperFrame;

/** One TCP connection to the meter with the wrapper: several clients may speak on it. IEC 62056-4-7. */
public final class WrapperPort implements CardPort {

    static final String NAME = "wrapper";

    private static final int HDLC_FLAG = 0x7E;

    private final Inside inside;
    private final Conversations conversations;
    private final FrameJournal journal;
    private final WrapperDecoder decoder = new WrapperDecoder(PortLimits.MAX_APDU_BYTES);
    private final Queue<byte[]> output = new ArrayDeque<>(2);
    private final long inactivityMs;
    private long lastActivityMs;
    private boolean closed;

    public WrapperPort(Inside inside, long nowMs) {
        this.inside = inside;
        this.conversations = new Conversations(inside, NAME);
        this.journal = new FrameJournal(inside.card(), NAME, 0);
        this.inactivityMs = PortLimits.tcpInactivityMs(inside.settings());
        this.lastActivityMs = nowMs;
    }

    @Override
    public void receive(byte[] chunk, long nowMs) {
        if (closed) {
            return;
        }
        lastActivityMs = nowMs;
        decoder.feed(chunk);
        try {
            Optional<WrapperFrame> frame = decoder.next();
            while (frame.isPresent() && !closed) {
                take(frame.get(), nowMs);
                frame = decoder.next();
            }
        } catch (DecodeException broken) {
            boolean isHdlc = chunk.length > 0 && chunk[0] == HDLC_FLAG;
            String hint = isHdlc ? ": this is HDLC on a wrapper port, set the interface to wrapper" : "";
            inside.card().hint(NAME + " hung up: " + broken.getMessage() + hint, nowMs);
            drop(nowMs);
        }
        inside.afterwards().accept(nowMs);
    }

    private void take(WrapperFrame frame, long nowMs) {
        journal.received(frame, nowMs);
        if (frame.destination() != PortLimits.MANAGEMENT_SAP) {
            inside.card()
                    .hint(
                            NAME + " passed over a frame to logical device " + frame.destination()
                                    + " (the meter has 1)",
                            nowMs);
            return;
        }
        byte[] answer = conversations.answer(frame.source(), frame.apdu().toBytes(), nowMs);
        if (answer.length > 0) {
            WrapperFrame back = frame.answer(answer);
            journal.sent(back, nowMs);
            output.add(back.encode());
        }
    }

    @Override
    public void wake(long nowMs) {
        if (!closed && nowMs >= deadlineMs()) {
            inside.card().hint(NAME + " hung up: inactivity time-out of " + inactivityMs + " ms", nowMs);
            drop(nowMs);
        }
    }

    @Override
    public long deadlineMs() {
        return closed ? NEVER : lastActivityMs + inactivityMs;
    }

    @Override
    public Optional<byte[]> nextOutput() {
        return Optional.ofNullable(output.poll());
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void lineLost(long nowMs) {
        drop(nowMs);
    }

    @Override
    public void drop(long nowMs) {
        if (!closed) {
            closed = true;
            conversations.allLost(nowMs);
        }
    }
}
