package org.metersim.runtime.net;

import com.sun.jna.Memory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.LineControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A pseudo terminal: what looks like a serial port to tools on this machine, under a path of the user's choice.
 *
 * <p>The endpoint lives on the loop; a thread of its own waits for bytes. The line never ends when a tool closes it, as
 * a serial port does not. An endpoint that hangs up is replaced when the next byte comes. Linux only.
 */
public final class PseudoTerminal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PseudoTerminal.class);

    /** What waits for a tool that does not read; more is lost, as on a line without flow control. */
    private static final int MAX_PENDING_BYTES = 64 * 1024;

    private static final int CHUNK_BYTES = 4096;
    private static final int POLL_ENTRY_BYTES = 8;
    private static final short READABLE = 0x1;
    private static final short WRITABLE = 0x4;
    private static final Path TERMINALS = Path.of("/dev/pts");

    private final NetLoop loop;
    private final Path link;
    private final Path terminal;
    private final int master;
    private final int slave;
    private final int[] bell;
    private final TerminalRate rate;
    private final Function<LineControl, Endpoint> endpoints;
    private final Queue<byte[]> output = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pendingBytes = new AtomicInteger();
    private final Thread thread;
    private Optional<Endpoint> endpoint = Optional.empty();
    private volatile boolean closing;

    /** The terminal under {@code link}. @param initialBaud rate at which it starts out, both ends */
    public record Settings(Path link, int initialBaud) {}

    private PseudoTerminal(Settings settings, NetLoop loop, Function<LineControl, Endpoint> endpoints)
            throws IOException {
        this.loop = loop;
        this.endpoints = endpoints;
        this.link = settings.link();
        this.rate = new TerminalRate(settings.initialBaud());
        this.master = TerminalCalls.openMaster();
        this.terminal = Path.of(TerminalCalls.slaveName(master));
        // with no slave open at all the master would only get errors
        this.slave = TerminalCalls.openSlave(terminal.toString(), settings.initialBaud());
        this.bell = TerminalCalls.openPipe();
        this.thread = new Thread(this::carry, "pty " + link.getFileName());
        this.thread.setDaemon(true);
    }

    /**
     * Makes the terminal and its link. A link that an ended process left is replaced.
     *
     * @param endpoints makes the endpoint; told how to see the tool's rate
     * @throws IOException one line that says why it cannot be
     */
    public static PseudoTerminal open(Settings settings, NetLoop loop, Function<LineControl, Endpoint> endpoints)
            throws IOException {
        String system = System.getProperty("os.name");
        if (!system.toLowerCase(Locale.ROOT).contains("linux")) {
            throw new IOException("pseudo terminals need Linux, this is " + system
                    + "; use the TCP port, with com0com or socat where a tool wants a serial port");
        }
        Path link = settings.link();
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !isTerminalLink(link)) {
            throw new IOException(link + " exists and is no link to a terminal");
        }
        try {
            PseudoTerminal opened = new PseudoTerminal(settings, loop, endpoints);
            opened.publish();
            opened.thread.start();
            return opened;
        } catch (LinkageError missing) {
            throw new IOException("the native library for pseudo terminals cannot be loaded: " + missing.getMessage());
        }
    }

    private static boolean isTerminalLink(Path link) throws IOException {
        return Files.isSymbolicLink(link) && Files.readSymbolicLink(link).startsWith(TERMINALS);
    }

    private void publish() throws IOException {
        try {
            Files.setPosixFilePermissions(terminal, PosixFilePermissions.fromString("rw-rw----"));
            Files.createDirectories(link.toAbsolutePath().resolveSibling("."));
            Path draft = link.resolveSibling(link.getFileName() + ".new");
            Files.deleteIfExists(draft);
            Files.createSymbolicLink(draft, terminal);
            Files.move(draft, link, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException refused) {
            closeDescriptors();
            throw refused;
        }
    }

    /** Path of the terminal itself, {@code /dev/pts/7}. */
    public Path terminal() {
        return terminal;
    }

    // --- the thread

    private void carry() {
        try (Memory descriptors = new Memory(2 * POLL_ENTRY_BYTES)) {
            byte[] rest = new byte[0];
            byte[] buffer = new byte[CHUNK_BYTES];
            while (!closing) {
                rest = rest.length == 0 ? nextOutput() : rest;
                describe(descriptors, 0, master, rest.length == 0 ? READABLE : (short) (READABLE | WRITABLE));
                describe(descriptors, 1, bell[0], READABLE);
                TerminalCalls.await(descriptors, 2);
                int ready = descriptors.getShort(6);
                if (descriptors.getShort(POLL_ENTRY_BYTES + 6) != 0) {
                    TerminalCalls.readSome(bell[0], new byte[CHUNK_BYTES]);
                }
                if ((ready & WRITABLE) != 0) {
                    rest = send(rest);
                }
                if ((ready & READABLE) != 0) {
                    take(buffer, TerminalCalls.readSome(master, buffer));
                }
            }
        } catch (RejectedExecutionException loopEnded) {
            LOG.debug("pty={} the loop has ended", link);
        }
    }

    private static void describe(Memory descriptors, int index, int fd, short events) {
        descriptors.setInt((long) index * POLL_ENTRY_BYTES, fd);
        descriptors.setShort((long) index * POLL_ENTRY_BYTES + 4, events);
        descriptors.setShort((long) index * POLL_ENTRY_BYTES + 6, (short) 0);
    }

    private byte[] nextOutput() {
        byte[] next = output.poll();
        return next == null ? new byte[0] : next;
    }

    private byte[] send(byte[] bytes) {
        int sent = Math.max(0, TerminalCalls.writeSome(master, bytes));
        pendingBytes.addAndGet(-sent);
        return Arrays.copyOfRange(bytes, sent, bytes.length);
    }

    private void take(byte[] buffer, int count) {
        if (count <= 0) {
            return;
        }
        byte[] chunk = Arrays.copyOf(buffer, count);
        int baud = TerminalCalls.baudRate(master);
        loop.call(() -> {
            rate.seen(baud);
            driver().receive(chunk);
            return chunk.length;
        });
    }

    // --- on the loop

    private EndpointDriver driver() {
        Endpoint present = endpoint.orElseGet(() -> endpoints.apply(rate));
        endpoint = Optional.of(present);
        return loop.driver(present, new Line());
    }

    /** The way out of the endpoint. */
    private final class Line implements EndpointDriver.Outlet {

        @Override
        public void write(byte[] bytes) {
            if (pendingBytes.get() + bytes.length > MAX_PENDING_BYTES) {
                LOG.debug("pty={} nobody reads, {} bytes lost", link, bytes.length);
                return;
            }
            pendingBytes.addAndGet(bytes.length);
            output.add(bytes);
        }

        @Override
        public void flush() {
            ring();
        }

        @Override
        public void close() {
            ring();
            endpoint.ifPresent(loop::remove);
            endpoint = Optional.empty();
        }

        @Override
        public void failed(RuntimeException cause) {
            LOG.error("pty={} endpoint failed, hanging up: this is a bug of ours", link, cause);
            close();
        }
    }

    private void ring() {
        TerminalCalls.writeSome(bell[1], new byte[1]);
    }

    /** Takes the link away and ends the line. */
    @Override
    public void close() throws IOException {
        closing = true;
        ring();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (isTerminalLink(link) && Files.readSymbolicLink(link).equals(terminal)) {
            Files.delete(link);
        }
        closeDescriptors();
    }

    private void closeDescriptors() {
        for (int fd : new int[] {master, slave, bell[0], bell[1]}) {
            TerminalCalls.closeQuietly(fd);
        }
    }
}
