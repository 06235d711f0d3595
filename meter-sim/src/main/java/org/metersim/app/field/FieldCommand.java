package org.metersim.app.field;

import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands of the technician in the field. */
@Command(
        name = "field",
        mixinStandardHelpOptions = true,
        description = {
            "Reads and configures meters and updates their firmware, as a technician does with a laptop and a probe.",
            "",
            "With a meter of ours:",
            "  meter-sim run --ready-file card.json",
            "  meter-sim field read --card card.json 1-0:1.8.0.255 0-0:1.0.0.255",
            "  meter-sim field configure --card card.json --undo-on-failure limits.yaml",
            "  meter-sim field update --card card.json --over optical fw-1.5.0.fwi",
            "  meter-sim field status --card card.json",
            "With any other:",
            "  meter-sim field read --target hdlc:10.0.0.7:4059 --password 12345678 1.8.0",
            ""
        },
        subcommands = {ReadCommand.class, ConfigureCommand.class, UpdateCommand.class, StatusCommand.class})
public final class FieldCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new UserError(ExitCode.USAGE, "which? (expected: read, configure, update or status)");
    }
}
