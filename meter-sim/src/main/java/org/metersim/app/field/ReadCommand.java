package org.metersim.app.field;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.client.DlmsException;
import org.metersim.client.reading.ObjectReader;
import org.metersim.client.reading.ReadRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads objects of a meter and prints them, one fact a line. */
@Command(
        name = "read",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Reads objects of a meter and prints each as `1-0:1.8.0.255 = 12345 Wh`, one fact a line.",
            "",
            "OBIS is 1-0:1.8.0.255, 1.0.1.8.0.255, 0100010800FF or 1.8.0; with class and attribute"
                    + " 3:1-0:1.8.0.255:2. Without them the class is looked up in the meter's object list, and the"
                    + " attribute is the one that matters: 2, or 6 of an image transfer.",
            "Of a profile the columns are printed as OBIS[], and its newest rows as OBIS[n].",
            "Values are scaled, with their unit; dates are local time of the meter with its offset from UTC.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all was read",
            "2:the command line is wrong",
            "3:the card is wrong",
            "6:the meter did not answer",
            "7:the meter refused, all or one of them; or it is another meter"
        })
final class ReadCommand implements Callable<Integer> {

    /** Reads everything that is for people. */
    static final int READER_SAP = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "OBIS", description = "What to read.")
    private List<String> objects = new ArrayList<>();

    @Option(
            names = "--rows",
            paramLabel = "N",
            description = "Rows of a profile, the newest ones (default: ${DEFAULT-VALUE}).")
    private int rows = 10;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Override
    public Integer call() {
        List<ReadRequest> requests = objects.stream().map(ReadCommand::request).toList();
        if (rows < 1) {
            throw new UserError(ExitCode.USAGE, "--rows: " + rows + " (expected: at least 1)");
        }
        try (FieldClient meter = FieldClient.connected(connection.connection(READER_SAP))) {
            ObjectReader reader = new ObjectReader(meter.client(), rows);
            int code = ExitCode.OK;
            for (ReadRequest request : requests) {
                code = Math.max(code, read(reader, request));
            }
            return code;
        }
    }

    private static ReadRequest request(String text) {
        try {
            return ReadRequest.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new UserError(ExitCode.USAGE, String.valueOf(wrong.getMessage()));
        }
    }

    /** What one object refuses is no reason not to read the next. */
    private int read(ObjectReader reader, ReadRequest request) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            reader.read(request).forEach(out::println);
            out.flush();
            return ExitCode.OK;
        } catch (DlmsException refused) {
            UserError error = FieldClient.error(refused.failure());
            if (refused.failure().isOfTheLine()) {
                throw error;
            }
            spec.commandLine().getErr().println(error.getMessage());
            return error.exitCode();
        }
    }
}
