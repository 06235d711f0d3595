package org.metersim.runtime.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.LineControl;
import org.metersim.runtime.SteppedClock;
import org.metersim.runtime.TestEndpoint;

@EnabledOnOs(OS.LINUX)
@Timeout(20)
class PseudoTerminalTest {

    @TempDir
    private Path folder;

    private final NetLoop loop = new NetLoop("test", new SteppedClock(() -> 0, 1_000_000));
    private final List<TestEndpoint> made = new ArrayList<>();
    private final List<Integer> rates = new ArrayList<>();
    private Path link;
    private PseudoTerminal pty;

    /** Echoes, and notes the tool's rate at each chunk. */
    private Endpoint answer(LineControl line) {
        TestEndpoint endpoint = new TestEndpoint().echoing().hangingUpAfter("bye");
        made.add(endpoint);
        return new NotingRates(endpoint, line, rates);
    }

    @BeforeEach
    void open() throws IOException {
        link = folder.resolve("meter");
        pty = PseudoTerminal.open(new PseudoTerminal.Settings(link, 300), loop, this::answer);
    }

    @AfterEach
    void close() throws IOException {
        pty.close();
        loop.close();
    }

    private static void write(RandomAccessFile tool, String text) throws IOException {
        tool.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String read(RandomAccessFile tool, int length) throws IOException {
        byte[] bytes = new byte[length];
        tool.readFully(bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private void setBaud(int baud) throws Exception {
        Process stty = new ProcessBuilder("stty", "-F", link.toString(), Integer.toString(baud))
                .inheritIO()
                .start();
        assertEquals(0, stty.waitFor());
    }

    @Test
    void aToolOpensThePathAndIsAnswered() throws IOException {
        try (RandomAccessFile tool = new RandomAccessFile(link.toFile(), "rw")) {
            write(tool, "/?!\r\n");

            assertEquals("/?!\r\n", read(tool, 5));
        }
    }

    // bytes that a terminal would take for itself: interrupt, end of file, stop, start, carriage return
    @Test
    void everyByteComesThroughAsItIs() throws IOException {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        try (RandomAccessFile tool = new RandomAccessFile(link.toFile(), "rw")) {
            tool.write(all);
            byte[] back = new byte[256];
            tool.readFully(back);

            org.junit.jupiter.api.Assertions.assertArrayEquals(all, back);
        }
    }

    @Test
    void theLineOutlivesTheToolThatClosesIt() throws IOException {
        for (int i = 0; i < 100; i++) {
            try (RandomAccessFile tool = new RandomAccessFile(link.toFile(), "rw")) {
                write(tool, "hello");
                assertEquals("hello", read(tool, 5));
            }
        }
        assertEquals(1, loop.call(made::size));
    }

    @Test
    void theMeterSeesTheRateThatTheToolSets() throws Exception {
        try (RandomAccessFile tool = new RandomAccessFile(link.toFile(), "rw")) {
            for (int baud : new int[] {300, 9600, 9600, 19200, 19200}) {
                setBaud(baud);
                write(tool, "x");
                read(tool, 1);
            }
        }
        // the first byte after a change may have been sent before it; 300 is the meter's own rate
        assertEquals(List.of(300, 300, 9600, 19200, 19200), loop.call(() -> List.copyOf(rates)));
    }

    @Test
    void anAnswerLongerThanTheLineHoldsArrivesWhole() throws IOException {
        String text = "0123456789".repeat(2_000);
        try (RandomAccessFile tool = new RandomAccessFile(link.toFile(), "rw")) {
            write(tool, "x");
            read(tool, 1);
            loop.call(() -> {
                made.get(0).say(text);
                return 0;
            });
            loop.pollAll();

            assertEquals(text, read(tool, text.length()));
        }
    }

    @Test
    void anEndpointThatHangsUpIsReplacedWhenTheNextByteComes() throws IOException {
        try (RandomAccessFile tool = new RandomAccessFile(link.toFile(), "rw")) {
            write(tool, "bye");
            assertEquals("bye", read(tool, 3));

            write(tool, "again");
            assertEquals("again", read(tool, 5));
            assertEquals(2, loop.call(made::size));
        }
    }

    @Test
    void theTerminalIsForItsOwnerAndGroupAlone() throws IOException {
        assertEquals("rw-rw----", PosixFilePermissions.toString(Files.getPosixFilePermissions(pty.terminal())));
    }

    @Test
    void theLinkIsGoneAtTheEnd() throws IOException {
        assertEquals(pty.terminal(), Files.readSymbolicLink(link));

        pty.close();

        assertFalse(Files.exists(link, LinkOption.NOFOLLOW_LINKS));
    }

    @Test
    void aLinkThatAnEndedProcessLeftIsReplaced() throws IOException {
        Path stale = folder.resolve("stale");
        Files.createSymbolicLink(stale, Path.of("/dev/pts/99999"));

        try (PseudoTerminal second = PseudoTerminal.open(new PseudoTerminal.Settings(stale, 300), loop, this::answer)) {
            assertEquals(second.terminal(), Files.readSymbolicLink(stale));
        }
    }

    @Test
    void aMissingFolderIsNotMade() {
        Path nowhere = folder.resolve("deep").resolve("meter");

        IOException refused = assertThrows(
                IOException.class,
                () -> PseudoTerminal.open(new PseudoTerminal.Settings(nowhere, 300), loop, this::answer));
        assertEquals(nowhere + ": no such folder: " + folder.resolve("deep"), refused.getMessage());
        assertTrue(Files.notExists(folder.resolve("deep")));
    }

    @Test
    void aFileOfTheUserIsNotReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("notes"), "mine");

        IOException refused = assertThrows(
                IOException.class,
                () -> PseudoTerminal.open(new PseudoTerminal.Settings(file, 300), loop, this::answer));

        assertEquals(file + " exists and is no link to a terminal", refused.getMessage());
        assertEquals("mine", Files.readString(file));
    }

    /** On the other systems this class does not run; there one line says what to do instead. */
    static class Elsewhere {

        @Test
        @DisabledOnOs(OS.LINUX)
        void oneLineSaysThatItNeedsLinux(@TempDir Path folder) {
            NetLoop loop = new NetLoop("test", new SteppedClock(() -> 0, 0));
            IOException refused = assertThrows(
                    IOException.class,
                    () -> PseudoTerminal.open(
                            new PseudoTerminal.Settings(folder.resolve("meter"), 300),
                            loop,
                            line -> new TestEndpoint()));
            loop.close();

            assertTrue(refused.getMessage().startsWith("pseudo terminals need Linux"));
        }
    }

    private record NotingRates(TestEndpoint inner, LineControl line, List<Integer> rates) implements Endpoint {

        @Override
        public void receive(byte[] chunk, long nowMs) {
            rates.add(line.baudRate());
            inner.receive(chunk, nowMs);
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
        public java.util.Optional<byte[]> nextOutput() {
            return inner.nextOutput();
        }

        @Override
        public boolean isClosed() {
            return inner.isClosed();
        }
    }
}
