package org.metersim.app;

import java.util.List;
import org.metersim.profiles.ProfileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a command could not do, as one line on standard error and an exit code. Never a stack trace. */
final class Complaints implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

    /** More guesses are no help. */
    private static final int MAX_SUGGESTIONS = 3;

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + oneLine(wrong) + suggestion(wrong) + "; see " + name + " --help");
        return ExitCode.USAGE;
    }

    private static String suggestion(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            return "";
        }
        List<String> guesses = unmatched.getSuggestions().stream()
                .limit(MAX_SUGGESTIONS)
                .map(guess -> guess.replaceFirst("^meter-sim ", ""))
                .toList();
        return guesses.isEmpty() ? "" : " (did you mean " + String.join(", or ", guesses) + "?)";
    }

    @Override
    public int handleExecutionException(Exception failed, CommandLine command, ParseResult parsed) {
        String name = command.getCommandSpec().qualifiedName();
        if (failed instanceof UserError mistake) {
            command.getErr().println(name + ": " + oneLine(mistake));
            return mistake.exitCode();
        }
        if (failed instanceof ProfileException wrong) {
            command.getErr().println(name + ": " + oneLine(wrong));
            return ExitCode.CONFIGURATION;
        }
        LOG.debug("command={} failed", name, failed);
        command.getErr()
                .println(name + ": failed: " + failed.getClass().getSimpleName() + ": " + oneLine(failed)
                        + " (a bug of ours; METERSIM_LOG=DEBUG shows where)");
        return ExitCode.FAILED;
    }

    private static String oneLine(Exception failed) {
        String message = failed.getMessage() == null ? "no message" : failed.getMessage();
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
