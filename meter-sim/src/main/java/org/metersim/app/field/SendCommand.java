package org.metersim.app.field;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.app.UserFiles;
import org.metersim.client.DlmsException;
import org.metersim.client.update.ImageComponent;
import org.metersim.client.update.TransferObject;
import org.metersim.client.update.UpdateImage;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends the blocks of an image as a bad line would: some lost, doubled, out of order, or not to the end. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends an image block by block as a bad line would, lets the meter verify it, and says what it did.",
            "",
            "What the meter lacks after a round is sent again, until it has all. The file goes as it is: a broken one"
                    + " too. For an update that is to succeed there is `field update`.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:sent as asked; the meter's answer to image_verify is printed, whatever it is",
            "2:the command line is wrong",
            "3:the image or the card is wrong",
            "6:the meter did not answer",
            "7:the meter refused the transfer, or is another one than was meant"
        })
public final class SendCommand implements Callable<Integer> {

    private static final int MAX_IMAGE_BYTES = 64 << 20;
    private static final int MAX_BLOCK_BYTES = 0xFFFF;
    private static final int MAX_ROUNDS = 100;
    private static final double MOST_DROPPED = 95;
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,2}(?:\\.\\d{1,3})?)%?");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "IMAGE", description = "The file to send.")
    private Path file = Path.of("");

    @Option(names = "--identifier", paramLabel = "TEXT", description = "image_identifier (default: the image's own).")
    private Optional<String> identifier = Optional.empty();

    @Option(
            names = "--component",
            paramLabel = "metrology|nic|program|bundle",
            description = "What it is for (default: what it says itself, else metrology).")
    private Optional<ImageComponent> component = Optional.empty();

    @Option(names = "--drop", paramLabel = "PERCENT", description = "Loses that many blocks of a round, as 3%%.")
    private String drop = "0%";

    @Option(names = "--dup", description = "Sends each block twice.")
    private boolean doubles;

    @Option(names = "--shuffle", description = "Sends the blocks of a round in random order.")
    private boolean shuffles;

    @Option(names = "--stop-at-block", paramLabel = "K", description = "Ends in front of block K, as if it broke off.")
    private Optional<Integer> stopAt = Optional.empty();

    @Option(names = "--resume", description = "Does not initiate: goes on with what the meter has.")
    private boolean resumes;

    @Option(names = "--pad-last", description = "Pads the last block with zeros to the block size.")
    private boolean pads;

    @Option(names = "--activate", description = "Lets the meter activate it when it was verified.")
    private boolean activates;

    @Option(names = "--seed", paramLabel = "SEED", description = "Of what is random (default: ${DEFAULT-VALUE}).")
    private long seed = 42;

    @Mixin
    private ConnectionOptions options = new ConnectionOptions();

    /** What happened to the blocks of one round. */
    private static final class Round {
        private int sent;
        private int dropped;
        private int refused;
        private boolean stopped;
    }

    @Override
    public Integer call() {
        double percent = percent();
        UpdateImage image = image();
        Random chance = new Random(seed);
        PrintWriter out = spec.commandLine().getOut();
        try (FieldClient meter = FieldClient.connected(options.connection(UpdateCommand.FIRMWARE_SAP))) {
            TransferObject object =
                    new TransferObject(meter.client(), image.component().transfer());
            out.println("seed     " + seed);
            send(object, image, new Loss(percent / 100, chance));
        } catch (DlmsException failed) {
            throw FieldClient.error(failed.failure());
        } finally {
            out.flush();
        }
        return ExitCode.OK;
    }

    private record Loss(double share, Random chance) {

        boolean strikes() {
            return chance.nextDouble() < share;
        }
    }

    private double percent() {
        Matcher number = PERCENT.matcher(drop);
        if (!number.matches() || Double.parseDouble(number.group(1)) > MOST_DROPPED) {
            throw new UserError(ExitCode.USAGE, "--drop: " + drop + " (expected: 0% to 95%)");
        }
        return Double.parseDouble(number.group(1));
    }

    private UpdateImage image() {
        byte[] content = UserFiles.read(file, MAX_IMAGE_BYTES);
        try {
            return UpdateImage.of(content, identifier, component);
        } catch (IllegalArgumentException wrong) {
            throw new UserError(ExitCode.CONFIGURATION, file + ": " + wrong.getMessage());
        }
    }

    private void send(TransferObject object, UpdateImage image, Loss loss) throws DlmsException {
        PrintWriter out = spec.commandLine().getOut();
        long blockBytes = object.blockBytes();
        if (blockBytes < 1 || blockBytes > MAX_BLOCK_BYTES) {
            throw new UserError(ExitCode.REFUSED, "image_block_size: " + blockBytes);
        }
        int count = image.blockCount((int) blockBytes);
        if (!resumes) {
            AccessResult initiated = object.initiate(image.identifier(), image.sizeBytes());
            demand(initiated, "image_transfer_initiate");
        }
        out.println((resumes ? "resumed  " : "begun    ") + count + " blocks of " + blockBytes + " bytes");
        BitSet acknowledged = new BitSet();
        for (int number = 1; number <= MAX_ROUNDS; number++) {
            List<Integer> missing = object.progress().missing(count, acknowledged);
            if (missing.isEmpty()) {
                finish(object);
                return;
            }
            Round round = round(object, image, new Turn(missing, (int) blockBytes, acknowledged), loss);
            out.println("round    " + number + ": " + round.sent + " sent, " + round.dropped + " lost, " + round.refused
                    + " refused");
            if (round.stopped) {
                out.println("stopped  in front of block " + stopAt.orElseThrow());
                return;
            }
        }
        throw new UserError(ExitCode.REFUSED, "blocks stay missing after " + MAX_ROUNDS + " rounds");
    }

    /** What one round has to do. */
    private record Turn(List<Integer> missing, int blockBytes, BitSet acknowledged) {}

    private Round round(TransferObject object, UpdateImage image, Turn turn, Loss loss) throws DlmsException {
        Round round = new Round();
        List<Integer> order = new ArrayList<>(turn.missing());
        if (shuffles) {
            Collections.shuffle(order, loss.chance());
        }
        for (int number : order) {
            round.stopped |= stopAt.filter(stop -> stop == number).isPresent();
            if (round.stopped) {
                return round;
            }
            if (loss.strikes()) {
                round.dropped++;
                continue;
            }
            Octets bytes = padded(image.block(number, turn.blockBytes()), turn.blockBytes());
            for (int copy = 0; copy < (doubles ? 2 : 1); copy++) {
                round.sent++;
                if (object.block(number, bytes) == AccessResult.SUCCESS) {
                    turn.acknowledged().set(number);
                } else {
                    round.refused++;
                }
            }
        }
        return round;
    }

    private Octets padded(Octets bytes, int blockBytes) {
        return pads ? bytes.plus(Octets.of(new byte[blockBytes - bytes.length()])) : bytes;
    }

    private void finish(TransferObject object) throws DlmsException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("verify   " + object.verify());
        if (activates) {
            out.println("activate " + object.activate());
        }
        out.println("status   " + object.status().ordinal());
    }

    private static void demand(AccessResult result, String method) {
        if (result != AccessResult.SUCCESS) {
            throw new UserError(ExitCode.REFUSED, method + ": " + result);
        }
    }
}
