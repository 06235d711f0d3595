package org.metersim.runtime.wire;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.Journal;

/** An endpoint behind a bad line: what comes in and goes out passes {@link LineFaults}. */
public final class FaultyLine implements Endpoint {

    private record Late(byte[] bytes, long dueMs) {}

    private final Endpoint inner;
    private final LineFaults faults;
    private final Journal journal;
    private final Queue<Late> inward = new ArrayDeque<>();
    private final Queue<Late> outward = new ArrayDeque<>();
    private long nowMs;

    public FaultyLine(Endpoint inner, LineFaults faults, Journal journal) {
        this.inner = inner;
        this.faults = faults;
        this.journal = journal;
    }

    @Override
    public void receive(byte[] chunk, long nowMs) {
        this.nowMs = nowMs;
        if (faults.isQuiet() && inward.isEmpty()) {
            inner.receive(chunk, nowMs);
            return;
        }
        faults.pass(chunk, journal, nowMs).ifPresent(rest -> inward.add(new Late(rest, nowMs + faults.delayMs())));
        deliver(nowMs);
    }

    @Override
    public void wake(long nowMs) {
        this.nowMs = nowMs;
        deliver(nowMs);
        inner.wake(nowMs);
    }

    private void deliver(long nowMs) {
        while (!inward.isEmpty() && inward.peek().dueMs() <= nowMs) {
            inner.receive(inward.remove().bytes(), nowMs);
        }
    }

    @Override
    public long deadlineMs() {
        long deadline = inner.deadlineMs();
        deadline =
                inward.isEmpty() ? deadline : Math.min(deadline, inward.peek().dueMs());
        return outward.isEmpty() ? deadline : Math.min(deadline, outward.peek().dueMs());
    }

    @Override
    public Optional<byte[]> nextOutput() {
        Optional<byte[]> frame = inner.nextOutput();
        while (frame.isPresent()) {
            if (faults.isQuiet() && outward.isEmpty()) {
                return frame;
            }
            faults.pass(frame.get(), journal, nowMs)
                    .ifPresent(rest -> outward.add(new Late(rest, nowMs + faults.delayMs())));
            frame = inner.nextOutput();
        }
        boolean due = !outward.isEmpty() && outward.peek().dueMs() <= nowMs;
        return due ? Optional.of(outward.remove().bytes()) : Optional.empty();
    }

    @Override
    public boolean isClosed() {
        return inner.isClosed() && outward.isEmpty();
    }

    @Override
    public void lineLost(long nowMs) {
        inner.lineLost(nowMs);
    }
}
