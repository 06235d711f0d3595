package org.metersim.dlms.cosem;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;

/** Reads COSEM data of any type, with a bound on how deep and how many. */
final class DataReader {

    /** Deeper nesting is refused: no object of the Blue Book needs more, and recursion must end. */
    static final int MAX_DEPTH = 16;

    private DataReader() {}

    static CosemData read(ByteReader in) {
        return read(in, 0);
    }

    private static CosemData read(ByteReader in, int depth) {
        int at = in.position();
        if (depth > MAX_DEPTH) {
            throw new DecodeException("data", "depth " + depth, "<= " + MAX_DEPTH, at);
        }
        int tag = in.u8("data type");
        return switch (tag) {
            case 0x01 -> new CosemData.Array(readElements(in, depth));
            case 0x02 -> new CosemData.Structure(readElements(in, depth));
            case 0x13 -> new CosemData.CompactArray(TypeDescription.read(in, 0), in.sized("compact-array"));
            default -> readSimple(tag, in, at);
        };
    }

    private static List<CosemData> readElements(ByteReader in, int depth) {
        // each element takes at least its tag, so the count is bounded by what is left
        int count = in.length("number of elements");
        List<CosemData> elements = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            elements.add(read(in, depth + 1));
        }
        return List.copyOf(elements);
    }

    /** The body of any type but array, structure and compact-array. */
    static CosemData readSimple(int tag, ByteReader in, int at) {
        return switch (tag) {
            case 0x00 -> CosemData.NULL;
            case 0x03 -> new CosemData.Bool(in.flag("boolean"));
            case 0x04 -> readBitString(in, at);
            case 0x09 -> new CosemData.OctetString(in.sized("octet-string"));
            case 0x0A ->
                new CosemData.VisibleString(
                        new String(in.sized("visible-string").toBytes(), StandardCharsets.ISO_8859_1));
            case 0x0C -> readUtf8String(in, at);
            case 0x17 -> new CosemData.Float32(Float.intBitsToFloat(in.i32("float32")));
            case 0x18 -> new CosemData.Float64(Double.longBitsToDouble(in.i64("float64")));
            case 0x19 -> new CosemData.Moment(tag, in.octets("date-time", 12));
            case 0x1A -> new CosemData.Moment(tag, in.octets("date", 5));
            case 0x1B -> new CosemData.Moment(tag, in.octets("time", 4));
            case 0xFF -> new CosemData.DontCare();
            default -> readNumeral(tag, in, at);
        };
    }

    private static CosemData readUtf8String(ByteReader in, int at) {
        byte[] bytes = in.sized("utf8-string").toBytes();
        try {
            return new CosemData.Utf8String(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException broken) {
            throw new DecodeException("utf8-string", Hex.compact(bytes), "UTF-8", at);
        }
    }

    private static CosemData readBitString(ByteReader in, int at) {
        long count = in.count("bit-string");
        if (count > 8L * in.remaining()) {
            throw new DecodeException("bit-string length", count, "<= " + 8L * in.remaining(), at);
        }
        Octets bits = in.octets("bit-string", (int) ((count + 7) / 8));
        return new CosemData.BitString(bits, (int) count);
    }

    private static CosemData readNumeral(int tag, ByteReader in, int at) {
        Optional<NumeralType> type = NumeralType.ofTag(tag);
        if (type.isEmpty()) {
            throw new DecodeException("data type", tag, "a tag of the Data choice", at);
        }
        return new CosemData.Numeral(type.get(), type.get().read(in));
    }
}
