package org.metersim.metrology.image;

import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/**
 * An image of the {@code cms} form, taken apart: header, payload, manifest, then a detached CMS signature over these
 * three, then a CRC-32; integers little-endian. docs/firmware.md.
 *
 * @param manifest what it says of itself
 * @param signatureBlock CMS SignedData, DER
 */
record CmsImage(ImageSpec manifest, Octets payload, Octets signedPart, Octets signatureBlock)
        implements ImageContainer {

    static final Octets MAGIC = Octets.ascii("CMS1");
    static final int HEADER_BYTES = 12;

    /** With certificates of a whole chain and several signers it has a few thousand. */
    static final int MAX_SIGNATURE_BYTES = 16_384;

    /** @throws DecodeException when its structure is not exactly that; the signature block is looked at elsewhere */
    static CmsImage parse(byte[] file) {
        ByteReader in = new ByteReader(file);
        Octets magic = in.octets("magic", MAGIC.length());
        if (!magic.equals(MAGIC)) {
            throw new DecodeException("magic", magic, MAGIC.toString(), 0);
        }
        long payloadBytes = in.u32le("payload size");
        long manifestBytes = in.u32le("manifest size");
        long signatureBytes = in.remaining() - payloadBytes - manifestBytes - CRC_BYTES;
        if (manifestBytes > Manifest.MAX_BYTES) {
            throw new DecodeException("manifest size", manifestBytes, "at most " + Manifest.MAX_BYTES, 8);
        }
        if (signatureBytes < 0 || signatureBytes > MAX_SIGNATURE_BYTES) {
            throw new DecodeException("payload size", payloadBytes, "what leaves a signature of at most 16384", 4);
        }
        Octets payload = in.octets("payload", (int) payloadBytes);
        int manifestAt = in.position();
        ImageSpec manifest = Manifest.read(in.octets("manifest", (int) manifestBytes), manifestAt);
        int signedBytes = in.position();
        Octets block = in.octets("signature", (int) signatureBytes);
        return new CmsImage(manifest, payload, Octets.of(file).slice(0, signedBytes), block);
    }

    /** Header, payload and manifest: what is to be signed, as {@code openssl cms -sign -binary} does. */
    static byte[] toBeSigned(ImageSpec spec, byte[] payload) {
        byte[] manifest = Manifest.write(spec);
        return new ByteWriter()
                .octets(MAGIC)
                .u32le(payload.length)
                .u32le(manifest.length)
                .bytes(payload)
                .bytes(manifest)
                .toBytes();
    }

    @Override
    public ImageVersion version() {
        return manifest.version();
    }

    @Override
    public long securityCounter() {
        return manifest.securityCounter();
    }

    @Override
    public int component() {
        return manifest.component();
    }

    @Override
    public boolean isBootable() {
        return component() != PROGRAM && component() != BUNDLE;
    }

    @Override
    public Octets vendorId() {
        return Digests.vendorId(manifest.vendor());
    }

    @Override
    public Octets modelId() {
        return Digests.modelId(manifest.vendor(), manifest.model());
    }

    @Override
    public Optional<Octets> imageId() {
        return manifest.imageId().isEmpty() ? Optional.empty() : Optional.of(manifest.imageId());
    }

    @Override
    public Optional<ImageSpec.HardwareRange> hardware() {
        return manifest.hardware();
    }

    @Override
    public Optional<ImageSpec.Dependency> dependency() {
        return manifest.dependency();
    }

    /** In the signature block, once for each who signed. */
    @Override
    public Optional<Octets> digest() {
        return Optional.empty();
    }

    /** The signature block names a certificate instead. */
    @Override
    public Optional<Octets> keyHash() {
        return Optional.empty();
    }

    @Override
    public Optional<Octets> signature() {
        return signatureBlock.isEmpty() ? Optional.empty() : Optional.of(signatureBlock);
    }
}
