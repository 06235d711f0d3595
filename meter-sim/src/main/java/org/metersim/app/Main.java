package org.metersim.app;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.metersim.app.concentrator.ConcentratorCommand;
import org.metersim.app.demo.DemoCommand;
import org.metersim.app.field.FieldCommand;
import org.metersim.app.firmware.FirmwareCommand;
import org.metersim.app.program.ProgramCommand;
import org.metersim.app.run.RunCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The program: picks a command, and turns whatever goes wrong into one line and an exit code. */
@Command(
        name = "meter-sim",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "A simulated electricity smart meter that speaks DLMS/COSEM, for tests without hardware.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed; the last line on standard error says why",
            "2:the command line is wrong",
            "3:a profile, key, image or card file is wrong; the line names the place",
            "4:a port or a state directory is in use",
            "5:the operating system does not permit it",
            "6:a meter did not answer, or not in time",
            "7:a meter refused what was asked, or is another one than was meant",
            "10..:an image is refused; one code a layer, see `meter-sim firmware inspect --help`",
            "40:two programs, or a program and a meter, differ",
            "41:an item of a configuration failed, or would fail; the meter is as it was",
            "42:an item of a configuration failed, and something that was done before it stays"
        },
        footerHeading = "%nFirst steps:%n",
        footer = {
            "  meter-sim                      one meter on 127.0.0.1:4059, and how to connect to it",
            "  meter-sim demo                 an update in the field, row by row, in one go",
            "  meter-sim run --help           its options and the commands it takes while it runs",
            "",
            "Each option may also come from the environment: METERSIM_SEED=7 is --seed 7.",
            "METERSIM_LOG=INFO shows what happens on standard error."
        })
public final class Main {

    /** One maker a command: only the command that is asked for is loaded, which is what makes the start quick. */
    private static final Map<String, Supplier<Object>> COMMANDS = commands();

    private Main() {}

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("run", RunCommand::new);
        commands.put("field", FieldCommand::new);
        commands.put("firmware", FirmwareCommand::new);
        commands.put("program", ProgramCommand::new);
        commands.put("concentrator", ConcentratorCommand::new);
        commands.put("demo", DemoCommand::new);
        return commands;
    }

    /** Starts the program; without a command it is {@code run}. */
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = execute(out, err, args);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Runs one command line. @return the exit code, see {@link ExitCode} */
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        String[] line = args.length == 0 ? new String[] {"run"} : args;
        CommandLine program = new CommandLine(CommandSpec.forAnnotatedObject(new Main()));
        String asked = line[0];
        COMMANDS.forEach((name, maker) -> {
            if (name.equals(asked) || !COMMANDS.containsKey(asked)) {
                program.addSubcommand(name, maker.get());
            }
        });
        Complaints complaints = new Complaints();
        return program.setOut(out)
                .setErr(err)
                .setDefaultValueProvider(new EnvironmentDefaults(System.getenv()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(complaints)
                .setExecutionExceptionHandler(complaints)
                .execute(Arrays.copyOf(line, line.length));
    }
}
