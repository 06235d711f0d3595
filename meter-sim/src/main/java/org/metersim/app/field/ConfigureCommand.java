package org.metersim.app.field;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.app.program.ClientItems;
import org.metersim.app.program.ProgramSource;
import org.metersim.app.program.Requirements;
import org.metersim.client.DlmsException;
import org.metersim.client.configure.ConfigurationPlan;
import org.metersim.client.configure.ConfigurationReport;
import org.metersim.client.configure.Configurator;
import org.metersim.client.update.MeterReadings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Brings values into a meter one by one, by this client. */
@Command(
        name = "configure",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Brings values, actions and checks into a meter, item by item, over an ordinary association.",
            "",
            "SOURCE is that of a program, or its `items:` alone. All that it will change is read first; when that shows"
                    + " that an item cannot succeed, nothing is sent. Stops at the first item that fails.",
            "The meter knows nothing of the whole: a client that dies leaves the meter half way. A program"
                    + " (`meter-sim program`, `field update`) is taken whole or not at all.",
            "One line an item; the last line is for scripts:",
            "  result=OK serial=00012345 items=3",
            "  result=KO serial=00012345 items=3 failed=2 changed=no cause=TEXT",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all was done; with --dry-run: nothing stands in the way",
            "2:the command line is wrong",
            "3:the source or the card is wrong; the line names file, line and column",
            "6:the meter did not answer, and nothing is changed",
            "7:the meter refused the client, is another meter, or not one that the source is for",
            "41:an item failed, or would fail; the meter is as it was",
            "42:an item failed, or no answer came, and something that was done before it stays"
        })
final class ConfigureCommand implements Callable<Integer> {

    /** Has the right to write. */
    private static final int MANAGEMENT_SAP = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SOURCE", description = "The source, YAML.")
    private Path file = Path.of("");

    @Option(
            names = "--undo-on-failure",
            description = "When an item fails, takes back what was done before it, the last first.")
    private boolean undoes;

    @Option(names = "--dry-run", description = "Only reads, and says what would change.")
    private boolean dry;

    @Option(
            names = "--lists",
            description = "Neighbouring values go in one request where the meter takes lists: quicker, but the meter"
                    + " carries out all of a list, also what stands behind a value that it refuses.")
    private boolean byLists;

    @Option(names = "--no-read-back", description = "Does not read each value again after it was written.")
    private boolean trusting;

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Override
    public Integer call() {
        ProgramSource source = ProgramSource.read(file);
        ConfigurationPlan plan = new ConfigurationPlan(
                ClientItems.of(
                        source.items().stream().map(ProgramSource.Item::item).toList()),
                undoes,
                byLists,
                !trusting);
        try (FieldClient meter = FieldClient.connected(connection.connection(MANAGEMENT_SAP))) {
            MeterReadings readings = new MeterReadings(meter.client());
            String serial = readings.serial();
            refuseOtherMeters(source, readings);
            Configurator configurator = new Configurator(meter.client(), plan);
            ConfigurationReport report = dry ? configurator.look() : configurator.apply();
            print(report, serial);
            return exitCode(report);
        } catch (DlmsException refused) {
            throw FieldClient.error(refused.failure());
        }
    }

    private void refuseOtherMeters(ProgramSource source, MeterReadings readings) throws DlmsException {
        Optional<String> unmet = source.header().isPresent()
                ? new Requirements(source.header().get()).unmet(readings)
                : Optional.empty();
        unmet.ifPresent(complaint -> {
            throw new UserError(ExitCode.REFUSED, complaint);
        });
    }

    private void print(ConfigurationReport report, String serial) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(ConfigurationText.json(report).put("serial", serial));
        } else {
            ConfigurationText.lines(report).forEach(out::println);
            out.println(ConfigurationText.lastLine(report, serial));
        }
        out.flush();
    }

    private static int exitCode(ConfigurationReport report) {
        if (report.isOk()) {
            return ExitCode.OK;
        }
        if (report.isChanged()) {
            return ExitCode.PARTLY_DONE;
        }
        return report.failure()
                .map(failure -> FieldClient.error(failure).exitCode())
                .orElse(ExitCode.ITEM_FAILED);
    }
}
