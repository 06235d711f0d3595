package org.metersim.metrology.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final int LONGEST = 0xFFFF;

    /** How long a value of a type may be. */
    private record Length(int min, int max) {

        static Length of(int exact) {
            return new Length(exact, exact);
        }

        boolean has(int length) {
            return min <= length && length <= max;
        }

        @Override
        public String toString() {
            return min == max ? String.valueOf(min) : min + " to " + max;
        }
    }

    private static final Length ANY = new Length(0, LONGEST);

    private static final Map<Integer, Length> PROTECTED = Map.of(
            DEPENDENCY, Length.of(4 + ImageVersion.LENGTH_BYTES),
            SEC_CNT, Length.of(4),
            UUID_VID, Length.of(16),
            UUID_CID, Length.of(16),
            COMPONENT, Length.of(1),
            HW_RANGE, Length.of(4),
            IMAGE_ID, new Length(1, 64));

    /** A signature of a wrong length is a wrong signature, and a key hash of one names no trusted key. */
    private static final Map<Integer, Length> UNPROTECTED =
            Map.of(KEYHASH, ANY, SHA256, Length.of(32), SHA384, Length.of(48), ECDSA, ANY, ED25519, ANY);

    /** An area, header included. @throws DecodeException when it is not exactly one, or has what it must not */
    static List<Tlv> readArea(ByteReader in, int magic) {
        int at = in.position();
        int found = in.u16le("tlv magic");
        int total = in.u16le("tlv area size");
        if (found != magic || total != in.remaining() + AREA_HEADER_BYTES) {
            String said = Integer.toHexString(found) + ", " + total + " bytes";
            String expected = Integer.toHexString(magic) + ", " + (in.remaining() + AREA_HEADER_BYTES) + " bytes";
            throw new DecodeException("tlv area", said, expected, at);
        }
        List<Tlv> entries = new ArrayList<>();
        while (!in.isEmpty()) {
            int entryAt = in.position();
            Tlv entry = read(in, magic == PROTECTED_MAGIC);
            if (find(entries, entry.type).isPresent()) {
                throw new DecodeException("tlv type", entry.type, "each at most once", entryAt);
            }
            entries.add(entry);
        }
        return entries;
    }

    private static Tlv read(ByteReader in, boolean isProtected) {
        int at = in.position();
        int type = in.u16le("tlv type");
        boolean unknown = isProtected && type >= FIRST_OWN && type <= LAST_OWN;
        Map<Integer, Length> known = isProtected ? PROTECTED : UNPROTECTED;
        if (!known.containsKey(type) && !unknown) {
            throw new DecodeException("tlv type", type, "one that this area may have", at);
        }
        Octets value = in.octets("tlv value", in.u16le("tlv length"));
        Length allowed = known.getOrDefault(type, ANY);
        if (!allowed.has(value.length())) {
            String field = "tlv " + Integer.toHexString(type) + " length";
            throw new DecodeException(field, value.length(), allowed.toString(), at);
        }
        return new Tlv(type, value);
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
