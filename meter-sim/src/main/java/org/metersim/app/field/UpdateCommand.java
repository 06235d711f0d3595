package org.metersim.app.field;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metersim.app.ExitCode;
import org.metersim.app.Interruption;
import org.metersim.app.UserError;
import org.metersim.app.UserFiles;
import org.metersim.client.update.ImageComponent;
import org.metersim.client.update.ImageUpdate;
import org.metersim.client.update.UpdateImage;
import org.metersim.client.update.UpdatePatience;
import org.metersim.client.update.UpdatePlan;
import org.metersim.client.update.UpdateResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings an image into a meter and sees it run. */
@Command(
        name = "update",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Brings an image or a program into a meter, lets the meter verify and activate it, and waits until the"
                    + " meter runs it.",
            "",
            "What was interrupted is resumed at the first missing block: run the same command again. A meter that runs"
                    + " this very image already is left as it is.",
            "Progress goes to standard error. The last line on standard output is for scripts:",
            "  result=OK serial=00012345 identifier=1.5.0 update-id=upd-000001",
            "  result=KO serial=00012345 ... phase=verify layer=crc cause=TEXT",
            "identifier is what the meter runs now. phase is connect, transfer, verify, activate, boot, self-test,"
                    + " confirm or, of a program, apply.",
            "Of a program (meter-sim program) a line before says which one was active, and one line an item how it"
                    + " went: `item 3: type-unmatched (12), TEXT`.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the meter runs the image",
            "2:the command line is wrong",
            "3:the image or the card is wrong",
            "6:the meter did not answer, or not in time",
            "7:the meter refused for another reason than the image; or it is another meter",
            "10..23:the meter refused the image: one code a layer, see meter-sim firmware inspect --help",
            "24:the image failed its self-test, the old one runs",
            "25:the image was not confirmed in time, the old one runs",
            "41:the meter refused a program, or an item of it failed; the meter is as it was",
            "42:an item of a program failed, and something that was done before it stays"
        })
final class UpdateCommand implements Callable<Integer> {

    /** Has the right to update. */
    static final int FIRMWARE_SAP = 3;

    private static final int MAX_IMAGE_BYTES = 64 << 20;
    private static final double SHORTEST_POLL_S = 0.01;
    private static final double LONGEST_POLL_S = 60;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "IMAGE", description = "The image, as it goes to the meter.")
    private Path file = Path.of("");

    @Option(
            names = "--identifier",
            paramLabel = "TEXT",
            description = "image_identifier to announce it with (default: its IMAGE_ID, else its version).")
    private Optional<String> identifier = Optional.empty();

    @Option(
            names = "--component",
            paramLabel = "metrology|nic|program|bundle",
            description = "What it is for (default: what it says itself, else metrology).")
    private Optional<ImageComponent> component = Optional.empty();

    @Option(
            names = "--activation-timeout",
            paramLabel = "SECONDS",
            description = "How long the meter may take to run it (default: ${DEFAULT-VALUE}).")
    private int activationTimeout = 600;

    @Option(
            names = "--poll",
            paramLabel = "SECONDS",
            description = "Pause between two looks at a meter that is busy (default: ${DEFAULT-VALUE}).")
    private double poll = 1;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    @Override
    public Integer call() {
        UpdateImage image = image();
        ConnectionOptions.Connection connection = options.connection(FIRMWARE_SAP);
        UpdatePlan plan = new UpdatePlan(image, connection.serial(), patience());
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter out = spec.commandLine().getOut();
        UpdateResult result;
        try (Interruption interruption = Interruption.watch();
                FieldClient meter = FieldClient.of(connection)) {
            interruptThisThreadAt(interruption);
            ProgramWitness witness = new ProgramWitness(UpdateProgress.on(err, image), meter.client());
            result = new ImageUpdate(meter.client(), plan, witness).run();
            if (image.component() == ImageComponent.PROGRAM) {
                witness.lines(result).forEach(out::println);
            }
        }
        out.println(UpdateReport.line(result));
        out.flush();
        return UpdateReport.exitCode(result);
    }

    private UpdatePatience patience() {
        if (activationTimeout < 1) {
            throw new UserError(
                    ExitCode.USAGE, "--activation-timeout: " + activationTimeout + " (expected: at least 1)");
        }
        if (poll < SHORTEST_POLL_S || poll > LONGEST_POLL_S) {
            throw new UserError(ExitCode.USAGE, "--poll: " + poll + " (expected: 0.01 to 60)");
        }
        UpdatePatience usual = UpdatePatience.USUAL;
        return new UpdatePatience((long) (poll * 1000), usual.busyMs(), activationTimeout * 1000L, usual.reconnects());
    }

    /** Ctrl-C ends the update between two answers, and takes leave of the meter. */
    private static void interruptThisThreadAt(Interruption interruption) {
        Thread updating = Thread.currentThread();
        Thread waiting = new Thread(
                () -> {
                    interruption.await();
                    updating.interrupt();
                },
                "update interruption");
        waiting.setDaemon(true);
        waiting.start();
    }

    private UpdateImage image() {
        byte[] content = UserFiles.read(file, MAX_IMAGE_BYTES);
        try {
            return UpdateImage.of(content, identifier, component);
        } catch (IllegalArgumentException wrong) {
            throw new UserError(ExitCode.CONFIGURATION, file + ": " + wrong.getMessage());
        }
    }
}
