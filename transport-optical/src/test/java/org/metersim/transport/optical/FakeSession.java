package org.metersim.transport.optical;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.metersim.dlms.codec.Hex;
import org.metersim.runtime.Endpoint;

/** An inner endpoint that notes what it is told and says what it is given. */
final class FakeSession implements Endpoint {

    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final Queue<byte[]> output = new ArrayDeque<>();
    private boolean closed;
    private boolean lost;
    private int wakes;
    private long deadlineMs = NEVER;

    String heard() {
        String text = Hex.of(heard.toByteArray());
        heard.reset();
        return text;
    }

    void say(String hex) {
        output.add(Hex.bytes(hex));
    }

    void close() {
        closed = true;
    }

    void waitUntil(long nextMs) {
        deadlineMs = nextMs;
    }

    boolean isLost() {
        return lost;
    }

    int wakes() {
        return wakes;
    }

    @Override
    public void receive(byte[] chunk, long nowMs) {
        heard.writeBytes(chunk);
    }

    @Override
    public void wake(long nowMs) {
        wakes++;
        if (nowMs >= deadlineMs) {
            deadlineMs = NEVER;
            say("7E 7E");
        }
    }

    @Override
    public long deadlineMs() {
        return deadlineMs;
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
        lost = true;
    }
}
