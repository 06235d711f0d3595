package org.metersim.runtime.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
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

    private static final Path TERMINALS = Path.of("/dev/pts");

    private final NetLoop loop;
    private final Path link;
    private final Path terminal;
    private final int master;
    private final int slave;
    private final TerminalRate rate;
    private final Function<LineControl, Endpoint> endpoints;
    private final TerminalPump pump;
    private Optional<Endpoint> endpoint = Optional.empty();

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
        this.pump = new TerminalPump(master, String.valueOf(link.getFileName()), new Arriving());
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
        Path folder = link.toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException(link + ": no such folder: " + folder);
        }
        try {
            PseudoTerminal opened = new PseudoTerminal(settings, loop, endpoints);
            opened.publish();
            opened.pump.start();
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
            Path draft = link.resolveSibling(link.getFileName() + ".new");
            Files.deleteIfExists(draft);
            Files.createSymbolicLink(draft, terminal);
            Files.move(draft, link, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException refused) {
            pump.close();
            closeDescriptors();
            throw refused;
        }
    }

    /** Path of the terminal itself, {@code /dev/pts/7}. */
    public Path terminal() {
        return terminal;
    }

    /** What a tool wrote, with the rate at which it did. */
    private final class Arriving implements TerminalPump.Taker {

        @Override
        public void take(byte[] chunk) {
            int baud = TerminalCalls.baudRate(master);
            loop.call(() -> {
                rate.seen(baud);
                driver().receive(chunk);
                return chunk.length;
            });
        }

        @Override
        public void gone() {
            LOG.warn("pty={} the terminal is gone", link);
        }
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
            pump.write(bytes);
        }

        @Override
        public void flush() {
            pump.flush();
        }

        @Override
        public void close() {
            pump.flush();
            endpoint.ifPresent(closed -> {
                loop.driver(closed, this).lineLost();
                loop.remove(closed);
            });
            endpoint = Optional.empty();
        }

        @Override
        public void failed(RuntimeException cause) {
            LOG.error("pty={} endpoint failed, hanging up: this is a bug of ours", link, cause);
            close();
        }
    }

    /** Takes the link away and ends the line. */
    @Override
    public void close() throws IOException {
        pump.close();
        if (isTerminalLink(link) && Files.readSymbolicLink(link).equals(terminal)) {
            Files.delete(link);
        }
        closeDescriptors();
    }

    private void closeDescriptors() {
        TerminalCalls.closeQuietly(master);
        TerminalCalls.closeQuietly(slave);
    }
}
