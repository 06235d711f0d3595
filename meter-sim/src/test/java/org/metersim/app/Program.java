package org.metersim.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** One run of a command in this process: what it printed and how it ended. */
public record Program(int exitCode, String out, String err) {

    /** Runs {@code command} with these arguments. */
    public static Program run(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = line(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Program(code, out.toString(), err.toString());
    }

    static CommandLine line(Object command) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failed, line, parsed) -> {
                    line.getErr().println(failed.getMessage());
                    if (failed instanceof org.metersim.profiles.ProfileException) {
                        return ExitCode.CONFIGURATION;
                    }
                    return failed instanceof UserError mistake ? mistake.exitCode() : ExitCode.FAILED;
                });
    }

    /** Standard output without the ends of its lines that differ between systems. */
    public String lines() {
        return out.replace("\r\n", "\n");
    }
}
