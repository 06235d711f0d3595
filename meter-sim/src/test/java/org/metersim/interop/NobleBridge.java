package org.metersim.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** noble, a Bluetooth central of somebody else's, as a process: a TCP client of it is a central of a meter. */
final class NobleBridge implements AutoCloseable {

    /** Where {@code .ci/noble} is, with its packages installed; no such test runs without it. */
    static final String FOLDER = "noble.folder";

    private static final long LIMIT_S = 10;

    private final Process process;
    private final JsonNode found;

    private NobleBridge(Process process, JsonNode found) {
        this.process = process;
        this.found = found;
    }

    /** Scans, and connects once. @param hci pseudo terminal of the controller. @param serial of the meter */
    static NobleBridge find(Path hci, String serial) throws IOException {
        Process process = new ProcessBuilder("node", "bridge.js", hci.toString(), serial)
                .directory(Path.of(System.getProperty(FOLDER)).toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null) {
            throw new IOException("noble found no meter " + serial);
        }
        return new NobleBridge(process, JsonMapper.shared().readTree(line));
    }

    /** Names that it heard until it heard the meter's. */
    int seen() {
        return found.path("seen").asInt();
    }

    String name() {
        return found.path("name").asString();
    }

    String address() {
        return found.path("address").asString();
    }

    int mtu() {
        return found.path("mtu").asInt();
    }

    /** Where a TCP client becomes a central of the meter. */
    InetSocketAddress tcp() {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), found.path("port").asInt());
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
