package org.metersim.runtime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** An endpoint in the hands of a test: keeps what it hears with the time, says what it is told to. */
public final class TestEndpoint implements Endpoint {

    /** {@code 12: text}: what was heard or happened, and when. */
    public final List<String> heard = new ArrayList<>();

    private final Queue<byte[]> output = new ArrayDeque<>();
    private boolean echoes;
    private String hangsUpAfter = "";
    private long deadlineMs = NEVER;
    private boolean closed;

    public TestEndpoint echoing() {
        echoes = true;
        return this;
    }

    /** Hangs up when it hears exactly this. */
    public TestEndpoint hangingUpAfter(String text) {
        hangsUpAfter = text;
        return this;
    }

    public TestEndpoint waitingUntil(long atMs) {
        deadlineMs = atMs;
        return this;
    }

    public void say(String text) {
        output.add(text.getBytes(StandardCharsets.US_ASCII));
    }

    public void hangUp() {
        closed = true;
    }

    /** All that was heard of the peer, one after the other. */
    public String text() {
        StringBuilder all = new StringBuilder();
        heard.stream()
                .filter(line -> !line.endsWith("!"))
                .forEach(line -> all.append(line.substring(line.indexOf(' ') + 1)));
        return all.toString();
    }

    @Override
    public void receive(byte[] chunk, long nowMs) {
        String text = new String(chunk, StandardCharsets.ISO_8859_1);
        heard.add(nowMs + ": " + text);
        if (echoes) {
            output.add(chunk);
        }
        closed |= text.equals(hangsUpAfter);
    }

    @Override
    public void wake(long nowMs) {
        if (nowMs >= deadlineMs) {
            deadlineMs = NEVER;
            heard.add(nowMs + ": woken!");
            say("late");
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
        heard.add(nowMs + ": lost!");
    }
}
