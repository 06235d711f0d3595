package org.metersim.app.firmware;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.app.ExitCode;
import org.metersim.app.ProfileArgument;
import org.metersim.app.UserError;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.ImageContainer;
import org.metersim.metrology.image.ImagePolicy;
import org.metersim.metrology.image.ImageReport;
import org.metersim.metrology.image.ImageVerifier;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.image.MeterTrust;
import org.metersim.metrology.image.TrustStore;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.profiles.MeterModel;
import picocli.CommandLine.Option;

/** The meter that an image is held against: one that left the factory with a profile, or went on from there. */
public final class MeterOptions {

    @Option(
            names = "--profile",
            paramLabel = "NAME|FILE",
            description = "Profile of the meter: its type, keys and versions (default: ${DEFAULT-VALUE}).")
    private String profile = "sim-1p";

    @Option(
            names = "--component",
            paramLabel = "COMPONENT",
            description = "What is to be updated: metrology, nic or program (default: what the image says).")
    private Optional<UpdateKind> component = Optional.empty();

    @Option(
            names = "--running",
            paramLabel = "VERSION",
            description = "Version that runs in that component (default: the profile's).")
    private Optional<String> running = Optional.empty();

    @Option(
            names = "--counter",
            paramLabel = "N",
            description = "Anti-rollback counter of the meter (default: the profile's).")
    private Optional<Long> counter = Optional.empty();

    @Option(
            names = "--announced",
            paramLabel = "TEXT",
            description = "Image identifier of image_transfer_initiate (default: what the image says).")
    private Optional<String> announced = Optional.empty();

    @Option(
            names = "--trust",
            paramLabel = "PEM|FOLDER",
            description = "Public keys to trust beside those of the profile; may be given more than once.")
    private List<Path> trust = new ArrayList<>();

    @Option(
            names = "--meter",
            paramLabel = "JSON",
            description = "A file that says what the meter runs, its counter, its clock and the keys it was told not to"
                    + " trust: {\"metrology\": \"1.5.0\", \"nic\": \"1.0.0\", \"counter\": 2, \"clock\":"
                    + " \"2026-11-25T12:00:00Z\", \"revoked\": [\"KEYHASH\"]}.")
    private Optional<Path> state = Optional.empty();

    @Option(
            names = "--clock",
            paramLabel = "TIME",
            description = "What the meter's clock shows, as 2026-11-25T12:00:00Z; certificates are held against it"
                    + " (default: now).")
    private Optional<String> clock = Optional.empty();

    /** What it says of an image. */
    public ImageReport verify(byte[] file) {
        TrustStore store = TrustStore.of(model().firmware(), List.of());
        for (Path place : trust) {
            store = store.plus(KeyFiles.trusted(place));
        }
        return new ImageVerifier(store, model().firmware().signatures()).verify(file, policy(file));
    }

    /** Its type. */
    public MeterModel model() {
        return ProfileArgument.read(profile);
    }

    private MeterTrust known(MeterState known) {
        String time = clock.or(known::clock).orElseGet(() -> Instant.now().toString());
        try {
            return new MeterTrust(known.revoked(), Instant.parse(time).toEpochMilli());
        } catch (DateTimeException wrong) {
            throw new UserError(ExitCode.USAGE, "--clock: " + time + " (expected: as 2026-11-25T12:00:00Z)");
        }
    }

    private ImagePolicy policy(byte[] file) {
        MeterState known = state.map(MeterState::read).orElse(MeterState.UNKNOWN);
        Optional<ImageContainer> image = parsed(file);
        int target = component
                .map(UpdateKind::ordinal)
                .or(() -> image.map(ImageContainer::component))
                .orElse(UpdateKind.METROLOGY.ordinal());
        Octets identifier = announced
                .map(Octets::ascii)
                .or(() -> image.flatMap(ImageContainer::imageId))
                .orElse(Octets.EMPTY);
        MeterModel model = model();
        return new ImagePolicy(
                model.identity(),
                target,
                identifier,
                versions(model, target, known),
                counter.orElse(known.counter().orElse(model.firmware().securityCounter())),
                model.firmware().slotBytes(),
                known(known));
    }

    private Map<Integer, ImageVersion> versions(MeterModel model, int target, MeterState known) {
        Map<Integer, ImageVersion> versions = new LinkedHashMap<>();
        versions.put(
                UpdateKind.METROLOGY.ordinal(),
                ImageVersion.parse(model.firmware().metrologyVersion()));
        versions.put(
                UpdateKind.NIC.ordinal(), ImageVersion.parse(model.firmware().nicVersion()));
        versions.putAll(known.versions());
        running.ifPresent(text -> versions.put(target, version(text)));
        return versions;
    }

    private static ImageVersion version(String text) {
        try {
            return ImageVersion.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new UserError(ExitCode.USAGE, "--running: " + wrong.getMessage());
        }
    }

    private static Optional<ImageContainer> parsed(byte[] file) {
        try {
            return Optional.of(ImageContainer.parse(file));
        } catch (DecodeException broken) {
            return Optional.empty();
        }
    }
}
