package org.metersim.transport.ble.gatt;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.metersim.runtime.Endpoint;

/** Keeps what it hears, and says what a test lets it say. */
final class ScriptedEndpoint implements Endpoint {

    final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    final Queue<byte[]> toSay = new ArrayDeque<>();
    boolean closed;
    boolean lost;

    @Override
    public void receive(byte[] chunk, long nowMs) {
        heard.writeBytes(chunk);
    }

    @Override
    public void wake(long nowMs) {}

    @Override
    public long deadlineMs() {
        return NEVER;
    }

    @Override
    public Optional<byte[]> nextOutput() {
        return Optional.ofNullable(toSay.poll());
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
