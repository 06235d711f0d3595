package org.metersim.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.metersim.profiles.ProfileReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code meter-sim run} as a process of its own, of the classes under test: it can be killed. */
public final class MeterProcess implements AutoCloseable {

    /** The card's last line: all listens, and the ready file is written. */
    private static final String LAST_LINE = "Ctrl-C or quit ends it.";

    private static final long LIMIT_S = 60;

    private final Process process;
    private final BufferedReader out;
    private final Path ready;
    private final Path errors;

    private MeterProcess(Process process, Path ready, Path errors) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.ready = ready;
        this.errors = errors;
    }

    /**
     * Started, and listening.
     *
     * @param folder for its ready file and what it says on standard error
     * @param more options beside {@code --port 0} and {@code --ready-file}
     */
    public static MeterProcess start(Path folder, String... more) throws IOException {
        MeterProcess started = launch(folder, more);
        String line = started.out.readLine();
        while (line != null && !line.endsWith(LAST_LINE)) {
            line = started.out.readLine();
        }
        if (line == null) {
            throw new IOException("it did not start: " + started.errors());
        }
        return started;
    }

    /** Started; perhaps it ends at once. */
    public static MeterProcess launch(Path folder, String... more) throws IOException {
        Path ready = folder.resolve("ready.json");
        Path errors = folder.resolve("errors.txt");
        Files.deleteIfExists(ready);
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "org.metersim.app.Main",
                "run"));
        List<String> options = List.of(more);
        if (!options.contains("--port")) {
            line.addAll(List.of("--port", "0"));
        }
        line.addAll(List.of("--ready-file", ready.toString()));
        line.addAll(options);
        return new MeterProcess(
                new ProcessBuilder(line).redirectError(errors.toFile()).start(), ready, errors);
    }

    /** Profile sim-1p in a file, but its boards restart within 50 ms. */
    public static Path quickProfile(Path folder) throws IOException {
        try (var in = ProfileReader.class.getResourceAsStream("sim-1p.yaml")) {
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(
                    folder.resolve("quick.yaml"),
                    yaml.replace("activation-delay-ms: 2000", "activation-delay-ms: 20")
                            .replace("boot-ms: 5000", "boot-ms: 30"));
        }
    }

    public Path readyFile() {
        return ready;
    }

    public InetSocketAddress tcp() throws IOException {
        JsonNode card = JsonMapper.shared().readTree(Files.readString(ready));
        int port = card.at("/endpoints/tcp/port").asInt();
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The next line on its standard output; waits for it. Null at its end. */
    public String nextOut() {
        try {
            return out.readLine();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** What it said on standard error. */
    public String errors() throws IOException {
        return Files.readString(errors);
    }

    /** Types a line on its standard input. */
    public void type(String line) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    /** Lets it live for a moment. @return false when it ended by itself in that time */
    public boolean lives(long ms) {
        try {
            return !process.waitFor(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** {@code kill -9}; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /** @param signal {@code INT} is Ctrl-C */
    public void signal(String signal) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        try {
            kill.waitFor();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Waits for its end. @return its exit code */
    public int awaitExit() {
        try {
            if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException("it did not end within " + LIMIT_S + " s");
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
