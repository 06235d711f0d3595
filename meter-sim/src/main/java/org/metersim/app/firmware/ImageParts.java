package org.metersim.app.firmware;

import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.SigningKey;

/**
 * An image taken into its parts to be put together wrongly. Knows the layout by itself, so that nothing which the
 * meter's reader refuses is out of reach.
 */
final class ImageParts {

    /** One entry of the unprotected area. */
    record Entry(int type, byte[] value) {}

    static final int SHA256 = 0x10;
    static final int SHA384 = 0x11;
    private static final int UNPROTECTED_MAGIC = 0x6907;
    private static final int AREA_HEADER_BYTES = 4;
    private static final int CRC_BYTES = 4;
    private static final int HEADER_SIZE_AT = 0x08;
    private static final int PAYLOAD_SIZE_AT = 0x0C;

    /** Header, payload, protected TLVs. */
    byte[] signed;

    final List<Entry> open = new ArrayList<>();

    /** Between the unprotected TLVs and the CRC. */
    byte[] padding = new byte[0];

    long crc;

    /** Bytes to leave off at the end. */
    int cut;

    private ImageParts(byte[] signed) {
        this.signed = signed;
    }

    /** @throws DecodeException when {@code file} is not laid out as an image */
    static ImageParts of(byte[] file) {
        ByteReader in = new ByteReader(file);
        in.bytes("magic and load_addr", HEADER_SIZE_AT);
        int headerBytes = in.u16le("hdr_size");
        int protectedBytes = in.u16le("protect_tlv_size");
        long signedBytes = headerBytes + in.u32le("img_size") + protectedBytes;
        if (signedBytes > file.length - AREA_HEADER_BYTES - CRC_BYTES) {
            throw new DecodeException("img_size", signedBytes, "what fits the file", PAYLOAD_SIZE_AT);
        }
        ByteReader whole = new ByteReader(file);
        ImageParts parts = new ImageParts(whole.bytes("signed part", (int) signedBytes));
        whole.bytes("area header", AREA_HEADER_BYTES);
        while (whole.remaining() > CRC_BYTES) {
            int type = whole.u16le("tlv type");
            parts.open.add(new Entry(type, whole.bytes("tlv value", whole.u16le("tlv length"))));
        }
        parts.crc = whole.u32le("CRC-32");
        return parts;
    }

    private int u16(int at) {
        return (signed[at] & 0xFF) | (signed[at + 1] & 0xFF) << 8;
    }

    /** Where the payload begins. */
    int payloadAt() {
        return u16(HEADER_SIZE_AT);
    }

    int payloadBytes() {
        return u16(PAYLOAD_SIZE_AT) | u16(PAYLOAD_SIZE_AT + 2) << 16;
    }

    /** Where the value of a protected TLV begins. @throws DecodeException when there is none of that type */
    int protectedValueAt(int type) {
        ByteReader in = new ByteReader(signed);
        in.bytes("header, payload and area header", payloadAt() + payloadBytes() + AREA_HEADER_BYTES);
        while (!in.isEmpty()) {
            int found = in.u16le("tlv type");
            int length = in.u16le("tlv length");
            if (found == type) {
                return in.position();
            }
            in.bytes("tlv value", length);
        }
        throw new DecodeException("protected TLVs", "none of type " + Integer.toHexString(type), "one", signed.length);
    }

    /** Puts the right digest in the place of the old one. */
    void fixDigest() {
        open.replaceAll(entry -> switch (entry.type()) {
            case SHA256 -> new Entry(SHA256, hash("SHA-256"));
            case SHA384 -> new Entry(SHA384, hash("SHA-384"));
            default -> entry;
        });
    }

    private byte[] hash(String algorithm) {
        try {
            return java.security.MessageDigest.getInstance(algorithm).digest(signed);
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(algorithm + " is part of every Java platform", impossible);
        }
    }

    /** Signs what is there now: digest, key hash and signature are new. */
    void fixSignature(SigningKey key) {
        ImageParts fresh = of(ImageBuilder.sign(signed, key));
        open.clear();
        open.addAll(fresh.open);
    }

    void fixCrc() {
        byte[] content = content();
        CRC32 computed = new CRC32();
        computed.update(content);
        crc = computed.getValue();
    }

    private byte[] content() {
        ByteWriter area = new ByteWriter();
        open.forEach(
                entry -> area.u16le(entry.type()).u16le(entry.value().length).bytes(entry.value()));
        return new ByteWriter()
                .bytes(signed)
                .u16le(UNPROTECTED_MAGIC)
                .u16le(AREA_HEADER_BYTES + area.size())
                .bytes(area.toBytes())
                .bytes(padding)
                .toBytes();
    }

    byte[] file() {
        byte[] whole = new ByteWriter().bytes(content()).u32le(crc).toBytes();
        return Octets.of(whole).slice(0, whole.length - cut).toBytes();
    }
}
