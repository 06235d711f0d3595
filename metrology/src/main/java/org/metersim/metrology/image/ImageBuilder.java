package org.metersim.metrology.image;

import java.util.ArrayList;
import java.util.List;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/** Makes images: what is to be signed, then the signed file with its CRC-32. */
public final class ImageBuilder {

    private ImageBuilder() {}

    /** Header, payload and protected TLVs: what digest and signature cover. */
    public static byte[] toBeSigned(ImageSpec spec, byte[] payload) {
        byte[] guarded = Tlv.area(Tlv.PROTECTED_MAGIC, protectedTlvs(spec));
        ByteWriter out = new ByteWriter();
        long flags = spec.component() == ImageContainer.PROGRAM || spec.component() == ImageContainer.BUNDLE
                ? ImageHeader.NON_BOOTABLE
                : ImageHeader.FIRMWARE;
        new ImageHeader(ImageHeader.LENGTH_BYTES, guarded.length, payload.length, flags, spec.version()).write(out);
        return out.bytes(payload).bytes(guarded).toBytes();
    }

    private static List<Tlv> protectedTlvs(ImageSpec spec) {
        List<Tlv> entries = new ArrayList<>();
        spec.dependency().ifPresent(other -> entries.add(new Tlv(Tlv.DEPENDENCY, other.encode())));
        entries.add(new Tlv(
                Tlv.SEC_CNT, new ByteWriter().u32le(spec.securityCounter()).toOctets()));
        entries.add(new Tlv(Tlv.UUID_VID, Digests.vendorId(spec.vendor())));
        entries.add(new Tlv(Tlv.UUID_CID, Digests.modelId(spec.vendor(), spec.model())));
        entries.add(new Tlv(Tlv.COMPONENT, new ByteWriter().u8(spec.component()).toOctets()));
        spec.hardware().ifPresent(range -> entries.add(new Tlv(Tlv.HW_RANGE, range.encode())));
        if (!spec.imageId().isEmpty()) {
            entries.add(new Tlv(Tlv.IMAGE_ID, spec.imageId()));
        }
        return entries;
    }

    /** The whole file: what was to be signed, digest, key hash and signature, CRC-32. */
    public static byte[] sign(byte[] toBeSigned, SigningKey key) {
        SigningAlgorithm algorithm = key.publicHalf().algorithm();
        return finish(toBeSigned, key.publicHalf(), key.sign(Digests.hash(algorithm.hash(), toBeSigned)));
    }

    /**
     * The whole file, with a signature that was made elsewhere.
     *
     * @throws IllegalArgumentException when {@code key} did not make it
     */
    public static byte[] attach(byte[] toBeSigned, TrustedKey key, Octets signature) {
        if (!key.verifies(Digests.hash(key.algorithm().hash(), toBeSigned), signature)) {
            throw new IllegalArgumentException("signature does not verify (expected: one made by " + key + ")");
        }
        return finish(toBeSigned, key, signature);
    }

    private static byte[] finish(byte[] toBeSigned, TrustedKey key, Octets signature) {
        SigningAlgorithm algorithm = key.algorithm();
        byte[] open = Tlv.area(
                Tlv.UNPROTECTED_MAGIC,
                List.of(
                        new Tlv(algorithm.digestTlv(), Digests.hash(algorithm.hash(), toBeSigned)),
                        new Tlv(Tlv.KEYHASH, key.hash()),
                        new Tlv(algorithm.signatureTlv(), signature)));
        return withCrc(new ByteWriter().bytes(toBeSigned).bytes(open).toBytes());
    }

    /** What is to be signed of an image of the form {@code cms}: by {@code openssl cms -sign -binary}. */
    public static byte[] toBeSignedByCms(ImageSpec spec, byte[] payload) {
        return CmsImage.toBeSigned(spec, payload);
    }

    /**
     * The whole file of the form {@code cms}.
     *
     * @param signature detached, DER
     * @throws org.metersim.dlms.codec.DecodeException when it is none; whether it is right is not looked at
     */
    public static byte[] attachCms(byte[] toBeSigned, Octets signature) {
        byte[] file =
                withCrc(new ByteWriter().bytes(toBeSigned).octets(signature).toBytes());
        ImageFormat.CMS.parse(file);
        return file;
    }

    /** The whole file without key and signature: no meter takes it, but its other layers can be inspected. */
    public static byte[] unsigned(byte[] toBeSigned) {
        Tlv digest = new Tlv(Tlv.SHA256, Digests.sha256(toBeSigned));
        byte[] open = Tlv.area(Tlv.UNPROTECTED_MAGIC, List.of(digest));
        return withCrc(new ByteWriter().bytes(toBeSigned).bytes(open).toBytes());
    }

    /** {@code content} with its CRC-32 behind it. */
    public static byte[] withCrc(byte[] content) {
        return new ByteWriter()
                .bytes(content)
                .u32le(Digests.crc32(content, content.length))
                .toBytes();
    }
}
