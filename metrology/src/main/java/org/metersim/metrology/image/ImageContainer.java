package org.metersim.metrology.image;

import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/**
 * An image taken apart: an MCUboot image and a CRC-32 behind it, as docs/firmware.md has it. What is in it is not to be
 * believed before digest and signature are checked.
 *
 * @param flags 0 firmware, 0x10 program
 * @param signedPart everything that digest and signature cover: header, payload, protected TLVs
 */
public record ImageContainer(
        ImageVersion version,
        long flags,
        Octets payload,
        Octets signedPart,
        List<Tlv> protectedTlvs,
        List<Tlv> unprotectedTlvs) {

    static final long MAGIC = 0x96F3B83DL;
    static final int HEADER_BYTES = 32;
    static final int CRC_BYTES = 4;
    static final long NON_BOOTABLE = 0x10;
    private static final int MAX_HEADER_BYTES = 1024;

    /**
     * Takes a file apart, CRC included (not checked here).
     *
     * @throws DecodeException when its structure is not exactly that of an image
     */
    public static ImageContainer parse(byte[] file) {
        ByteReader in = new ByteReader(file);
        long magic = in.u32le("magic");
        demand(magic == MAGIC, "magic", Long.toHexString(magic), "96f3b83d", 0);
        demand(in.u32le("load_addr") == 0, "load_addr", "not 0", "0", 4);
        int headerSize = in.u16le("hdr_size");
        demand(
                headerSize >= HEADER_BYTES && headerSize <= MAX_HEADER_BYTES && headerSize % 4 == 0,
                "hdr_size",
                headerSize,
                "32 to 1024, a multiple of 4",
                8);
        int protectedSize = in.u16le("protect_tlv_size");
        demand(protectedSize > Tlv.AREA_HEADER_BYTES, "protect_tlv_size", protectedSize, "> 4", 10);
        long payloadSize = in.u32le("img_size");
        long flags = in.u32le("flags");
        demand(flags == 0 || flags == NON_BOOTABLE, "flags", flags, "0 or 10h", 16);
        ImageVersion version = ImageVersion.read(in);
        demand(in.u32le("pad") == 0, "pad", "not 0", "0", 28);
        in.bytes("header", headerSize - HEADER_BYTES);
        long needed = payloadSize + protectedSize + Tlv.AREA_HEADER_BYTES + CRC_BYTES;
        demand(needed <= in.remaining(), "img_size", payloadSize, "what fits the file", 12);
        Octets payload = in.octets("payload", (int) payloadSize);
        List<Tlv> guarded = Tlv.readArea(in.slice("protected TLVs", protectedSize), Tlv.PROTECTED_MAGIC);
        int signedBytes = in.position();
        List<Tlv> open = Tlv.readArea(in.slice("TLVs", in.remaining() - CRC_BYTES), Tlv.UNPROTECTED_MAGIC);
        Octets signedPart = Octets.of(file).slice(0, signedBytes);
        return new ImageContainer(version, flags, payload, signedPart, guarded, open);
    }

    private static void demand(boolean holds, String field, Object value, String expected, int at) {
        if (!holds) {
            throw new DecodeException(field, value, expected, at);
        }
    }

    public boolean isProgram() {
        return flags == NON_BOOTABLE;
    }

    /** Anti-rollback counter; -1 when it has not exactly one of 4 bytes. */
    public long securityCounter() {
        return guarded(Tlv.SEC_CNT, 4)
                .map(value -> ByteReader.of(value).u32le("SEC_CNT"))
                .orElse(-1L);
    }

    /** 0 metrology, 1 NIC, 2 program; -1 when it has none. */
    public int component() {
        return guarded(Tlv.COMPONENT, 1).map(value -> value.at(0)).orElse(-1);
    }

    Optional<Octets> vendorId() {
        return guarded(Tlv.UUID_VID, 16);
    }

    Optional<Octets> modelId() {
        return guarded(Tlv.UUID_CID, 16);
    }

    /** The DLMS image identifier with which it must be announced, if it says one. */
    public Optional<Octets> imageId() {
        return Tlv.find(protectedTlvs, Tlv.IMAGE_ID);
    }

    Optional<Octets> hardwareRange() {
        return Tlv.find(protectedTlvs, Tlv.HW_RANGE);
    }

    Optional<Octets> dependency() {
        return Tlv.find(protectedTlvs, Tlv.DEPENDENCY);
    }

    /** SHA-256 or SHA-384 that the file says, whichever it has. */
    Optional<Octets> digest() {
        return open(Tlv.SHA256).or(() -> open(Tlv.SHA384));
    }

    Optional<Octets> keyHash() {
        return open(Tlv.KEYHASH);
    }

    /** The bytes that sign it; for {@code firmware inspect}. */
    public Optional<Octets> signature() {
        return open(Tlv.ECDSA).or(() -> open(Tlv.ED25519));
    }

    Optional<Octets> open(int type) {
        return Tlv.find(unprotectedTlvs, type);
    }

    private Optional<Octets> guarded(int type, int length) {
        return Tlv.find(protectedTlvs, type).filter(value -> value.length() == length);
    }
}
