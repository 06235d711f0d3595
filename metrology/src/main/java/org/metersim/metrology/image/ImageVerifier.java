package org.metersim.metrology.image;

import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.ImageReport.Checks;
import org.metersim.profiles.SignaturePolicy;

/**
 * Checks an image layer by layer. The order is part of the security: nothing that the image says is believed before its
 * signature was.
 */
public final class ImageVerifier {

    /** After it no counter could be higher: a meter that took it could never be locked out of an old image again. */
    private static final long LAST_COUNTER = 0xFFFF_FFFFL;

    private final TrustStore store;
    private final SignaturePolicy signatures;
    private final ImageFormat format;

    /** @param store whose images are taken @param signatures of which form they are, and what is demanded of keys */
    public ImageVerifier(TrustStore store, SignaturePolicy signatures) {
        this.store = store;
        this.signatures = signatures;
        this.format = ImageFormat.named(signatures.container());
    }

    /** For images of the default form. @param trusted keys whose images are taken */
    public ImageVerifier(List<TrustedKey> trusted) {
        this(TrustStore.of(trusted), SignaturePolicy.DEFAULT);
    }

    /** Whose images are taken. */
    public TrustStore store() {
        return store;
    }

    /** Takes a file of this meter's form apart. @throws DecodeException when it is none */
    public ImageContainer parse(byte[] file) {
        return format.parse(file);
    }

    /** All checks. @param file the whole image, CRC included */
    public ImageReport verify(byte[] file, ImagePolicy policy) {
        Checks checks = new Checks();
        Trust trust = new Trust(store, signatures, policy.trust());
        verifyContent(file, policy.maxBytes(), checks)
                .filter(image -> format.verifyOrigin(image, trust, checks))
                .ifPresent(image -> verifyClaims(image, policy, checks));
        return checks.report();
    }

    /** Only that it is whole and signed, as when it was taken: what is checked again at each boot. */
    public ImageReport verifyContent(byte[] file) {
        Checks checks = new Checks();
        Trust trust = new Trust(store, signatures, MeterTrust.OF_RUNNING_IMAGE);
        verifyContent(file, Integer.MAX_VALUE, checks).ifPresent(image -> format.verifyOrigin(image, trust, checks));
        return checks.report();
    }

    /** What is in the file, when it is whole; empty, and why in {@code checks}, when not. */
    private Optional<ImageContainer> verifyContent(byte[] file, int maxBytes, Checks checks) {
        int minBytes = format.minBytes();
        boolean fits = file.length >= minBytes && file.length <= maxBytes;
        if (!checks.check(ImageLayer.SIZE, fits, file.length + " bytes", minBytes + " to " + maxBytes)) {
            return Optional.empty();
        }
        int end = file.length - ImageContainer.CRC_BYTES;
        String computed = String.format("%08X", Digests.crc32(file, end));
        String said = String.format(
                "%08X", ByteReader.of(Octets.of(file).slice(end, file.length)).u32le("CRC-32"));
        if (!checks.check(ImageLayer.CRC, computed.equals(said), said, computed)) {
            return Optional.empty();
        }
        try {
            return Optional.of(checks.structure(format.parse(file)));
        } catch (DecodeException broken) {
            checks.failed(ImageLayer.STRUCTURE, String.valueOf(broken.getMessage()));
            return Optional.empty();
        }
    }

    private static void verifyClaims(ImageContainer image, ImagePolicy policy, Checks checks) {
        String vendor = policy.identity().vendor();
        Octets vendorId = Digests.vendorId(vendor);
        checks.check(ImageLayer.VENDOR, image.vendorId().equals(vendorId), "" + image.vendorId(), "of " + vendor);
        String model = policy.identity().model();
        Octets modelId = Digests.modelId(vendor, model);
        checks.check(ImageLayer.MODEL, image.modelId().equals(modelId), "" + image.modelId(), "of " + model);
        int revision = policy.identity().hardwareRevision();
        checks.check(
                ImageLayer.HARDWARE,
                image.hardware().map(range -> range.has(revision)).orElse(true),
                image.hardware()
                        .map(range -> range.min() + " to " + range.max())
                        .orElse("any"),
                "" + revision);
        boolean boots = policy.component() != ImageContainer.PROGRAM && policy.component() != ImageContainer.BUNDLE;
        checks.check(
                ImageLayer.COMPONENT,
                image.component() == policy.component() && image.isBootable() == boots,
                image.component() + (image.isBootable() ? ", which boots" : ", which does not boot"),
                "" + policy.component());
        checks.check(
                ImageLayer.IDENTIFIER,
                image.imageId().map(policy.announced()::equals).orElse(true),
                image.imageId().map(Octets::toAscii).orElse("any"),
                "as announced, " + policy.announced().toAscii());
        verifyAge(image, policy, checks);
    }

    private static void verifyAge(ImageContainer image, ImagePolicy policy, Checks checks) {
        ImageVersion running = policy.running().getOrDefault(policy.component(), ImageVersion.NONE);
        boolean isNoDowngrade = image.version().compareTo(running) >= 0;
        checks.check(ImageLayer.VERSION, isNoDowngrade, "" + image.version(), ">= " + running + ", which runs");
        long counter = image.securityCounter();
        boolean counts = counter >= policy.securityCounter() && counter < LAST_COUNTER;
        checks.check(ImageLayer.COUNTER, counts, "" + counter, policy.securityCounter() + " to " + (LAST_COUNTER - 1));
        checks.check(
                ImageLayer.DEPENDENCY,
                image.dependency().map(needed -> isMet(needed, policy)).orElse(true),
                image.dependency()
                        .map(needed -> "component " + needed.component() + " >= " + needed.atLeast())
                        .orElse("none"),
                image.dependency()
                        .flatMap(needed -> Optional.ofNullable(policy.running().get(needed.component())))
                        .map(version -> "at most " + version)
                        .orElse("a component of this meter"));
    }

    private static boolean isMet(ImageSpec.Dependency needed, ImagePolicy policy) {
        return Optional.ofNullable(policy.running().get(needed.component()))
                .map(version -> version.compareTo(needed.atLeast()) >= 0)
                .orElse(false);
    }
}
