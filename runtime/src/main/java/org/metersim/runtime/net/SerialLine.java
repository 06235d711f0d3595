package org.metersim.runtime.net;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.LineControl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tool's end of a serial port or pseudo terminal: eight bits, no parity, at the rate that the endpoint sets. Closed
 * when the endpoint hangs up. Linux only.
 *
 * <p>The endpoint lives on the loop; a thread of its own waits for bytes.
 */
public final class SerialLine {

    private static final Logger LOG = LoggerFactory.getLogger(SerialLine.class);

    private final Path path;
    private final int descriptor;
    private final TerminalPump pump;
    private final EndpointDriver driver;
    private final NetLoop loop;
    private final Endpoint endpoint;
    private boolean closed;

    /** To be made on the loop. */
    private SerialLine(Path path, int descriptor, NetLoop loop, Function<LineControl, Endpoint> endpoints)
            throws IOException {
        this.path = path;
        this.descriptor = descriptor;
        this.loop = loop;
        this.pump = new TerminalPump(descriptor, path.toString(), new Arriving());
        this.endpoint = endpoints.apply(new Rate());
        this.driver = loop.driver(endpoint, new Line());
    }

    /**
     * Opens the device and lets an endpoint speak on it. What lay in it unread is thrown away.
     *
     * @param baud rate at which it starts out
     * @param endpoints makes the endpoint; told how to change the rate, which takes place after what was sent before
     * @throws IOException one line that says why it cannot be
     */
    public static void open(Path path, int baud, NetLoop loop, Function<LineControl, Endpoint> endpoints)
            throws IOException {
        String system = System.getProperty("os.name");
        if (!system.toLowerCase(Locale.ROOT).contains("linux")) {
            throw new IOException("serial devices need Linux, this is " + system + "; use a TCP target");
        }
        if (!Files.exists(path)) {
            throw new IOException(path + " does not exist");
        }
        if (!Files.isReadable(path) || !Files.isWritable(path)) {
            throw new IOException(path + " may not be read and written by this user");
        }
        int descriptor;
        try {
            descriptor = TerminalCalls.openDevice(path.toString(), baud);
        } catch (LinkageError missing) {
            throw new IOException("the native library for serial devices cannot be loaded: " + missing.getMessage());
        }
        loop.call(() -> {
            SerialLine line = new SerialLine(path, descriptor, loop, endpoints);
            line.pump.start();
            line.driver.poll();
            return line;
        });
    }

    /** What the thread has read goes to the loop, in order. */
    private final class Arriving implements TerminalPump.Taker {

        @Override
        public void take(byte[] chunk) {
            loop.execute(() -> driver.receive(chunk));
        }

        @Override
        public void gone() {
            loop.execute(() -> {
                driver.lineLost();
                end();
            });
        }
    }

    private final class Rate implements LineControl {

        private int baud = ANY_RATE;

        @Override
        public int baudRate() {
            return baud;
        }

        @Override
        public void setBaudRate(int next) {
            baud = next;
            pump.afterThat(() -> TerminalCalls.setBaudRate(descriptor, next));
        }
    }

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
            end();
        }

        @Override
        public void failed(RuntimeException cause) {
            LOG.error("device={} endpoint failed, hanging up: this is a bug of ours", path, cause);
            end();
        }
    }

    /** On the loop, which the thread never waits for. */
    private void end() {
        if (!closed) {
            closed = true;
            loop.remove(endpoint);
            pump.close();
            TerminalCalls.closeQuietly(descriptor);
        }
    }
}
