package org.metersim.dlms.cosem;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/** A value of any COSEM data type, with its A-XDR form. Green Book 9.5, Data; Blue Book 4.1.5. */
public sealed interface CosemData {

    CosemData NULL = new Null();

    /** The type's tag byte. */
    int tag();

    /** What follows the tag. */
    void writeBody(ByteWriter out);

    /** Tag and body. */
    default void write(ByteWriter out) {
        out.u8(tag());
        writeBody(out);
    }

    default byte[] encode() {
        ByteWriter out = new ByteWriter();
        write(out);
        return out.toBytes();
    }

    /**
     * One value with its tag.
     *
     * @throws org.metersim.dlms.codec.DecodeException when the bytes are none, or nest too deep
     */
    static CosemData read(ByteReader in) {
        return DataReader.read(in);
    }

    /** One value that fills all of {@code bytes}. */
    static CosemData decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        CosemData data = read(in);
        in.expectEnd("data");
        return data;
    }

    static CosemData structure(CosemData... elements) {
        return new Structure(List.of(elements));
    }

    static CosemData array(List<? extends CosemData> elements) {
        return new Array(List.copyOf(elements));
    }

    static CosemData octets(byte[] bytes) {
        return new OctetString(Octets.of(bytes));
    }

    static CosemData visible(String ascii) {
        return new VisibleString(ascii);
    }

    static CosemData bool(boolean value) {
        return new Bool(value);
    }

    static CosemData enumeration(int value) {
        return new Numeral(NumeralType.ENUM, value);
    }

    static CosemData integer(int value) {
        return new Numeral(NumeralType.INTEGER, value);
    }

    static CosemData unsigned(int value) {
        return new Numeral(NumeralType.UNSIGNED, value);
    }

    static CosemData longInteger(int value) {
        return new Numeral(NumeralType.LONG, value);
    }

    static CosemData longUnsigned(int value) {
        return new Numeral(NumeralType.LONG_UNSIGNED, value);
    }

    static CosemData doubleLong(int value) {
        return new Numeral(NumeralType.DOUBLE_LONG, value);
    }

    static CosemData doubleLongUnsigned(long value) {
        return new Numeral(NumeralType.DOUBLE_LONG_UNSIGNED, value);
    }

    /** null-data [0]. */
    record Null() implements CosemData {
        @Override
        public int tag() {
            return 0x00;
        }

        @Override
        public void writeBody(ByteWriter out) {
            // null-data has no body
        }
    }

    /** array [1]: elements of one type. */
    record Array(List<CosemData> elements) implements CosemData {
        @Override
        public int tag() {
            return 0x01;
        }

        @Override
        public void writeBody(ByteWriter out) {
            out.length(elements.size());
            elements.forEach(element -> element.write(out));
        }
    }

    /** structure [2]: elements of any types. */
    record Structure(List<CosemData> elements) implements CosemData {
        @Override
        public int tag() {
            return 0x02;
        }

        @Override
        public void writeBody(ByteWriter out) {
            out.length(elements.size());
            elements.forEach(element -> element.write(out));
        }
    }

    /** boolean [3]. Any non-zero byte is true on input; 01 on output. */
    record Bool(boolean value) implements CosemData {
        @Override
        public int tag() {
            return 0x03;
        }

        @Override
        public void writeBody(ByteWriter out) {
            out.u8(value ? 1 : 0);
        }
    }

    /**
     * bit-string [4]: the first bit is the leftmost of the first byte.
     *
     * @param bits left-aligned, padded with zero bits
     * @param count number of bits that count, 0 to 8 times the length of {@code bits}
     */
    record BitString(Octets bits, int count) implements CosemData {
        @Override
        public int tag() {
            return 0x04;
        }

        @Override
        public void writeBody(ByteWriter out) {
            out.length(count).octets(bits);
        }

        /** The bit at {@code index}, 0 is the leftmost. */
        public boolean get(int index) {
            return (bits.at(index / 8) & 0x80 >> index % 8) != 0;
        }
    }

    /**
     * Any whole number: integer, unsigned, long ... enum.
     *
     * @param value as the type holds it; a long64-unsigned above Long.MAX_VALUE is negative here
     */
    record Numeral(NumeralType type, long value) implements CosemData {

        /** @throws IllegalArgumentException when the type does not hold the value */
        public Numeral {
            if (!type.holds(value)) {
                throw new IllegalArgumentException(
                        type + ": " + value + " (expected: " + type.min() + " to " + type.max() + ")");
            }
        }

        @Override
        public int tag() {
            return type.tag();
        }

        @Override
        public void writeBody(ByteWriter out) {
            type.write(out, value);
        }
    }

    /** octet-string [9]. */
    record OctetString(Octets octets) implements CosemData {
        @Override
        public int tag() {
            return 0x09;
        }

        @Override
        public void writeBody(ByteWriter out) {
            out.sized(octets);
        }
    }

    /** visible-string [10]: ASCII; what some meters put beyond it is kept, byte for byte, as ISO 8859-1. */
    record VisibleString(String text) implements CosemData {
        @Override
        public int tag() {
            return 0x0A;
        }

        @Override
        public void writeBody(ByteWriter out) {
            out.sized(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** utf8-string [12]. */
    record Utf8String(String text) implements CosemData {
        @Override
        public int tag() {
            return 0x0C;
        }

        @Override
        public void writeBody(ByteWriter out) {
            out.sized(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** compact-array [19]: one type description, then the bodies of all elements without tags. */
    record CompactArray(TypeDescription type, Octets contents) implements CosemData {
        @Override
        public int tag() {
            return 0x13;
        }

        @Override
        public void writeBody(ByteWriter out) {
            type.write(out);
            out.sized(contents);
        }

        /**
         * The elements, each as plain data.
         *
         * @throws org.metersim.dlms.codec.DecodeException when the contents are not of that type, or expand to too many
         */
        public List<CosemData> elements() {
            return CompactElements.of(this);
        }
    }

    /** float32 [23], IEEE 754. */
    record Float32(float value) implements CosemData {
        @Override
        public int tag() {
            return 0x17;
        }

        @Override
        public void writeBody(ByteWriter out) {
            out.u32(Float.floatToRawIntBits(value));
        }
    }

    /** float64 [24], IEEE 754. */
    record Float64(double value) implements CosemData {
        @Override
        public int tag() {
            return 0x18;
        }

        @Override
        public void writeBody(ByteWriter out) {
            out.i64(Double.doubleToRawLongBits(value));
        }
    }

    /** date-time [25] of 12 octets, date [26] of 5, time [27] of 4; no length on the wire. */
    record Moment(int tag, Octets octets) implements CosemData {
        @Override
        public void writeBody(ByteWriter out) {
            out.octets(octets);
        }
    }

    /** don't-care [255]. */
    record DontCare() implements CosemData {
        @Override
        public int tag() {
            return 0xFF;
        }

        @Override
        public void writeBody(ByteWriter out) {
            // don't-care has no body
        }
    }
}
