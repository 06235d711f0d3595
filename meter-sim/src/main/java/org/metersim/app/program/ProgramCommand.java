package org.metersim.app.program;

import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands that make and inspect configuration programs. */
@Command(
        name = "program",
        mixinStandardHelpOptions = true,
        description = {
            "Compiles, inspects and compares configuration programs: values, actions and checks that a meter takes"
                    + " whole or not at all.",
            "",
            "From a source to a meter:",
            "  meter-sim program compile limit.yaml --key demo --out limit.fwi",
            "  meter-sim program inspect limit.fwi",
            "  meter-sim program diff limit.fwi --card card.json",
            "  meter-sim field update --card card.json limit.fwi",
            ""
        },
        subcommands = {CompileCommand.class, InspectProgramCommand.class, DiffCommand.class})
public final class ProgramCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new UserError(ExitCode.USAGE, "which? (expected: compile, inspect or diff)");
    }
}
