package org.metersim.app.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.headend.ConfirmationJson;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ProfileReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays an update in the field, row by row of the use case. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Plays use case 5, scenario 1, in this process: a tool brings a signed image into a meter through its"
                    + " optical port, the meter restarts on it, and tells the tool and a concentrator.",
            "",
            "Each row is printed when it is reached, from what the meter's journal, the tool and the concentrator saw:"
                    + " its number, who tells whom, and what. Rows 1.1, 1.8, 1.8b and 1.9 need an AMI System.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every row was reached, and all three agree on how it ended",
            "1:a row was not reached in time, or somebody says something else; standard error says which",
            "2:the command line is wrong"
        })
public final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--kind",
            paramLabel = "firmware|program",
            description = "What is brought in: a firmware, or a configuration program (default: firmware).")
    private DemoKind kind = DemoKind.FIRMWARE;

    @Option(
            names = "--break",
            paramLabel = "WHAT",
            description =
                    "Shows an update that fails: crc, signature or model; of a firmware also downgrade and self-test,"
                            + " of a program item.")
    private DemoBreak broken = DemoBreak.NOTHING;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "Seed of every random choice (default: ${DEFAULT-VALUE}).")
    private long seed = 42;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            description = "How long all of it may take (default: ${DEFAULT-VALUE}).")
    private int limitSeconds = 60;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (limitSeconds < 1) {
            throw new UserError(ExitCode.USAGE, "--limit: " + limitSeconds + " (expected: at least 1)");
        }
        if (!kind.has(broken)) {
            throw new UserError(ExitCode.USAGE, "--break: " + broken + " (expected: one that a " + kind + " has)");
        }
        MeterModel profile = ProfileReader.builtin("sim-1p");
        DemoEvidence evidence = new DemoEvidence(kind);
        try (DemoStage stage = new DemoStage(profile, seed, evidence)) {
            DemoImage image = DemoImage.of(profile, kind, broken, seed);
            introduce(stage, image);
            long startMs = System.currentTimeMillis();
            stage.update(image);
            Set<DemoRow> missing = play(evidence, startMs + limitSeconds * 1000L);
            if (!missing.isEmpty()) {
                throw new UserError(ExitCode.FAILED, notReached(missing, evidence));
            }
            conclude(new DemoVerdict(stage, evidence, broken, image), System.currentTimeMillis() - startMs);
        }
        return ExitCode.OK;
    }

    private void introduce(DemoStage stage, DemoImage image) {
        print("use case 5, scenario 1: " + kind + " update of a meter in the field       seed " + seed);
        print("  meter " + stage.meter().serial() + ", profile "
                + stage.meter().profile().name() + ", runs "
                + stage.meter().state().activeFirmware()
                + "       127.0.0.1:" + stage.meter().tcp().getPort());
        print("  concentrator       127.0.0.1:" + stage.concentratorPort());
        print("  image: " + (kind == DemoKind.FIRMWARE ? "metrology " : "program ") + image.version() + ", "
                + image.file().length + " bytes, demo key" + (broken.isGood() ? "" : "; broken on purpose: " + broken));
        print("");
    }

    /** Prints rows as they are reached. @return those that were not, in time or before the tool gave up for nothing */
    private Set<DemoRow> play(DemoEvidence evidence, long untilMs) throws InterruptedException {
        Set<DemoRow> missing = EnumSet.allOf(DemoRow.class);
        while (!missing.isEmpty() && System.currentTimeMillis() < untilMs) {
            long seen = evidence.changes();
            for (DemoRow row : List.copyOf(missing)) {
                boolean isNext = row.after().stream().noneMatch(missing::contains);
                row.shown(evidence, broken).filter(text -> isNext).ifPresent(text -> {
                    print(String.format(
                            Locale.ROOT, "  %-4s %s -> %s%n         %s", row.row(), row.from(), row.to(), text));
                    missing.remove(row);
                });
            }
            if (missing.contains(DemoRow.TRANSFER) && evidence.result().isPresent()) {
                return missing;
            }
            evidence.await(seen, missing.isEmpty() ? 0 : untilMs - System.currentTimeMillis());
        }
        return missing;
    }

    private String notReached(Set<DemoRow> missing, DemoEvidence evidence) {
        String rows = missing.stream().map(DemoRow::row).collect(Collectors.joining(", "));
        String tool = evidence.result()
                .filter(result -> !result.isOk())
                .map(result -> "; the tool says: " + result.verdict())
                .orElse("");
        return "not reached within " + limitSeconds + " s: " + rows + tool;
    }

    private void conclude(DemoVerdict verdict, long tookMs) {
        print("");
        print("  " + verdict.summary());
        print("  " + ConfirmationJson.line(verdict.confirmation()));
        List<String> contradictions = new ArrayList<>(verdict.contradictions());
        if (!contradictions.isEmpty()) {
            throw new UserError(ExitCode.FAILED, String.join("; ", contradictions));
        }
        print("");
        print(String.format(
                Locale.ROOT,
                "rows 1.2 to 1.8a reached in %.1f s; tool, meter and concentrator agree: %s",
                tookMs / 1000.0,
                broken.isGood()
                        ? "OK"
                        : kind == DemoKind.FIRMWARE ? "KO, the old firmware runs" : "KO, nothing is changed"));
    }

    private void print(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
