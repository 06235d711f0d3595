package org.metersim.nic.push;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.Hex;
import org.metersim.runtime.Endpoint;

/** The far end of one wire that was dialled: keeps what comes, and says what it was told to say, byte for byte. */
final class TestListener implements Endpoint {

    /** Hang up instead of answering. */
    static final String HANG_UP = "hang up";

    /** Answer nothing. */
    static final String SILENCE = "";

    private final List<String> received;
    private final String answer;
    private final Deque<byte[]> output = new ArrayDeque<>();
    private boolean closed;

    /** @param answer in hex, to each chunk; {@link #HANG_UP}; or {@link #SILENCE} */
    TestListener(List<String> received, String answer) {
        this.received = received;
        this.answer = answer;
    }

    @Override
    public void receive(byte[] chunk, long nowMs) {
        received.add(Hex.compact(chunk));
        if (answer.equals(HANG_UP)) {
            closed = true;
        } else if (!answer.equals(SILENCE)) {
            output.add(Hex.bytes(answer));
        }
    }

    @Override
    public void wake(long nowMs) {
        // it waits for nothing
    }

    @Override
    public long deadlineMs() {
        return NEVER;
    }

    @Override
    public Optional<byte[]> nextOutput() {
        return Optional.ofNullable(output.poll());
    }

    @Override
    public boolean isClosed() {
        return closed;
    }
}
