package org.metersim.metrology.image;

import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.ImageReport.Checks;

/**
 * Checks an image layer by layer. The order is part of the security: nothing that the image says is believed before its
 * signature was.
 */
public final class ImageVerifier {

    private static final int MIN_BYTES = ImageHeader.LENGTH_BYTES + ImageContainer.CRC_BYTES;

    /** After it no counter could be higher: a meter that took it could never be locked out of an old image again. */
    private static final long LAST_COUNTER = 0xFFFF_FFFFL;

    private final List<TrustedKey> trusted;

    /** @param trusted keys whose images are taken */
    public ImageVerifier(List<TrustedKey> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** All checks. @param file the whole image, CRC included */
    public ImageReport verify(byte[] file, ImagePolicy policy) {
        Checks checks = new Checks();
        verifyContent(file, policy.maxBytes(), checks).ifPresent(image -> verifyClaims(image, policy, checks));
        return checks.report();
    }

    /** Only that it is whole and signed by a trusted key: what is checked again at each boot. */
    public ImageReport verifyContent(byte[] file) {
        Checks checks = new Checks();
        verifyContent(file, Integer.MAX_VALUE, checks);
        return checks.report();
    }

    /** What is in the file, when it is whole and signed; empty, and why in {@code checks}, when not. */
    private Optional<ImageContainer> verifyContent(byte[] file, int maxBytes, Checks checks) {
        boolean fits = file.length >= MIN_BYTES && file.length <= maxBytes;
        if (!checks.check(ImageLayer.SIZE, fits, file.length + " bytes", "" + MIN_BYTES + " to " + maxBytes)) {
            return Optional.empty();
        }
        int end = file.length - ImageContainer.CRC_BYTES;
        String computed = String.format("%08X", Digests.crc32(file, end));
        String said = String.format(
                "%08X", ByteReader.of(Octets.of(file).slice(end, file.length)).u32le("CRC-32"));
        if (!checks.check(ImageLayer.CRC, computed.equals(said), said, computed)) {
            return Optional.empty();
        }
        Optional<ImageContainer> image = parse(file, checks);
        return image.filter(found -> verifySignature(found, checks));
    }

    private static Optional<ImageContainer> parse(byte[] file, Checks checks) {
        try {
            return Optional.of(checks.structure(ImageContainer.parse(file)));
        } catch (DecodeException broken) {
            checks.failed(ImageLayer.STRUCTURE, String.valueOf(broken.getMessage()));
            return Optional.empty();
        }
    }

    private boolean verifySignature(ImageContainer image, Checks checks) {
        int type = image.open(Tlv.SHA384).isPresent() ? Tlv.SHA384 : Tlv.SHA256;
        String said = image.open(type).map(ImageVerifier::start).orElse("none");
        Octets computed = Digests.hash(
                type == Tlv.SHA384 ? "SHA-384" : "SHA-256", image.signedPart().toBytes());
        boolean same = image.open(type).filter(computed::equals).isPresent();
        if (!checks.check(ImageLayer.DIGEST, same, said, start(computed))) {
            return false;
        }
        Optional<TrustedKey> key = keyOf(image);
        String keyText = image.keyHash().map(ImageVerifier::start).orElse("none");
        if (!checks.check(ImageLayer.KEY, key.isPresent(), "key hash " + keyText, "one that is trusted")) {
            return false;
        }
        TrustedKey signer = key.orElseThrow();
        return checks.check(
                ImageLayer.SIGNATURE, verifies(image, signer, computed), signatureText(image), "made by " + signer);
    }

    private static String start(Octets digest) {
        return digest.slice(0, Math.min(8, digest.length())).toHex() + "...";
    }

    private static String signatureText(ImageContainer image) {
        return image.signature().map(bytes -> bytes.length() + " bytes").orElse("none");
    }

    private Optional<TrustedKey> keyOf(ImageContainer image) {
        return image.keyHash()
                .flatMap(hash ->
                        trusted.stream().filter(key -> key.hash().equals(hash)).findFirst());
    }

    /** The algorithm is the key's, never the image's: exactly its digest and its kind of signature count. */
    private static boolean verifies(ImageContainer image, TrustedKey key, Octets digest) {
        SigningAlgorithm algorithm = key.algorithm();
        Optional<Octets> signature = image.open(algorithm.signatureTlv());
        return image.open(algorithm.digestTlv()).isPresent()
                && signature.isPresent()
                && key.verifies(digest, signature.get());
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
        checks.check(
                ImageLayer.COMPONENT,
                image.component() == policy.component() && image.isProgram() == (policy.component() >= 2),
                image.component() + (image.isProgram() ? ", a program" : ", a firmware"),
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
