package org.metersim.app.program;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.app.UserFiles;
import org.metersim.app.firmware.KeyOptions;
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
            "0:compiled",
            "2:the command line is wrong",
            "3:the source or a key is wrong; the line names file, line and column"
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
            required = true,
            paramLabel = "FILE",
            description = "The program.")
    private Path out = Path.of("");

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
        Program program = ProgramSource.read(source).program();
        byte[] toBeSigned = ImageBuilder.toBeSigned(imageSpec(program), program.encode());
        byte[] image = key.signing()
                .map(signing -> ImageBuilder.sign(toBeSigned, signing))
                .orElseGet(() -> ImageBuilder.unsigned(toBeSigned));
        UserFiles.writeWhole(out, image);
        PrintWriter print = spec.commandLine().getOut();
        print.println("program  " + program.identifier() + ", "
                + program.items().size() + (program.items().size() == 1 ? " item" : " items"));
        print.println("file     " + out);
        print.println("bytes    " + image.length);
        print.println("sha256   " + Digests.sha256(image));
        print.println("signed   "
                + key.signing().map(signing -> "by " + signing.publicHalf()).orElse("no"));
        print.flush();
        return ExitCode.OK;
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
