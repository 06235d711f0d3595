package org.metersim.app.concentrator;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metersim.app.BindAddress;
import org.metersim.app.ExitCode;
import org.metersim.app.Interruption;
import org.metersim.app.ListenFailure;
import org.metersim.app.ProfileArgument;
import org.metersim.app.UserError;
import org.metersim.app.UserFiles;
import org.metersim.headend.Concentrator;
import org.metersim.headend.ConfirmationJournal;
import org.metersim.headend.MeterKeys;
import org.metersim.runtime.SteppedClock;
import org.metersim.runtime.net.NetLoop;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Listens for what meters push, and prints each confirmation of an update on a line. */
@Command(
        name = "concentrator",
        mixinStandardHelpOptions = true,
        description = {
            "Listens for the confirmations that meters push, and prints each as one line of JSON.",
            "",
            "Takes DataNotifications in the DLMS wrapper over TCP, in clear or in general-glo-ciphering, and answers"
                    + " those that want it. Standard output has the confirmations, standard error everything else.",
            "Start a meter with --concentrator 127.0.0.1:4064 to let it push here. Ctrl-C ends it.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "2:the command line is wrong",
            "3:the profile or the journal is wrong",
            "4:the port or the journal is in use",
            "5:the operating system does not permit it",
            "130:ended by Ctrl-C, all closed"
        })
public final class ConcentratorCommand implements Callable<Integer> {

    private static final int MAX_PORT = 65_535;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "TCP port to listen on, 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int port = 4064;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Address to listen on; 0.0.0.0 for all (default: ${DEFAULT-VALUE}).")
    private String bind = "127.0.0.1";

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Written, whole, once it listens: JSON with the address.")
    private Optional<Path> readyFile = Optional.empty();

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description =
                    "Keeps the confirmations, on the disk before their meters are answered; goes on in a file that"
                            + " is there. What was refused stands in FILE.refused.")
    private Optional<Path> journal = Optional.empty();

    @Option(
            names = "--profile",
            paramLabel = "NAME|FILE",
            description = "Profile of the meters, whose keys open their ciphered pushes (default: ${DEFAULT-VALUE}).")
    private String profile = "sim-1p";

    @Option(names = "--demand-ciphering", description = "Refuse pushes in clear.")
    private boolean demandsCiphering;

    @Override
    public Integer call() throws IOException {
        InetSocketAddress address = address();
        MeterKeys keys = MeterKeys.ofProfile(ProfileArgument.read(profile));
        try (Interruption interruption = Interruption.watch();
                PrintedInbox inbox = new PrintedInbox(openJournal(), spec.commandLine());
                NetLoop loop = new NetLoop("concentrator", SteppedClock.system())) {
            Concentrator.Settings settings =
                    new Concentrator.Settings(keys, demandsCiphering, Concentrator.Settings.OPEN.maxKept());
            Concentrator concentrator = new Concentrator(settings, inbox, inbox.earlier());
            NetLoop.Listener listener = listen(loop, address, concentrator);
            ready(listener);
            interruption.await();
            summarize(loop, concentrator);
        }
        return ExitCode.OK;
    }

    private InetSocketAddress address() {
        if (port < 0 || port > MAX_PORT) {
            throw new UserError(ExitCode.USAGE, "--port: " + port + " (expected: 0 to " + MAX_PORT + ")");
        }
        return new InetSocketAddress(BindAddress.of(bind), port);
    }

    private Optional<ConfirmationJournal> openJournal() {
        if (journal.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ConfirmationJournal.open(journal.get()));
        } catch (ConfirmationJournal.InUseException inUse) {
            throw new UserError(ExitCode.IN_USE, String.valueOf(inUse.getMessage()));
        } catch (IllegalArgumentException foreign) {
            throw new UserError(ExitCode.CONFIGURATION, String.valueOf(foreign.getMessage()));
        } catch (IOException failed) {
            throw UserFiles.error(journal.get(), "be written", failed);
        }
    }

    private static NetLoop.Listener listen(NetLoop loop, InetSocketAddress address, Concentrator concentrator) {
        try {
            return loop.listen(address, local -> concentrator.accept());
        } catch (IOException failed) {
            throw ListenFailure.of(address, failed);
        }
    }

    private void ready(NetLoop.Listener listener) {
        String host = listener.address().getAddress().getHostAddress();
        readyFile.ifPresent(file -> {
            ObjectNode json = JsonMapper.shared().createObjectNode();
            json.putObject("endpoints").putObject("tcp").put("host", host).put("port", listener.port());
            UserFiles.writeWhole(file, JsonMapper.shared().writeValueAsString(json) + "\n");
        });
        PrintWriter err = spec.commandLine().getErr();
        err.println("concentrator listens on " + host + ":" + listener.port() + ", Ctrl-C ends it");
        err.flush();
    }

    private void summarize(NetLoop loop, Concentrator concentrator) {
        String counts = loop.call(() -> concentrator.confirmations().size() + " confirmations, "
                + concentrator.repeats() + " sent again, " + concentrator.refused() + " refused");
        spec.commandLine().getErr().println(counts);
        spec.commandLine().getErr().flush();
    }
}
