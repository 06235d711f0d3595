package org.metersim.app.run;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metersim.app.BindAddress;
import org.metersim.app.ExitCode;
import org.metersim.app.Interruption;
import org.metersim.app.ListenFailure;
import org.metersim.app.UserError;
import org.metersim.app.UserFiles;
import org.metersim.meter.MeterBuilder;
import org.metersim.meter.Meters;
import org.metersim.meter.StateInUseException;
import org.metersim.metrology.image.TrustStore;
import org.metersim.runtime.journal.Journal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs meters until the user ends it, and says how to connect. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Starts one meter, or many, and prints how to connect.",
            "",
            "One port takes every protocol; the first byte decides: wrapper, HDLC, or the optical sign-on of mode E."
                    + " While it runs it takes commands on standard input; help lists them. Of one meter, standard"
                    + " error says why a client was refused. Ctrl-C ends it.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:ended",
            "2:the command line is wrong",
            "3:the profile, a trusted key or a file is wrong; the line names the place",
            "4:the port or the state directory is in use",
            "5:the operating system does not permit it",
            "130:ended by Ctrl-C, all closed"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  meter-sim run --port 0 --ready-file card.json     a free port, told to programs by a file",
            "  meter-sim run --meters 1000                       127.0.0.1 to 127.0.3.232, each a meter",
            "  meter-sim run --state-dir meter --pty /tmp/probe  its memory survives, and it has a serial port",
            "  meter-sim run --meters 200 --ble tcp:6402         200 meters advertise to a Bluetooth host stack"
        })
public final class RunCommand implements Callable<Integer> {

    private static final int MAX_PORT = 65_535;
    private static final int MAX_METERS = 10_000_000;
    private static final int MAX_PEM_BYTES = 1 << 16;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--profile",
            paramLabel = "NAME|FILE",
            description = "Type of the meters: a built-in name, or a YAML file (default: ${DEFAULT-VALUE}).")
    private String profile = "sim-1p";

    @Option(
            names = "--serial",
            paramLabel = "NUMBER",
            description = "Serial number of the first meter, 0 to 99999999 (default: ${DEFAULT-VALUE}).")
    private long serial = 12345;

    @Option(
            names = "--meters",
            paramLabel = "N",
            description = "How many; serial numbers count up, and meter i answers at the i-th address of 127.0.0.0/8"
                    + " (default: ${DEFAULT-VALUE}).")
    private int count = 1;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "TCP port, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port = 4059;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Address to listen on; 0.0.0.0 for all (default: ${DEFAULT-VALUE}).")
    private String bind = "127.0.0.1";

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Seed of every random choice, printed at start (default: ${DEFAULT-VALUE}).")
    private long seed = 42;

    @Option(
            names = "--pty",
            paramLabel = "PATH",
            description = "Also opens the optical port of the first meter as a pseudo terminal, linked at PATH.")
    private Optional<Path> pty = Optional.empty();

    @Mixin
    private BluetoothOptions bluetooth = new BluetoothOptions();

    @Option(
            names = "--strict-ports",
            description = "Three ports, counting up: wrapper only, HDLC only, optical only; for conformance runs.")
    private boolean strictPorts;

    @Option(
            names = "--trust",
            paramLabel = "PEM",
            description =
                    "Public keys whose images the meters take besides the profile's, or for images of the form cms"
                            + " certificates and revocation lists; may be given more than once.")
    private List<Path> trust = new ArrayList<>();

    @Option(
            names = "--revoke",
            paramLabel = "KEYHASH",
            description = "A key whose images the meters do not take any more, by the hash that `firmware trust list`"
                    + " prints; may be given more than once.")
    private List<String> revoke = new ArrayList<>();

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "Keeps each meter's memory in a file there, which survives the end of the process at any"
                    + " moment; without it memory ends with the process.")
    private Optional<Path> stateDir = Optional.empty();

    @Option(
            names = "--sync",
            description =
                    "With --state-dir: each write waits for the disk, so memory survives the end of the machine, too.")
    private boolean sync;

    @Option(
            names = "--concentrator",
            paramLabel = "HOST:PORT",
            description = "Where the meters push their confirmations, instead of where the profile says.")
    private Optional<String> concentrator = Optional.empty();

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Written, whole, once all listens: JSON with addresses, associations and keys.")
    private Optional<Path> readyFile = Optional.empty();

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Every frame, APDU, internal message and state as a line of JSON.")
    private Optional<Path> trace = Optional.empty();

    @Override
    public Integer call() throws IOException {
        MeterBuilder plan = plan();
        try (Interruption interruption = Interruption.watch();
                Traces traces = new Traces(trace.map(TraceFile::open), bluetooth.capture())) {
            traces.capture().ifPresent(plan::bluetoothTap);
            if (count == 1 || trace.isPresent()) {
                plan.trace(serial -> journal(traces, serial));
            }
            try (Meters meters = open(plan)) {
                announce(meters);
                attend(meters, interruption);
            }
            // said before the interruption is let go: after Ctrl-C the process ends with it
            out().println("bye");
            out().flush();
        }
        return ExitCode.OK;
    }

    /** What a meter's journal goes to. */
    private Journal journal(Traces traces, String serial) {
        Journal trace = traces.file().map(file -> file.of(serial)).orElse(Journal.OFF);
        return count == 1 ? new Hints(spec.commandLine().getErr(), trace) : trace;
    }

    /** The files of what passes, when there are to be some. */
    private record Traces(Optional<TraceFile> file, Optional<CaptureFile> capture) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (file.isPresent()) {
                file.get().close();
            }
            if (capture.isPresent()) {
                capture.get().close();
            }
        }
    }

    private MeterBuilder plan() {
        require("--port", port, 0, strictPorts ? MAX_PORT - 2 : MAX_PORT);
        require("--meters", count, 1, MAX_METERS);
        require("--serial", serial, 0, MeterBuilder.MAX_NUMBER - count + 1);
        MeterBuilder plan =
                Meters.builder().serial(serial).count(count).seed(seed).journal(false);
        plan.bind(BindAddress.of(bind)).port(port).strictPorts(strictPorts);
        if (profile.matches("[A-Za-z0-9-]+") && !Files.exists(Path.of(profile))) {
            plan.profile(profile);
        } else {
            plan.profile(Path.of(profile));
        }
        trust.forEach(file -> plan.trust(publicKeys(file)));
        revoke.forEach(hash -> plan.trust(revocation(hash)));
        pty.ifPresent(plan::pty);
        bluetooth.addTo(plan);
        stateDir.ifPresent(plan::stateDir);
        if (sync) {
            plan.synced();
        }
        concentrator.ifPresent(where -> plan.concentrator(checked(where)));
        return plan;
    }

    private static void require(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new UserError(ExitCode.USAGE, option + ": " + value + " (expected: " + least + " to " + most + ")");
        }
    }

    private static String checked(String hostAndPort) {
        if (!hostAndPort.matches("(\\[[0-9a-fA-F:]+]|[^:\\s]+):\\d{1,5}")) {
            throw new UserError(
                    ExitCode.USAGE, "--concentrator: " + hostAndPort + " (expected: HOST:PORT, as 127.0.0.1:4064)");
        }
        return hostAndPort;
    }

    private static String revocation(String hash) {
        String mark = "revoked: " + hash + "\n";
        try {
            TrustStore.parse(mark);
            return mark;
        } catch (IllegalArgumentException none) {
            throw new UserError(ExitCode.USAGE, "--revoke: " + hash + " (expected: 64 or 96 hexadecimal digits)");
        }
    }

    private static String publicKeys(Path file) {
        String pem = UserFiles.readText(file, MAX_PEM_BYTES);
        try {
            TrustStore.parse(pem);
            return pem;
        } catch (IllegalArgumentException none) {
            throw new UserError(ExitCode.CONFIGURATION, "--trust: " + file + ": " + none.getMessage());
        }
    }

    private Meters open(MeterBuilder plan) {
        try {
            return plan.open();
        } catch (StateInUseException inUse) {
            throw new UserError(ExitCode.IN_USE, "--state-dir: " + inUse.getMessage());
        } catch (IOException failed) {
            throw failure(failed);
        }
    }

    /** A listener says that it could not bind; all else is of files, which name themselves. */
    private UserError failure(IOException failed) {
        if (failed instanceof FileSystemException ofFile && ofFile.getFile() != null) {
            return UserFiles.error(Path.of(ofFile.getFile()), "be written", failed);
        }
        String why = String.valueOf(failed.getMessage());
        boolean ofFiles =
                stateDir.filter(folder -> why.contains(folder.toString())).isPresent()
                        || pty.filter(path -> why.contains(path.toString())).isPresent();
        return ofFiles
                ? new UserError(ExitCode.CONFIGURATION, why)
                : ListenFailure.of(new InetSocketAddress(BindAddress.of(bind), port), failed);
    }

    private void announce(Meters meters) {
        String terminal =
                pty.map(path -> path.toAbsolutePath().normalize().toString()).orElse("");
        Terminals terminals = new Terminals(terminal, bluetooth.pty().orElse(""));
        readyFile.ifPresent(file -> UserFiles.writeWhole(file, new ReadyFile(meters, terminals).json()));
        new ConnectionCard(meters, new ConnectionCard.Listening(terminals, sinceStartMs()))
                .lines()
                .forEach(out()::println);
        out().flush();
    }

    private static long sinceStartMs() {
        return ProcessHandle.current()
                .info()
                .startInstant()
                .map(start -> Duration.between(start, Instant.now()).toMillis())
                .orElse(0L);
    }

    /** Standard input is read aside: reading it cannot be interrupted, and its end ends nothing. */
    private void attend(Meters meters, Interruption interruption) {
        Thread main = Thread.currentThread();
        Thread reader = new Thread(
                () -> {
                    if (!read(meters)) {
                        main.interrupt();
                    }
                },
                "console");
        reader.setDaemon(true);
        reader.start();
        interruption.await();
    }

    private boolean read(Meters meters) {
        try {
            return new Console(meters.meter(0), out()).run(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        } catch (IOException | UncheckedIOException closed) {
            return true;
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
