package org.metersim.metrology.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;

/** The A-XDR pieces that a program is made of, reading and writing side by side. */
final class Wire {

    static final int ARRAY = 0x01;
    static final int STRUCTURE = 0x02;
    static final int BOOLEAN = 0x03;
    static final int DOUBLE_LONG_UNSIGNED = 0x06;
    static final int OCTET_STRING = 0x09;
    static final int VISIBLE_STRING = 0x0A;
    static final int INTEGER = 0x0F;
    static final int UNSIGNED = 0x11;
    static final int LONG_UNSIGNED = 0x12;
    static final int ENUM = 0x16;

    /** How deep a value may nest: a number in an array in an array is 3 deep. */
    static final int MAX_DEPTH = 8;

    private Wire() {}

    static void expectStructure(ByteReader in, String field, int elements) {
        in.expect(field + " structure", STRUCTURE);
        in.expect(field + " elements", elements);
    }

    static void structure(ByteWriter out, int elements) {
        out.u8(STRUCTURE).length(elements);
    }

    /** The number of elements, at most {@code max}. */
    static int readArray(ByteReader in, String field, int max) {
        in.expect(field + " array", ARRAY);
        int at = in.position();
        int count = in.length(field);
        if (count > max) {
            throw new DecodeException(field, count, "<= " + max, at);
        }
        return count;
    }

    static void array(ByteWriter out, int elements) {
        out.u8(ARRAY).length(elements);
    }

    static void expectUnsigned(ByteReader in, String field, int value) {
        in.expect(field + " type", UNSIGNED);
        in.expect(field, value);
    }

    static void unsigned(ByteWriter out, int value) {
        out.u8(UNSIGNED).u8(value);
    }

    static long readNumber(ByteReader in, String field) {
        in.expect(field + " type", DOUBLE_LONG_UNSIGNED);
        return in.u32(field);
    }

    static void number(ByteWriter out, long value) {
        out.u8(DOUBLE_LONG_UNSIGNED).u32(value);
    }

    static int readEnum(ByteReader in, String field) {
        in.expect(field + " type", ENUM);
        return in.u8(field);
    }

    static void enumeration(ByteWriter out, int value) {
        out.u8(ENUM).u8(value);
    }

    static int readInteger(ByteReader in, String field) {
        in.expect(field + " type", INTEGER);
        return in.i8(field);
    }

    static void integer(ByteWriter out, int value) {
        out.u8(INTEGER).u8(value);
    }

    static Octets readOctets(ByteReader in, String field) {
        in.expect(field + " type", OCTET_STRING);
        return in.sized(field);
    }

    static void octets(ByteWriter out, Octets octets) {
        out.u8(OCTET_STRING).sized(octets);
    }

    static String readText(ByteReader in, String field) {
        in.expect(field + " type", VISIBLE_STRING);
        return in.sized(field).toAscii();
    }

    static void text(ByteWriter out, String text) {
        out.u8(VISIBLE_STRING).sized(Octets.ascii(text));
    }

    /** A value for an attribute or a method. */
    static CosemData readValue(ByteReader in, String field) {
        int at = in.position();
        CosemData value = CosemData.read(in);
        return made(field, at, () -> checked(value));
    }

    /** A value that may be absent: an array of one or none. */
    static Optional<CosemData> readOptional(ByteReader in, String field) {
        return readArray(in, field, 1) == 0 ? Optional.empty() : Optional.of(readValue(in, field));
    }

    static void optional(ByteWriter out, Optional<CosemData> value) {
        array(out, value.isPresent() ? 1 : 0);
        value.ifPresent(data -> data.write(out));
    }

    static List<Integer> readIntegers(ByteReader in, String field) {
        int count = readArray(in, field, Byte.MAX_VALUE);
        List<Integer> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(readInteger(in, field));
        }
        return values;
    }

    /**
     * Makes a value of what was read.
     *
     * @throws DecodeException when the value's own rules refuse it
     */
    static <T> T made(String field, int at, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException refused) {
            throw new DecodeException(field, String.valueOf(refused.getMessage()), "as a program may say it", at);
        }
    }

    /**
     * The value, when a program may carry it.
     *
     * @throws IllegalArgumentException when it nests too deep, or is a compact-array, which is another spelling of
     *     array
     */
    static CosemData checked(CosemData value) {
        int depth = depth(value);
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("value: " + depth + " deep (expected: <= " + MAX_DEPTH + ")");
        }
        return value;
    }

    private static int depth(CosemData value) {
        if (value instanceof CosemData.CompactArray) {
            throw new IllegalArgumentException("value: compact-array (expected: array)");
        }
        if (value instanceof CosemData.Array array) {
            return 1 + depth(array.elements());
        }
        return value instanceof CosemData.Structure structure ? 1 + depth(structure.elements()) : 1;
    }

    private static int depth(List<CosemData> elements) {
        return elements.stream().mapToInt(Wire::depth).max().orElse(0);
    }
}
