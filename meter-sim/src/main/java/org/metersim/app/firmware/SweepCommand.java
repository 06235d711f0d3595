package org.metersim.app.firmware;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metersim.app.ExitCode;
import org.metersim.app.ProfileArgument;
import org.metersim.app.UserError;
import org.metersim.app.UserFiles;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.ImageContainer;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.table.MetrologyModel;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.memory.PowerCut;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Cuts the power of a simulated meter at every memory operation of an update. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Updates a simulated meter with an image, again and again, with the power cut at another memory operation"
                    + " each time: before it, inside it in four ways, and after it.",
            "",
            "After each cut the client comes back and goes on. The meter must run the old image or the new one, keep"
                    + " every block that it acknowledged, and end as it does without a cut.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all of it held in every case",
            "1:in some case it did not: a bug of the simulator's; the first one is printed",
            "2:the command line is wrong",
            "3:the image, the profile or a key is wrong"
        })
final class SweepCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "IMAGE", description = "Firmware of the metrology or the NIC.")
    private Path image = Path.of("");

    @Option(names = "--profile", paramLabel = "NAME|FILE", description = "The meter (default: ${DEFAULT-VALUE}).")
    private String profile = "sim-1p";

    @Option(names = "--trust", paramLabel = "PEM|FOLDER", description = "Keys to trust beside the profile's.")
    private List<Path> trust = new ArrayList<>();

    @Option(
            names = "--every",
            paramLabel = "N",
            description = "Cuts at each N-th operation only (default: ${DEFAULT-VALUE}).")
    private int every = 1;

    @Override
    public Integer call() {
        if (every < 1) {
            throw new UserError(ExitCode.USAGE, "--every: " + every + " (expected: at least 1)");
        }
        CrashSweep sweep = sweep();
        PrintWriter out = spec.commandLine().getOut();
        CrashSweep.End uncut = sweep.uncut();
        out.println("uncut       " + uncut.state() + ", runs " + uncut.runs() + ", " + uncut.operations()
                + " memory operations");
        long cases = 0;
        long struck = 0;
        List<CrashSweep.Case> failed = new ArrayList<>();
        for (long operation = 0; operation < uncut.operations(); operation += every) {
            for (PowerCut.Moment moment : PowerCut.Moment.values()) {
                CrashSweep.Case one = sweep.cut(operation, moment, uncut);
                cases++;
                struck += one.struck() ? 1 : 0;
                if (one.fault().isPresent()) {
                    failed.add(one);
                }
            }
        }
        out.println("cases       " + cases + ", " + Arrays.toString(PowerCut.Moment.values()) + " at each operation");
        out.println("cut         " + struck);
        out.println("failed      " + failed.size());
        failed.stream()
                .findFirst()
                .ifPresent(first -> out.println("first       operation " + first.operation() + ", " + first.moment()
                        + ": " + first.fault().orElse("")));
        out.flush();
        return failed.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private CrashSweep sweep() {
        byte[] file = UserFiles.read(image, ImageFiles.MAX_BYTES);
        MeterModel meter = ProfileArgument.read(profile);
        List<String> trusted =
                trust.stream().map(place -> KeyFiles.trusted(place).toPem()).toList();
        return new CrashSweep(MetrologyModel.of(meter, trusted), kind(file), Octets.of(file), identifier(file));
    }

    private static Optional<ImageContainer> parsed(byte[] file) {
        try {
            return Optional.of(ImageContainer.parse(file));
        } catch (DecodeException broken) {
            return Optional.empty();
        }
    }

    /** A broken image goes to the metrology, which refuses it. */
    private static UpdateKind kind(byte[] file) {
        int component = parsed(file).map(ImageContainer::component).orElse(0);
        if (component > UpdateKind.NIC.ordinal()) {
            throw new UserError(
                    ExitCode.CONFIGURATION, "component " + component + " (expected: firmware of metrology or NIC)");
        }
        return UpdateKind.values()[component];
    }

    private static Octets identifier(byte[] file) {
        return parsed(file).flatMap(ImageContainer::imageId).orElse(Octets.ascii("sweep"));
    }
}
