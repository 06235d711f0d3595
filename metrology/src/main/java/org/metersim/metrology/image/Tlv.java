package org.metersim.metrology.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/** One entry of an image's TLV areas; integers little-endian. MCUboot image.h. */
record Tlv(int type, Octets value) {

    static final int KEYHASH = 0x01;
    static final int SHA256 = 0x10;
    static final int SHA384 = 0x11;
    static final int ECDSA = 0x22;
    static final int ED25519 = 0x24;
    static final int DEPENDENCY = 0x40;
    static final int SEC_CNT = 0x50;
    static final int UUID_VID = 0x74;
    static final int UUID_CID = 0x75;
    static final int COMPONENT = 0xA0;
    static final int HW_RANGE = 0xA1;
    static final int IMAGE_ID = 0xA2;

    static final int PROTECTED_MAGIC = 0x6908;
    static final int UNPROTECTED_MAGIC = 0x6907;
    static final int AREA_HEADER_BYTES = 4;

    private static final int FIRST_OWN = 0xA0;
    private static final int LAST_OWN = 0xFF;
    private static final Set<Integer> PROTECTED =
            Set.of(DEPENDENCY, SEC_CNT, UUID_VID, UUID_CID, COMPONENT, HW_RANGE, IMAGE_ID);
    private static final Set<Integer> UNPROTECTED = Set.of(KEYHASH, SHA256, SHA384, ECDSA, ED25519);

    /** An area, header included. @throws DecodeException when it is not exactly one, or has what it must not */
    static List<Tlv> readArea(ByteReader in, int magic) {
        boolean isProtected = magic == PROTECTED_MAGIC;
        int at = in.position();
        int found = in.u16le("tlv magic");
        int total = in.u16le("tlv area size");
        if (found != magic || total != in.remaining() + AREA_HEADER_BYTES) {
            throw new DecodeException("tlv area", found + ", " + total + " bytes", "magic and size that fit", at);
        }
        List<Tlv> entries = new ArrayList<>();
        while (!in.isEmpty()) {
            int entryAt = in.position();
            int type = in.u16le("tlv type");
            Tlv entry = new Tlv(type, in.octets("tlv value", in.u16le("tlv length")));
            boolean ours = isProtected && type >= FIRST_OWN && type <= LAST_OWN;
            if (!ours && !(isProtected ? PROTECTED : UNPROTECTED).contains(type)) {
                throw new DecodeException("tlv type", type, "one that this area may have", entryAt);
            }
            if (find(entries, type).isPresent()) {
                throw new DecodeException("tlv type", type, "each at most once", entryAt);
            }
            entries.add(entry);
        }
        return entries;
    }

    static Optional<Octets> find(List<Tlv> entries, int type) {
        return entries.stream()
                .filter(entry -> entry.type() == type)
                .map(Tlv::value)
                .findFirst();
    }

    static byte[] area(int magic, List<Tlv> entries) {
        ByteWriter body = new ByteWriter();
        entries.forEach(
                entry -> body.u16le(entry.type()).u16le(entry.value().length()).octets(entry.value()));
        return new ByteWriter()
                .u16le(magic)
                .u16le(AREA_HEADER_BYTES + body.size())
                .bytes(body.toBytes())
                .toBytes();
    }
}
