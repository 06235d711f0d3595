package org.metersim.app.firmware;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.app.UserFiles;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.metrology.image.Behaviour;
import picocli.CommandLine.Option;

/** What is in an image, and how a simulated meter behaves that runs it. */
final class PayloadOptions {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(KiB|MiB|B?)");
    private static final int MAX_BEHAVIOUR_BYTES = 4_096;

    @Option(names = "--payload", paramLabel = "FILE", description = "The payload.")
    private Optional<Path> file = Optional.empty();

    @Option(names = "--random", description = "A payload of random bytes, the same for the same seed and size.")
    private boolean isRandom;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description = "Bytes of a random payload, as 64KiB or 100000 (default: ${DEFAULT-VALUE}).")
    private String size = "64KiB";

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Seed of a random payload (default: ${DEFAULT-VALUE}).")
    private long seed = 7;

    @Option(
            names = "--behaviour",
            paramLabel = "FILE",
            description = {
                "Put in front of the payload: how a simulated meter behaves that runs it. Lines as",
                "  selfTest: pass | fail | hang | crash-after-5 | pass-on-try-2",
                "  bootSeconds: 5",
                "  reportsVersion: 1.5.0",
                "  confirm: auto | client | never",
                "  breaks: optical, ble, hdlc, registers, clock, crypto-counters"
            })
    private Optional<Path> behaviour = Optional.empty();

    byte[] bytes() {
        if (file.isPresent() == isRandom) {
            throw new UserError(ExitCode.USAGE, "--payload FILE or --random (expected: one of them)");
        }
        byte[] content = file.map(named -> UserFiles.read(named, ImageFiles.MAX_BYTES))
                .orElseGet(() -> random(seed, parse(size)));
        byte[] header = behaviour.map(PayloadOptions::header).orElse(new byte[0]);
        return new ByteWriter(header.length + content.length)
                .bytes(header)
                .bytes(content)
                .toBytes();
    }

    private static byte[] header(Path file) {
        try {
            return Behaviour.header(UserFiles.readText(file, MAX_BEHAVIOUR_BYTES));
        } catch (IllegalArgumentException wrong) {
            throw new UserError(ExitCode.CONFIGURATION, file + ": " + wrong.getMessage());
        }
    }

    static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static int parse(String text) {
        Matcher parts = SIZE.matcher(text);
        long unit = text.endsWith("MiB") ? 1 << 20 : text.endsWith("KiB") ? 1 << 10 : 1;
        if (!parts.matches() || Long.parseLong(parts.group(1)) * unit > ImageFiles.MAX_BYTES) {
            throw new UserError(ExitCode.USAGE, "--size: " + text + " (expected: as 64KiB, at most 64MiB)");
        }
        return (int) (Long.parseLong(parts.group(1)) * unit);
    }
}
