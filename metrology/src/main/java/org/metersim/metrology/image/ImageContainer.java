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
 * @param signedPart everything that digest and signature cover: header, payload, protected TLVs
 */
public record ImageContainer(
        ImageHeader header, Octets payload, Octets signedPart, List<Tlv> protectedTlvs, List<Tlv> unprotectedTlvs) {

    static final int CRC_BYTES = 4;

    /** What an image for any component, vendor and model must have. */
    private static final List<Integer> REQUIRED = List.of(Tlv.SEC_CNT, Tlv.UUID_VID, Tlv.UUID_CID, Tlv.COMPONENT);

    /**
     * Takes a file apart, CRC included (not checked here).
     *
     * @throws DecodeException when its structure is not exactly that of an image
     */
    public static ImageContainer parse(byte[] file) {
        ByteReader in = new ByteReader(file);
        ImageHeader header = ImageHeader.read(in);
        long needed = header.payloadBytes() + header.protectedBytes() + Tlv.AREA_HEADER_BYTES + CRC_BYTES;
        if (needed > in.remaining()) {
            throw new DecodeException("img_size", header.payloadBytes(), "what fits the file", 12);
        }
        Octets payload = in.octets("payload", (int) header.payloadBytes());
        List<Tlv> guarded = Tlv.readArea(in.slice("protected TLVs", header.protectedBytes()), Tlv.PROTECTED_MAGIC);
        int signedBytes = in.position();
        List<Tlv> open = Tlv.readArea(in.slice("TLVs", in.remaining() - CRC_BYTES), Tlv.UNPROTECTED_MAGIC);
        demandTlvs(guarded, open, signedBytes);
        return new ImageContainer(
                header, payload, Octets.of(file).slice(0, signedBytes), List.copyOf(guarded), List.copyOf(open));
    }

    private static void demandTlvs(List<Tlv> guarded, List<Tlv> open, int openAt) {
        for (int type : REQUIRED) {
            if (Tlv.find(guarded, type).isEmpty()) {
                throw new DecodeException("tlv " + Integer.toHexString(type), "missing", "once", openAt);
            }
        }
        demandOne(open, Tlv.SHA256, Tlv.SHA384, openAt);
        demandOne(open, Tlv.ECDSA, Tlv.ED25519, openAt);
    }

    private static void demandOne(List<Tlv> open, int one, int other, int at) {
        if (Tlv.find(open, one).isPresent() && Tlv.find(open, other).isPresent()) {
            throw new DecodeException("tlv " + Integer.toHexString(other), "beside another", "one of a kind", at);
        }
    }

    public ImageVersion version() {
        return header.version();
    }

    public boolean isProgram() {
        return header.flags() == ImageHeader.NON_BOOTABLE;
    }

    /** Anti-rollback counter, 32 bits unsigned. */
    public long securityCounter() {
        return ByteReader.of(required(Tlv.SEC_CNT)).u32le("SEC_CNT");
    }

    /** 0 metrology, 1 NIC, 2 program; or a number that nobody has. */
    public int component() {
        return required(Tlv.COMPONENT).at(0);
    }

    Octets vendorId() {
        return required(Tlv.UUID_VID);
    }

    Octets modelId() {
        return required(Tlv.UUID_CID);
    }

    private Octets required(int type) {
        return Tlv.find(protectedTlvs, type).orElseThrow();
    }

    /** The DLMS image identifier with which it must be announced, if it says one. */
    public Optional<Octets> imageId() {
        return Tlv.find(protectedTlvs, Tlv.IMAGE_ID);
    }

    /** The hardware revisions that it runs on; empty for any. */
    public Optional<ImageSpec.HardwareRange> hardware() {
        return Tlv.find(protectedTlvs, Tlv.HW_RANGE).map(ImageSpec.HardwareRange::read);
    }

    /** What it needs of another component. */
    public Optional<ImageSpec.Dependency> dependency() {
        return Tlv.find(protectedTlvs, Tlv.DEPENDENCY).map(ImageSpec.Dependency::read);
    }

    /** The value of an unprotected TLV. */
    Optional<Octets> open(int type) {
        return Tlv.find(unprotectedTlvs, type);
    }

    /** SHA-256 or SHA-384 of the signed part, as the file says it. */
    public Optional<Octets> digest() {
        return open(Tlv.SHA256).or(() -> open(Tlv.SHA384));
    }

    /** Digest of the public key that is to verify it. */
    public Optional<Octets> keyHash() {
        return open(Tlv.KEYHASH);
    }

    /** The bytes that sign it; for {@code firmware inspect}. */
    public Optional<Octets> signature() {
        return open(Tlv.ECDSA).or(() -> open(Tlv.ED25519));
    }
}
