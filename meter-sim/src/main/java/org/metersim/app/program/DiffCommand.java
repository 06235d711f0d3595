package org.metersim.app.program;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metersim.app.ExitCode;
import org.metersim.app.ProfileArgument;
import org.metersim.app.UserError;
import org.metersim.app.field.ConfigurationText;
import org.metersim.app.field.ConnectionOptions;
import org.metersim.app.field.FieldClient;
import org.metersim.client.configure.ConfigurationPlan;
import org.metersim.client.configure.ConfigurationReport;
import org.metersim.client.configure.Configurator;
import org.metersim.metrology.program.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what changes between two programs, or between a meter and a program. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Says what changes from program A to program B; or, with a meter, what program A would change there. Either"
                    + " may be compiled (.fwi) or a source (.yaml). The meter is only read.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing differs; the meter has all the program's values",
            "2:the command line is wrong",
            "3:a program, the card or the profile is wrong",
            "6:the meter did not answer",
            "7:the meter refused; or it is another meter",
            "40:something differs, or would be changed",
            "41:an item cannot be carried out: what it expects or checks is not so"
        })
final class DiffCommand implements Callable<Integer> {

    /** Has the right to read and write. */
    private static final int MANAGEMENT_SAP = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..2", paramLabel = "A [B]", description = "The programs.")
    private List<Path> files = List.of();

    @Option(names = "--profile", paramLabel = "NAME|FILE", description = "Names the objects (default: none are named).")
    private Optional<String> profile = Optional.empty();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Override
    public Integer call() {
        if (files.size() == 2 == connection.isGiven()) {
            throw new UserError(ExitCode.USAGE, "A and B, or A with --target or --card (expected: one of the two)");
        }
        Program first = ProgramFile.read(files.get(0));
        return files.size() == 2 ? compare(first, ProgramFile.read(files.get(1))) : compareWithMeter(first);
    }

    private int compare(Program first, Program second) {
        List<String> lines = new ProgramDiff(new ProgramText(profile.map(ProfileArgument::read))).lines(first, second);
        PrintWriter out = spec.commandLine().getOut();
        lines.forEach(out::println);
        out.flush();
        return lines.isEmpty() ? ExitCode.OK : ExitCode.DIFFERENT;
    }

    private int compareWithMeter(Program program) {
        ConfigurationPlan plan = new ConfigurationPlan(ClientItems.of(program.items()), false, false, false);
        ConfigurationReport report;
        try (FieldClient meter = FieldClient.connected(connection.connection(MANAGEMENT_SAP))) {
            report = new Configurator(meter.client(), plan).look();
        }
        report.failure().ifPresent(failure -> {
            throw FieldClient.error(failure);
        });
        PrintWriter out = spec.commandLine().getOut();
        ConfigurationText.lines(report).forEach(out::println);
        out.flush();
        if (!report.isOk()) {
            return ExitCode.ITEM_FAILED;
        }
        return report.wouldChange() ? ExitCode.DIFFERENT : ExitCode.OK;
    }
}
