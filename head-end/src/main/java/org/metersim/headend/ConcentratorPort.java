package org.metersim.headend;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.wrapper.WrapperDecoder;
import org.metersim.dlms.wrapper.WrapperFrame;
import org.metersim.runtime.Endpoint;

/** One connection of the concentrator: wrapper frames in, answers out. */
final class ConcentratorPort implements Endpoint {

    /** More than any push of ours; a longer one is refused before its bytes are awaited. */
    static final int MAX_APDU_BYTES = 16_384;

    /** A connection on which nothing comes for so long is hung up. */
    static final long IDLE_MS = 180_000;

    /** Answers that wait for a slow concentrator; a meter that sends on all the same is hung up on. */
    private static final int MAX_WAITING = 1_024;

    private static final int SHOWN_BYTES = 64;

    private record Waiting(long dueMs, byte[] bytes) {}

    private final Concentrator concentrator;
    private final long number;
    private final WrapperDecoder decoder = new WrapperDecoder(MAX_APDU_BYTES);
    private final Deque<Waiting> answers = new ArrayDeque<>();
    private long nowMs;
    private long idleAtMs = NEVER;
    private boolean hangsUp;
    private boolean lost;

    ConcentratorPort(Concentrator concentrator, long number) {
        this.concentrator = concentrator;
        this.number = number;
    }

    @Override
    public void receive(byte[] chunk, long nowMs) {
        if (hangsUp || lost) {
            return;
        }
        this.nowMs = nowMs;
        this.idleAtMs = nowMs + IDLE_MS;
        decoder.feed(chunk);
        try {
            for (Optional<WrapperFrame> frame = decoder.next(); frame.isPresent(); frame = decoder.next()) {
                take(frame.get());
            }
        } catch (DecodeException broken) {
            refuse(String.valueOf(broken.getMessage()), chunk);
        }
        if (answers.size() > MAX_WAITING) {
            refuse("answers that wait: " + answers.size() + " (expected: <= " + MAX_WAITING + ")", chunk);
        }
    }

    private void take(WrapperFrame frame) {
        concentrator
                .take(frame.apdu(), number, nowMs)
                .ifPresent(answer -> answers.add(new Waiting(
                        nowMs + concentrator.faults().answerDelayMs(),
                        frame.answer(answer).encode())));
    }

    private void refuse(String reason, byte[] chunk) {
        Octets shown = Octets.of(chunk).slice(0, Math.min(chunk.length, SHOWN_BYTES));
        concentrator.refuseFraming(reason, shown, number, nowMs);
        hangsUp = true;
    }

    @Override
    public void wake(long nowMs) {
        this.nowMs = nowMs;
        if (idleAtMs == NEVER) {
            idleAtMs = nowMs + IDLE_MS;
        }
        hangsUp |= nowMs >= idleAtMs;
    }

    @Override
    public long deadlineMs() {
        return Math.min(idleAtMs, answers.isEmpty() ? NEVER : answers.peek().dueMs());
    }

    @Override
    public Optional<byte[]> nextOutput() {
        if (lost || answers.isEmpty() || answers.peek().dueMs() > nowMs) {
            return Optional.empty();
        }
        return Optional.of(answers.remove().bytes());
    }

    @Override
    public boolean isClosed() {
        return hangsUp;
    }

    @Override
    public void lineLost(long nowMs) {
        if (!lost) {
            lost = true;
            answers.clear();
            concentrator.closed();
        }
    }
}
