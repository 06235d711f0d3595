package org.metersim.app.firmware;

import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.app.field.SendCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Groups the commands that make and inspect images. */
@Command(
        name = "firmware",
        mixinStandardHelpOptions = true,
        description = {
            "Makes, signs, inspects and breaks firmware images (.fwi: an MCUboot image and a CRC-32).",
            "",
            "An image for the demo meter, from nothing:",
            "  meter-sim firmware build --random --version 1.5.0 --key demo --out fw-1.5.0.fwi",
            "  meter-sim firmware inspect fw-1.5.0.fwi",
            ""
        },
        subcommands = {
            KeygenCommand.class,
            BuildCommand.class,
            SignCommand.class,
            InspectCommand.class,
            CorruptCommand.class,
            TrustCommand.class,
            SendCommand.class,
            SweepCommand.class
        })
public final class FirmwareCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
        throw new UserError(
                ExitCode.USAGE, "which? (expected: keygen, build, sign, inspect, corrupt, trust, send or sweep)");
    }
}
