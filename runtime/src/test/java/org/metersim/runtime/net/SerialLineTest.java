package org.metersim.runtime.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.LineControl;
import org.metersim.runtime.SteppedClock;

/** Both ends of a pseudo terminal in one process: the tool's end is a serial line. */
@EnabledOnOs(OS.LINUX)
@Timeout(20)
class SerialLineTest {

    @TempDir
    private Path folder;

    private final NetLoop loop = new NetLoop("test", new SteppedClock(() -> 0, 1_000_000));
    private final List<String> atMeter = new ArrayList<>();
    private Path link;
    private PseudoTerminal pty;

    @BeforeEach
    void open() throws IOException {
        link = folder.resolve("meter");
        pty = PseudoTerminal.open(new PseudoTerminal.Settings(link, 300), loop, Meter::new);
    }

    @AfterEach
    void close() throws IOException {
        pty.close();
        loop.close();
    }

    /** Notes what it hears and at what rate, and says it back. */
    private final class Meter extends Talker {

        private final LineControl line;

        Meter(LineControl line) {
            this.line = line;
        }

        @Override
        public void receive(byte[] chunk, long nowMs) {
            atMeter.add(line.baudRate() + " " + new String(chunk, StandardCharsets.ISO_8859_1));
            output.add(chunk);
        }
    }

    /** Says one thing at each rate, the next when it heard the last; hangs up after that. */
    private static final class Tool extends Talker {

        final List<String> heard = new ArrayList<>();
        final CompletableFuture<Boolean> lost = new CompletableFuture<>();
        final CompletableFuture<Boolean> done = new CompletableFuture<>();
        private final Queue<Integer> rates;
        private final LineControl line;

        Tool(LineControl line, List<Integer> rates) {
            this.line = line;
            this.rates = new ArrayDeque<>(rates);
            next();
        }

        private void next() {
            Integer rate = rates.poll();
            if (rate == null) {
                done.complete(true);
                return;
            }
            line.setBaudRate(rate);
            output.add(new byte[] {'x'});
        }

        @Override
        public void receive(byte[] chunk, long nowMs) {
            heard.add(new String(chunk, StandardCharsets.ISO_8859_1));
            next();
        }

        @Override
        public void lineLost(long nowMs) {
            lost.complete(true);
        }
    }

    /** The common part: output, and no deadline. */
    private abstract static class Talker implements Endpoint {

        final Queue<byte[]> output = new ArrayDeque<>();
        boolean closed;

        @Override
        public void wake(long nowMs) {
            // waits for bytes alone
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

    private Tool connect(List<Integer> rates) throws IOException {
        CompletableFuture<Tool> made = new CompletableFuture<>();
        SerialLine.open(link, 300, loop, line -> {
            Tool tool = new Tool(line, rates);
            made.complete(tool);
            return tool;
        });
        return made.join();
    }

    // the first byte after a change may have been sent before it; 300 is the meter's own rate
    @Test
    void theMeterHearsEachByteAtTheRateThatTheToolSet() throws Exception {
        Tool tool = connect(List.of(300, 9600, 9600, 19200, 19200));
        tool.done.get(10, TimeUnit.SECONDS);

        assertEquals(List.of("300 x", "300 x", "9600 x", "19200 x", "19200 x"), loop.call(() -> List.copyOf(atMeter)));
    }

    @Test
    void whatLayUnreadFromAnEarlierToolIsThrownAway() throws Exception {
        try (var earlier = new java.io.RandomAccessFile(link.toFile(), "rw")) {
            earlier.write("hello".getBytes(StandardCharsets.US_ASCII));
            byte[] one = new byte[1];
            earlier.readFully(one);
        }
        Tool tool = connect(List.of(300));
        tool.done.get(10, TimeUnit.SECONDS);

        assertEquals(List.of("x"), loop.call(() -> List.copyOf(tool.heard)));
    }

    @Test
    void theToolIsToldWhenTheTerminalIsGone() throws Exception {
        Tool tool = connect(List.of(300));
        tool.done.get(10, TimeUnit.SECONDS);
        pty.close();

        assertTrue(tool.lost.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aHundredToolsOneAfterTheOtherAreServed() throws Exception {
        for (int i = 0; i < 100; i++) {
            Tool tool = connect(List.of(300));
            tool.done.get(10, TimeUnit.SECONDS);
            loop.call(() -> tool.closed = true);
            loop.poll(tool);
        }

        assertEquals(100, loop.call(atMeter::size));
    }

    @Test
    void whatCannotBeOpenedIsSaidInOneLine() throws IOException {
        Path missing = folder.resolve("none");
        Path file = Files.writeString(folder.resolve("file"), "text");

        assertEquals(missing + " does not exist", refusalOf(missing));
        assertEquals(file + " is no terminal", refusalOf(file));
    }

    private String refusalOf(Path path) {
        return assertThrows(IOException.class, () -> SerialLine.open(path, 300, loop, Meter::new))
                .getMessage();
    }
}
