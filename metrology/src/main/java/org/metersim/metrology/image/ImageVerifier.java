package org.metersim.metrology.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/**
 * Checks an image layer by layer. The order is part of the security: nothing that the image says is believed before its
 * signature was.
 */
public final class ImageVerifier {

    private static final int MIN_BYTES = ImageContainer.HEADER_BYTES + ImageContainer.CRC_BYTES;

    private final List<TrustedKey> trusted;

    /** @param trusted keys whose images are taken */
    public ImageVerifier(List<TrustedKey> trusted) {
        this.trusted = List.copyOf(trusted);
    }

    /** All checks. @param file the whole image, CRC included */
    public ImageReport verify(byte[] file, ImagePolicy policy) {
        Checks checks = new Checks();
        checks.check(
                ImageLayer.SIZE,
                file.length >= MIN_BYTES && file.length <= policy.maxBytes(),
                file.length + " bytes of at most " + policy.maxBytes());
        verifyContent(file, checks).ifPresent(image -> verifyClaims(image, policy, checks));
        return checks.report();
    }

    /** Only that it is whole and signed by a trusted key: what is checked again at each boot. */
    public boolean isGenuine(byte[] file) {
        Checks checks = new Checks();
        checks.check(ImageLayer.SIZE, file.length >= MIN_BYTES, file.length + " bytes");
        verifyContent(file, checks);
        return checks.report().isGood();
    }

    private Optional<ImageContainer> verifyContent(byte[] file, Checks checks) {
        if (checks.isOpen()) {
            int end = file.length - ImageContainer.CRC_BYTES;
            long computed = Digests.crc32(file, end);
            long said = ByteReader.of(Octets.of(file).slice(end, file.length)).u32le("CRC-32");
            checks.check(
                    ImageLayer.CRC, computed == said, String.format("computed %08X, file says %08X", computed, said));
        }
        return checks.isOpen() ? verifyStructure(file, checks) : Optional.empty();
    }

    private Optional<ImageContainer> verifyStructure(byte[] file, Checks checks) {
        ImageContainer image;
        try {
            image = ImageContainer.parse(file);
        } catch (DecodeException broken) {
            checks.check(ImageLayer.STRUCTURE, false, broken.getMessage());
            return Optional.empty();
        }
        String missing = missing(image);
        checks.check(ImageLayer.STRUCTURE, missing.isEmpty(), missing.isEmpty() ? "MCUboot with CRC-32" : missing);
        checks.container = Optional.of(image);
        verifySignature(image, checks);
        return Optional.of(image);
    }

    private static String missing(ImageContainer image) {
        if (image.securityCounter() < 0) {
            return "no security counter (SEC_CNT)";
        }
        if (image.vendorId().isEmpty() || image.modelId().isEmpty()) {
            return "no vendor or model (UUID_VID, UUID_CID)";
        }
        return image.component() < 0 ? "no component (A0)" : "";
    }

    private void verifySignature(ImageContainer image, Checks checks) {
        Octets said = image.digest().orElse(Octets.EMPTY);
        byte[] signedPart = image.signedPart().toBytes();
        Octets computed = Digests.hash(said.length() == 48 ? "SHA-384" : "SHA-256", signedPart);
        boolean one = image.open(Tlv.SHA256).isEmpty() || image.open(Tlv.SHA384).isEmpty();
        checks.check(
                ImageLayer.DIGEST,
                one && computed.equals(said),
                said.isEmpty()
                        ? "no digest"
                        : "computed " + computed.slice(0, 4).toHex() + "..., file says "
                                + said.slice(0, Math.min(4, said.length())).toHex() + "...");
        Optional<TrustedKey> key = keyOf(image);
        String keyText = image.keyHash()
                .map(hash -> hash.slice(0, Math.min(8, hash.length())).toHex())
                .orElse("none");
        checks.check(
                ImageLayer.KEY,
                key.isPresent(),
                key.map(TrustedKey::toString).orElse("key hash " + keyText + " is not a trusted key"));
        key.ifPresent(trustedKey -> checks.check(
                ImageLayer.SIGNATURE, verifies(image, trustedKey, computed), trustedKey.algorithm() + " signature"));
    }

    private Optional<TrustedKey> keyOf(ImageContainer image) {
        return image.keyHash()
                .flatMap(hash ->
                        trusted.stream().filter(key -> key.hash().equals(hash)).findFirst());
    }

    /** Exactly the digest and the signature that this key's algorithm has, and no other. */
    private static boolean verifies(ImageContainer image, TrustedKey key, Octets digest) {
        SigningAlgorithm algorithm = key.algorithm();
        Optional<Octets> signature = image.open(algorithm.signatureTlv());
        int other = algorithm.signatureTlv() == Tlv.ECDSA ? Tlv.ED25519 : Tlv.ECDSA;
        return image.open(algorithm.digestTlv()).isPresent()
                && image.open(other).isEmpty()
                && signature.isPresent()
                && key.verifies(digest, signature.get());
    }

    private static void verifyClaims(ImageContainer image, ImagePolicy policy, Checks checks) {
        String vendor = policy.identity().vendor();
        String model = policy.identity().model();
        checks.check(
                ImageLayer.VENDOR,
                image.vendorId().equals(Optional.of(Digests.vendorId(vendor))),
                "image for vendor " + vendor + "?");
        checks.check(
                ImageLayer.MODEL,
                image.modelId().equals(Optional.of(Digests.modelId(vendor, model))),
                "image for model " + model + "?");
        int revision = policy.identity().hardwareRevision();
        checks.check(ImageLayer.HARDWARE, fits(image, revision), "image for hardware revision " + revision + "?");
        checks.check(
                ImageLayer.COMPONENT,
                image.component() == policy.component() && image.isProgram() == (policy.component() == 2),
                "image for component " + image.component() + ", this is " + policy.component());
        checks.check(
                ImageLayer.IDENTIFIER,
                image.imageId().isEmpty() || image.imageId().get().equals(policy.announced()),
                "announced as " + policy.announced().toAscii());
        checks.check(ImageLayer.DEPENDENCY, isMet(image, policy), "what it needs of the other component");
        ImageVersion running = policy.running().getOrDefault(policy.component(), new ImageVersion(0, 0, 0, 0));
        checks.check(
                ImageLayer.VERSION,
                image.version().compareTo(running) >= 0,
                "image is " + image.version() + ", running is " + running);
        checks.check(
                ImageLayer.COUNTER,
                image.securityCounter() >= policy.securityCounter(),
                "image has " + image.securityCounter() + ", at least " + policy.securityCounter());
    }

    private static boolean fits(ImageContainer image, int revision) {
        if (image.hardwareRange().isEmpty()) {
            return true;
        }
        Octets range = image.hardwareRange().get();
        ByteReader in = ByteReader.of(range);
        return range.length() == 4 && revision >= in.u16le("min") && revision <= in.u16le("max");
    }

    private static boolean isMet(ImageContainer image, ImagePolicy policy) {
        if (image.dependency().isEmpty()) {
            return true;
        }
        Octets dependency = image.dependency().get();
        if (dependency.length() != Tlv.AREA_HEADER_BYTES + ImageVersion.LENGTH_BYTES) {
            return false;
        }
        ByteReader in = ByteReader.of(dependency);
        ImageVersion runs = policy.running().get(in.u8("image_id"));
        in.bytes("reserved", 3);
        return runs != null && runs.compareTo(ImageVersion.read(in)) >= 0;
    }

    /** Findings so far; after the first failure nothing more is noted. */
    private static final class Checks {

        private final List<ImageReport.Finding> passed = new ArrayList<>();
        private Optional<ImageReport.Finding> failed = Optional.empty();
        private Optional<ImageContainer> container = Optional.empty();

        boolean isOpen() {
            return failed.isEmpty();
        }

        void check(ImageLayer layer, boolean holds, String text) {
            if (failed.isPresent()) {
                return;
            }
            if (holds) {
                passed.add(new ImageReport.Finding(layer, text));
            } else {
                failed = Optional.of(new ImageReport.Finding(layer, text));
            }
        }

        ImageReport report() {
            return new ImageReport(List.copyOf(passed), failed, container);
        }
    }
}
