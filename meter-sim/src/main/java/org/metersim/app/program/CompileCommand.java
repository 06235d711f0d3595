package org.metersim.app.program;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metersim.app.ExitCode;
import org.metersim.app.ProfileArgument;
import org.metersim.app.UserError;
import org.metersim.app.UserFiles;
import org.metersim.app.field.UpdateReport;
import org.metersim.app.firmware.KeyOptions;
import org.metersim.client.update.UpdateVerdict;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.Digests;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageSpec;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.program.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compiles a source to a program in a signed container. */
@Command(
        name = "compile",
        sortOptions = false,
        description = {
            "Compiles a program from its source (YAML) into the container that a meter takes (.fwi, component 2).",
            "",
            "The same source, key and options give the same bytes. Without a key it is unsigned, to be signed by"
                    + " `firmware sign`.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:compiled; with --dry-run: the meter takes it",
            "2:the command line is wrong",
            "3:the source or a key is wrong; the line names file, line and column",
            "10..23, 41:of --dry-run: the meter refuses it, as with `field update`"
        })
final class CompileCommand implements Callable<Integer> {

    private static final long MAX_COUNTER = 0xFFFF_FFFFL;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    // not the standard options: --version is the container's here
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    @Parameters(paramLabel = "SOURCE", description = "The source, YAML.")
    private Path source = Path.of("");

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "The program.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--dry-run",
            description = {
                "Writes nothing: a simulated meter of --profile, as it left the factory, takes the program, and what it"
                        + " says of each item is told by the item's place in the source. What must be active before,"
                        + " and a date, are left out."
            })
    private boolean dry;

    @Option(
            names = "--profile",
            paramLabel = "NAME|FILE",
            description = "Profile of the meter of --dry-run (default: ${DEFAULT-VALUE}).")
    private String profile = "sim-1p";

    @Mixin
    private KeyOptions key = new KeyOptions();

    @Option(names = "--vendor", paramLabel = "DOMAIN", description = "Whose meter (default: ${DEFAULT-VALUE}).")
    private String vendor = "meter-sim.example";

    @Option(names = "--model", paramLabel = "NAME", description = "Meter type (default: the source's model).")
    private Optional<String> model = Optional.empty();

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "Version of the container (default: 0.0.0+N, N being the program's version).")
    private Optional<String> version = Optional.empty();

    @Option(
            names = "--security-counter",
            paramLabel = "N",
            description = "Anti-rollback counter; a meter takes none below its own (default: ${DEFAULT-VALUE}).")
    private long securityCounter = 1;

    @Override
    public Integer call() {
        if (out.isPresent() == dry) {
            throw new UserError(ExitCode.USAGE, "--out FILE or --dry-run (expected: one of them)");
        }
        ProgramSource read = ProgramSource.read(source);
        Program program = read.program();
        return dry ? rehearse(read, program) : compile(program, out.orElseThrow());
    }

    private int compile(Program program, Path file) {
        byte[] toBeSigned = ImageBuilder.toBeSigned(imageSpec(program), program.encode());
        byte[] image = key.signing()
                .map(signing -> ImageBuilder.sign(toBeSigned, signing))
                .orElseGet(() -> ImageBuilder.unsigned(toBeSigned));
        UserFiles.writeWhole(file, image);
        PrintWriter print = spec.commandLine().getOut();
        print.println("program  " + program.identifier() + ", "
                + program.items().size() + (program.items().size() == 1 ? " item" : " items"));
        print.println("file     " + file);
        print.println("bytes    " + image.length);
        print.println("sha256   " + Digests.sha256(image));
        print.println("signed   "
                + key.signing().map(signing -> "by " + signing.publicHalf()).orElse("no"));
        print.flush();
        return ExitCode.OK;
    }

    private int rehearse(ProgramSource read, Program program) {
        Rehearsal rehearsal = Rehearsal.of(program, ProfileArgument.read(profile), imageSpec(program));
        PrintWriter print = spec.commandLine().getOut();
        if (rehearsal.result().isOk()) {
            print.println("program  " + program.identifier() + ": a meter of " + profile + " takes it");
            print.flush();
            return ExitCode.OK;
        }
        UpdateVerdict verdict = rehearsal.result().verdict();
        rehearsal.items().stream()
                .filter(item -> item.isFailed() && item.index() > 0)
                .forEach(
                        item -> print.println(read.items().get(item.index() - 1).place() + ": " + item));
        print.flush();
        throw new UserError(
                UpdateReport.exitCode(rehearsal.result()),
                read.place() + ": " + verdict.layer() + ": " + verdict.cause());
    }

    private ImageSpec imageSpec(Program program) {
        if (securityCounter < 0 || securityCounter > MAX_COUNTER) {
            throw new UserError(
                    ExitCode.USAGE, "--security-counter: " + securityCounter + " (expected: 0 to " + MAX_COUNTER + ")");
        }
        return new ImageSpec(
                UpdateKind.PROGRAM.ordinal(),
                vendor,
                model.orElse(program.header().model()),
                version.map(CompileCommand::version)
                        .orElse(new ImageVersion(0, 0, 0, program.header().version())),
                securityCounter,
                Optional.empty(),
                Octets.ascii(program.identifier()),
                Optional.empty());
    }

    private static ImageVersion version(String text) {
        try {
            return ImageVersion.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new UserError(ExitCode.USAGE, "--version: " + wrong.getMessage());
        }
    }
}
