package org.metersim.app.program;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metersim.app.ExitCode;
import org.metersim.app.UserFiles;
import org.metersim.app.firmware.ImageFiles;
import org.metersim.app.firmware.Inspection;
import org.metersim.app.firmware.MeterOptions;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.ImageContainer;
import org.metersim.metrology.image.ImageReport;
import org.metersim.metrology.program.Program;
import org.metersim.profiles.MeterModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a program does, and checks its container as a meter would. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says what a program is and does, and checks its container layer by layer, as `firmware inspect` does.",
            "",
            "The profile also names the objects. What a program says is to be believed when the signature is good.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:a meter takes the container",
            "2:the command line is wrong",
            "3:the file cannot be read",
            "10..23:the container is refused: one code a layer, see meter-sim firmware inspect --help",
            "12:also: it is no program"
        })
final class InspectProgramCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The program, compiled.")
    private Path file = Path.of("");

    @Mixin
    private MeterOptions meter = new MeterOptions();

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    /** What is in the payload: a program, or why there is none. */
    private record Content(Optional<Program> program, String complaint) {

        static Content of(ImageReport report) {
            Optional<ImageContainer> container = report.container();
            if (container.isEmpty()) {
                return new Content(Optional.empty(), "");
            }
            try {
                return new Content(
                        Optional.of(ProgramFile.decode(container.get().payload())), "");
            } catch (DecodeException broken) {
                return new Content(Optional.empty(), "no program: " + broken.getMessage());
            }
        }
    }

    @Override
    public Integer call() {
        byte[] bytes = UserFiles.read(file, ImageFiles.MAX_BYTES);
        ImageReport report = meter.verify(bytes);
        Content content = Content.of(report);
        Inspection inspection = new Inspection(file, Octets.of(bytes), report);
        PrintWriter out = spec.commandLine().getOut();
        Optional<MeterModel> names = Optional.of(meter.model());
        if (json) {
            var whole = inspection.toJson();
            content.program().ifPresent(program -> whole.set("program", new ProgramJson(names).of(program)));
            if (!content.complaint().isEmpty()) {
                whole.put("complaint", content.complaint());
            }
            out.println(whole);
        } else {
            content.program()
                    .ifPresent(program -> new ProgramText(names).lines(program).forEach(out::println));
            out.print(inspection.toText());
            if (!content.complaint().isEmpty()) {
                out.println(content.complaint());
            }
        }
        out.flush();
        boolean noProgram =
                inspection.exitCode() == ExitCode.OK && content.program().isEmpty();
        return noProgram ? ExitCode.of(org.metersim.metrology.image.ImageLayer.STRUCTURE) : inspection.exitCode();
    }
}
