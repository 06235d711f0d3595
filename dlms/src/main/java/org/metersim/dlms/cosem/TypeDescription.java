package org.metersim.dlms.cosem;

import java.util.ArrayList;
import java.util.List;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;

/**
 * What the elements of a compact-array are. Green Book 9.5, TypeDescription.
 *
 * @param tag the data type's tag
 * @param count of an array: its number of elements, 0 to 65535; else 0
 * @param elements of an array: the one element type; of a structure: one a member; else empty
 */
public record TypeDescription(int tag, int count, List<TypeDescription> elements) {

    static final int ARRAY = 0x01;
    static final int STRUCTURE = 0x02;

    /** Of a type that is neither array nor structure. */
    public static TypeDescription of(int tag) {
        return new TypeDescription(tag, 0, List.of());
    }

    static TypeDescription read(ByteReader in, int depth) {
        int at = in.position();
        if (depth > DataReader.MAX_DEPTH) {
            throw new DecodeException("type-description", "depth " + depth, "<= " + DataReader.MAX_DEPTH, at);
        }
        int tag = in.u8("type-description");
        if (tag == ARRAY) {
            int count = in.u16("array number-of-elements");
            return new TypeDescription(tag, count, List.of(read(in, depth + 1)));
        }
        if (tag != STRUCTURE) {
            return of(simple(tag, at));
        }
        int members = in.length("structure members");
        List<TypeDescription> elements = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            elements.add(read(in, depth + 1));
        }
        return new TypeDescription(tag, 0, List.copyOf(elements));
    }

    private static int simple(int tag, int at) {
        return switch (tag) {
            case 0x00, 0x03, 0x04, 0x09, 0x0A, 0x0C, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0xFF -> tag;
            default -> {
                if (NumeralType.ofTag(tag).isEmpty()) {
                    throw new DecodeException("type-description", tag, "a tag of the TypeDescription choice", at);
                }
                yield tag;
            }
        };
    }

    void write(ByteWriter out) {
        out.u8(tag);
        if (tag == ARRAY) {
            out.u16(count);
        } else if (tag == STRUCTURE) {
            out.length(elements.size());
        }
        elements.forEach(element -> element.write(out));
    }
}
