package org.metersim.metrology.image;

import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.ImageReport.Checks;

/** {@code mcuboot+crc}: an MCUboot image, digest and signature in TLVs, the key named by its hash. */
final class McubootFormat implements ImageFormat {

    private static final Octets MAGIC = Octets.parse("3DB8F396");

    @Override
    public String word() {
        return "mcuboot+crc";
    }

    @Override
    public int minBytes() {
        return ImageHeader.LENGTH_BYTES + ImageContainer.CRC_BYTES;
    }

    @Override
    public boolean begins(Octets file) {
        return file.equals(MAGIC);
    }

    @Override
    public ImageContainer parse(byte[] file) {
        return McubootImage.parse(file);
    }

    @Override
    public boolean verifyOrigin(ImageContainer image, Trust trust, Checks checks) {
        McubootImage mcuboot = (McubootImage) image;
        return verifyDigest(mcuboot, checks) && verifyKey(mcuboot, trust, checks);
    }

    private static boolean verifyDigest(McubootImage image, Checks checks) {
        String hash = image.open(Tlv.SHA384).isPresent() ? "SHA-384" : "SHA-256";
        Octets computed = Digests.hash(hash, image.signedPart().toBytes());
        boolean same = image.digest().filter(computed::equals).isPresent();
        String said = image.digest().map(McubootFormat::start).orElse("none");
        return checks.check(ImageLayer.DIGEST, same, said, start(computed));
    }

    private static boolean verifyKey(McubootImage image, Trust trust, Checks checks) {
        Optional<TrustedKey> key = image.keyHash().flatMap(trust.store()::find);
        Optional<String> fault = key.flatMap(trust::fault);
        String named = "key hash " + image.keyHash().map(McubootFormat::start).orElse("none");
        String found = fault.map(why -> named + ", " + why).orElse(named);
        if (!checks.check(ImageLayer.KEY, key.isPresent() && fault.isEmpty(), found, "one that is trusted")) {
            return false;
        }
        return verifySignature(image, key.orElseThrow(), trust, checks);
    }

    /**
     * By the digest that was found right. The algorithm is the key's: exactly its digest and kind of signature count.
     */
    private static boolean verifySignature(McubootImage image, TrustedKey key, Trust trust, Checks checks) {
        SigningAlgorithm algorithm = key.algorithm();
        Octets digest = image.digest().orElseThrow();
        Optional<Octets> signature = image.open(algorithm.signatureTlv())
                .filter(bytes -> image.open(algorithm.digestTlv()).isPresent())
                .filter(bytes -> key.verifies(digest, bytes));
        boolean isHigh = signature.isPresent() && !trust.takes(key, signature.get());
        String found = image.signature().map(bytes -> bytes.length() + " bytes").orElse("none");
        return checks.check(
                ImageLayer.SIGNATURE,
                signature.isPresent() && !isHigh,
                isHigh ? "s above n/2" : found,
                isHigh ? "the twin with the low s" : "made by " + key);
    }

    private static String start(Octets digest) {
        return digest.slice(0, Math.min(8, digest.length())).toHex() + "...";
    }
}
