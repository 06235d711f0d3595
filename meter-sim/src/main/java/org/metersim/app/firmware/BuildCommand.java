package org.metersim.app.firmware;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metersim.app.ExitCode;
import org.metersim.app.UserError;
import org.metersim.app.UserFiles;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.Bundle;
import org.metersim.metrology.image.Digests;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageFormat;
import org.metersim.metrology.image.ImageSpec;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.link.UpdateKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Builds an image. */
@Command(
        name = "build",
        sortOptions = false,
        description = {
            "Builds an image, and signs it when --key is given.",
            "",
            "Without a key it is unsigned, to be signed by `firmware sign`; --tbs-out has what is to be signed, for a"
                    + " signature made elsewhere.",
            ""
        })
final class BuildCommand implements Callable<Integer> {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})(?:-|\\.\\.)(\\d{1,5})");
    private static final Pattern DEPENDENCY = Pattern.compile("(metrology|nic):(.+)");
    private static final long MAX_COUNTER = 0xFFFF_FFFFL;
    private static final int MAX_IMAGE_ID = 64;
    private static final int MAX_REVISION = 65_535;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    // not the standard options: --version is the image's here
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    private boolean help;

    @Mixin
    private PayloadOptions payload = new PayloadOptions();

    @Option(
            names = "--component",
            paramLabel = "COMPONENT",
            description = "metrology, nic, program or bundle (default: metrology).")
    private UpdateKind component = UpdateKind.METROLOGY;

    @Option(names = "--vendor", paramLabel = "DOMAIN", description = "Whose meter (default: ${DEFAULT-VALUE}).")
    private String vendor = "meter-sim.example";

    @Option(names = "--model", paramLabel = "NAME", description = "Meter type (default: ${DEFAULT-VALUE}).")
    private String model = "sim-1p";

    @Option(names = "--version", required = true, paramLabel = "VERSION", description = "1.5.0 or 1.5.0+17.")
    private String version = "";

    @Option(
            names = "--security-counter",
            paramLabel = "N",
            description = "Anti-rollback counter; a meter takes none below its own (default: ${DEFAULT-VALUE}).")
    private long securityCounter = 1;

    @Option(names = "--hw-range", paramLabel = "MIN-MAX", description = "Hardware revisions it runs on (default: any).")
    private Optional<String> hardware = Optional.empty();

    @Option(
            names = "--image-id",
            paramLabel = "TEXT",
            description = "DLMS image identifier with which it must be announced (default: any).")
    private Optional<String> imageId = Optional.empty();

    @Option(
            names = "--depends",
            paramLabel = "COMPONENT:VERSION",
            description = "What the other component must at least be, as nic:1.0.0.")
    private Optional<String> dependency = Optional.empty();

    @Option(
            names = "--part",
            paramLabel = "IMAGE",
            description = "Of a bundle: a signed image that is a part of it; once for each component.")
    private List<Path> parts = new ArrayList<>();

    @Option(
            names = "--container",
            paramLabel = "mcuboot+crc|cms",
            description = "Form of the image (default: ${DEFAULT-VALUE}). Images of the form cms are signed by openssl:"
                    + " --tbs-out, then firmware sign --signature-in.")
    private String container = "mcuboot+crc";

    @Mixin
    private KeyOptions key = new KeyOptions();

    @Option(names = "--out", paramLabel = "FILE", description = "The image.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--tbs-out", paramLabel = "FILE", description = "What is to be signed.")
    private Optional<Path> toBeSignedOut = Optional.empty();

    @Override
    public Integer call() {
        if (out.isEmpty() && toBeSignedOut.isEmpty()) {
            throw new UserError(ExitCode.USAGE, "--out FILE or --tbs-out FILE (expected: at least one of them)");
        }
        ImageSpec said = imageSpec();
        byte[] toBeSigned = toBeSigned(said);
        toBeSignedOut.ifPresent(file -> UserFiles.writeWhole(file, toBeSigned));
        byte[] image = key.signing()
                .map(signing -> ImageBuilder.sign(toBeSigned, signing))
                .orElseGet(() -> isCms() ? ImageBuilder.withCrc(toBeSigned) : ImageBuilder.unsigned(toBeSigned));
        out.ifPresent(file -> {
            UserFiles.writeWhole(file, image);
            print(file, image);
        });
        return ExitCode.OK;
    }

    private boolean isCms() {
        return format() == ImageFormat.CMS;
    }

    private ImageFormat format() {
        try {
            return ImageFormat.named(container);
        } catch (IllegalArgumentException wrong) {
            throw new UserError(ExitCode.USAGE, "--" + wrong.getMessage());
        }
    }

    private byte[] toBeSigned(ImageSpec said) {
        if (isCms() && key.signing().isPresent()) {
            throw new UserError(
                    ExitCode.USAGE, "--key: signs no image of the form cms (expected: openssl, see --help)");
        }
        if ((component == UpdateKind.BUNDLE) == parts.isEmpty()) {
            throw new UserError(
                    ExitCode.USAGE, "--part: " + parts.size() + " (expected: of a bundle, and only of one)");
        }
        byte[] content = parts.isEmpty() ? payload.bytes() : bundle();
        return isCms() ? ImageBuilder.toBeSignedByCms(said, content) : ImageBuilder.toBeSigned(said, content);
    }

    private byte[] bundle() {
        return new Bundle(parts.stream()
                        .map(part -> Octets.of(UserFiles.read(part, ImageFiles.MAX_BYTES)))
                        .toList())
                .encode();
    }

    private void print(Path file, byte[] image) {
        PrintWriter print = spec.commandLine().getOut();
        print.println("image    " + file);
        print.println("bytes    " + image.length);
        print.println("sha256   " + Digests.sha256(image));
        print.println("signed   "
                + key.signing().map(signing -> "by " + signing.publicHalf()).orElse("no"));
        print.flush();
    }

    private ImageSpec imageSpec() {
        if (securityCounter < 0 || securityCounter > MAX_COUNTER) {
            throw new UserError(
                    ExitCode.USAGE, "--security-counter: " + securityCounter + " (expected: 0 to " + MAX_COUNTER + ")");
        }
        return new ImageSpec(
                component.ordinal(),
                vendor,
                model,
                version("--version", version),
                securityCounter,
                hardware.map(BuildCommand::range),
                imageId.map(BuildCommand::identifier).orElse(Octets.EMPTY),
                dependency.map(BuildCommand::dependency));
    }

    private static ImageVersion version(String option, String text) {
        try {
            return ImageVersion.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new UserError(ExitCode.USAGE, option + ": " + wrong.getMessage());
        }
    }

    private static ImageSpec.HardwareRange range(String text) {
        Matcher ends = RANGE.matcher(text);
        if (ends.matches()) {
            int min = Integer.parseInt(ends.group(1));
            int max = Integer.parseInt(ends.group(2));
            if (min <= max && max <= MAX_REVISION) {
                return new ImageSpec.HardwareRange(min, max);
            }
        }
        throw new UserError(ExitCode.USAGE, "--hw-range: " + text + " (expected: as 1-5, 0 to 65535)");
    }

    private static Octets identifier(String text) {
        if (!text.matches("[ -~]{1," + MAX_IMAGE_ID + "}")) {
            throw new UserError(ExitCode.USAGE, "--image-id: " + text + " (expected: 1 to 64 ASCII characters)");
        }
        return Octets.ascii(text);
    }

    private static ImageSpec.Dependency dependency(String text) {
        Matcher parts = DEPENDENCY.matcher(text);
        if (!parts.matches()) {
            throw new UserError(ExitCode.USAGE, "--depends: " + text + " (expected: as nic:1.0.0)");
        }
        int other = parts.group(1).equals("nic") ? UpdateKind.NIC.ordinal() : UpdateKind.METROLOGY.ordinal();
        return new ImageSpec.Dependency(other, version("--depends", parts.group(2)));
    }
}
