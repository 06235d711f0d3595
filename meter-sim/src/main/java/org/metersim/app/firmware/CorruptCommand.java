package org.metersim.app.firmware;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.app.UserFiles;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.metrology.image.SigningKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Breaks an image in one way. */
@Command(
        name = "corrupt",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Breaks an image in one way and makes all else right again, so that exactly one layer refuses it.",
            "",
            "`firmware corrupt --list` shows the ways. Those marked with * sign again and need --key.",
            ""
        })
final class CorruptCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "IMAGE", description = "A good image.")
    private Optional<Path> image = Optional.empty();

    @Option(
            names = "--list",
            description = "Lists the ways: case of docs/negative-cases.md, name, layer that refuses it, exit code.")
    private boolean lists;

    @Option(names = "--mode", paramLabel = "MODE", description = "What to break.")
    private Optional<String> mode = Optional.empty();

    @Option(
            names = "--refix",
            split = ",",
            paramLabel = "LAYER",
            description =
                    "What to make right again: crc, digest, sig (default: what lets exactly one layer refuse it).")
    private Set<Damage.Refix> refix = EnumSet.noneOf(Damage.Refix.class);

    @Mixin
    private KeyOptions key = new KeyOptions();

    @Option(names = "--out", paramLabel = "FILE", description = "The broken image.")
    private Optional<Path> out = Optional.empty();

    @Override
    public Integer call() {
        if (lists) {
            list();
            return ExitCode.OK;
        }
        if (image.isEmpty() || mode.isEmpty() || out.isEmpty()) {
            throw new UserError(ExitCode.USAGE, "IMAGE, --mode MODE and --out FILE (expected: all, or --list)");
        }
        Damage damage = Damage.named(mode.get())
                .orElseThrow(() -> new UserError(
                        ExitCode.USAGE, "--mode: " + mode.get() + " (expected: one of firmware corrupt --list)"));
        UserFiles.writeWhole(out.get(), damaged(damage, image.get()));
        PrintWriter print = spec.commandLine().getOut();
        print.println("image    " + out.get());
        print.println("damage   " + damage.text());
        print.flush();
        return ExitCode.OK;
    }

    private byte[] damaged(Damage damage, Path good) {
        Set<Damage.Refix> repairs = refix.isEmpty() ? damage.usualRefix() : refix;
        Optional<SigningKey> signing = key.signing();
        if (repairs.contains(Damage.Refix.SIG) && signing.isEmpty()) {
            throw new UserError(ExitCode.USAGE, "--key (expected: the key that signs it again)");
        }
        try {
            return damage.to(UserFiles.read(good, ImageFiles.MAX_BYTES), repairs, signing);
        } catch (DecodeException broken) {
            throw new UserError(ExitCode.CONFIGURATION, good + ": no image: " + broken.getMessage());
        }
    }

    private void list() {
        PrintWriter print = spec.commandLine().getOut();
        for (Damage damage : Damage.values()) {
            print.println(String.format(
                    Locale.ROOT,
                    "%2d  %-20s %s %-10s %d  %s",
                    damage.number(),
                    damage.word(),
                    damage.needsKey() ? "*" : " ",
                    damage.refusedAt().word(),
                    ExitCode.of(damage.refusedAt()),
                    damage.text()));
        }
        print.flush();
    }
}
