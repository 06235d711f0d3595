package org.metersim.app.firmware;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Checksum;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
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
    private static final int PROTECTED_MAGIC = 0x6908;
    private static final int PROTECTED_SIZE_AT = 0x0A;
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

    /** Bytes to leave off in front of the CRC. */
    int contentCut;

    /** How many bytes of the file to keep. */
    int keep = Integer.MAX_VALUE;

    /** Behind the CRC. */
    byte[] behind = new byte[0];

    /** By how much the size of the unprotected area is wrong. */
    int areaExcess;

    /** By how much the length of the last unprotected TLV is wrong. */
    int tlvExcess;

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
        crc = check(new CRC32());
    }

    /** Another check sum of what the CRC-32 is of. */
    long check(Checksum computed) {
        computed.update(content());
        return computed.getValue();
    }

    private byte[] content() {
        ByteWriter area = new ByteWriter();
        for (int i = 0; i < open.size(); i++) {
            Entry entry = open.get(i);
            int excess = i == open.size() - 1 ? tlvExcess : 0;
            area.u16le(entry.type()).u16le(entry.value().length + excess).bytes(entry.value());
        }
        byte[] whole = new ByteWriter()
                .bytes(signed)
                .u16le(UNPROTECTED_MAGIC)
                .u16le(AREA_HEADER_BYTES + area.size() + areaExcess)
                .bytes(area.toBytes())
                .bytes(padding)
                .toBytes();
        return Arrays.copyOf(whole, whole.length - contentCut);
    }

    /** All of the unprotected area. */
    int openBytes() {
        return content().length - signed.length;
    }

    byte[] file() {
        byte[] whole =
                new ByteWriter().bytes(content()).u32le(crc).bytes(behind).toBytes();
        return Arrays.copyOf(whole, Math.min(keep, whole.length - cut));
    }

    /** Puts a TLV into the protected area, in the place of one of its type or behind all; the sizes say so. */
    void putProtected(int type, byte[] value) {
        List<Entry> entries = new ArrayList<>(protectedEntries());
        entries.removeIf(entry -> entry.type() == type);
        entries.add(new Entry(type, value));
        setProtected(entries);
    }

    List<Entry> protectedEntries() {
        ByteReader in = new ByteReader(signed);
        in.bytes("header, payload and area header", payloadAt() + payloadBytes() + AREA_HEADER_BYTES);
        List<Entry> entries = new ArrayList<>();
        while (!in.isEmpty()) {
            int type = in.u16le("tlv type");
            entries.add(new Entry(type, in.bytes("tlv value", in.u16le("tlv length"))));
        }
        return entries;
    }

    void setProtected(List<Entry> entries) {
        ByteWriter area = new ByteWriter();
        entries.forEach(
                entry -> area.u16le(entry.type()).u16le(entry.value().length).bytes(entry.value()));
        int size = AREA_HEADER_BYTES + area.size();
        byte[] start = Arrays.copyOf(signed, payloadAt() + payloadBytes());
        signed = new ByteWriter()
                .bytes(start)
                .u16le(PROTECTED_MAGIC)
                .u16le(size)
                .bytes(area.toBytes())
                .toBytes();
        signed[PROTECTED_SIZE_AT] = (byte) size;
        signed[PROTECTED_SIZE_AT + 1] = (byte) (size >> 8);
    }
}
