package org.metersim.app.firmware;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.app.UserFiles;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.ImageContainer;
import org.metersim.metrology.image.ImageReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks an image as a meter would, and says of each layer what it found. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Checks an image layer by layer, as a meter would that left the factory with a profile.",
            "",
            "The first layer that fails decides; those behind it are not looked at, as in the meter.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:a meter takes it",
            "2:the command line is wrong",
            "3:the image or a key file cannot be read",
            "10:size",
            "11:crc: damaged on the way",
            "12:structure",
            "13:digest",
            "14:key: none that is trusted",
            "15:signature",
            "16:vendor",
            "17:model",
            "18:hardware revision",
            "19:component",
            "20:identifier that it was announced with",
            "21:version: older than what runs",
            "22:counter: anti-rollback",
            "23:dependency on the other component"
        })
final class InspectCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "IMAGE", description = "The image.")
    private Path image = Path.of("");

    @Mixin
    private MeterOptions meter = new MeterOptions();

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Option(
            names = "--extract",
            paramLabel = "FOLDER",
            description =
                    "Writes tbs.bin (what is signed), digest.bin, sig.bin (sig.der for ECDSA) and payload.bin, for"
                            + " openssl and other tools.")
    private Optional<Path> extract = Optional.empty();

    @Override
    public Integer call() {
        byte[] file = UserFiles.read(image, ImageFiles.MAX_BYTES);
        ImageReport report = meter.verify(file);
        PrintWriter out = spec.commandLine().getOut();
        Inspection inspection = new Inspection(image, Octets.of(file), report);
        out.print(json ? inspection.toJson() + "\n" : inspection.toText());
        out.flush();
        extract.ifPresent(folder -> extract(folder, report));
        return inspection.exitCode();
    }

    private static void extract(Path folder, ImageReport report) {
        ImageContainer container = report.container()
                .orElseThrow(() -> new UserError(
                        ExitCode.of(report.failed().orElseThrow().layer()),
                        "nothing to extract: it cannot be taken apart"));
        try {
            Files.createDirectories(folder);
        } catch (IOException failed) {
            throw UserFiles.error(folder, "be made", failed);
        }
        write(folder, "tbs.bin", container.signedPart());
        write(folder, "payload.bin", container.payload());
        container.digest().ifPresent(digest -> write(folder, "digest.bin", digest));
        container
                .signature()
                .ifPresent(signature -> write(folder, signature.at(0) == 0x30 ? "sig.der" : "sig.bin", signature));
    }

    private static void write(Path folder, String name, Octets content) {
        UserFiles.writeWhole(folder.resolve(name), content.toBytes());
    }
}
