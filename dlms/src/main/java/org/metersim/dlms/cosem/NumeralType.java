package org.metersim.dlms.cosem;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/** The whole-number data types: tag, width and sign. Green Book 9.5, Data. */
public enum NumeralType {
    DOUBLE_LONG(0x05, 4, true),
    DOUBLE_LONG_UNSIGNED(0x06, 4, false),
    BCD(0x0D, 1, false),
    INTEGER(0x0F, 1, true),
    LONG(0x10, 2, true),
    UNSIGNED(0x11, 1, false),
    LONG_UNSIGNED(0x12, 2, false),
    LONG64(0x14, 8, true),
    LONG64_UNSIGNED(0x15, 8, false),
    ENUM(0x16, 1, false);

    private static final List<NumeralType> ALL = List.of(values());

    private final int tag;
    private final int bytes;
    private final boolean signed;
    private final String spelling;

    NumeralType(int tag, int bytes, boolean signed) {
        this.tag = tag;
        this.bytes = bytes;
        this.signed = signed;
        this.spelling = name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public int tag() {
        return tag;
    }

    /** Smallest value; 0 for the unsigned types. */
    public long min() {
        return signed ? -1L << 8 * bytes - 1 : 0;
    }

    /** Largest value; -1 for long64-unsigned, which is to be compared unsigned. */
    public long max() {
        return signed ? ~min() : bytes == 8 ? -1 : (1L << 8 * bytes) - 1;
    }

    /** Whether the type can hold {@code value}; 64 bits always do. */
    public boolean holds(long value) {
        return bytes == 8 || value >= min() && value <= max();
    }

    /** The type of {@code tag}, if it is one of whole numbers. */
    public static Optional<NumeralType> ofTag(int tag) {
        for (NumeralType type : ALL) {
            if (type.tag == tag) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    long read(ByteReader in) {
        return switch (bytes) {
            case 1 -> signed ? in.i8(spelling) : in.u8(spelling);
            case 2 -> signed ? in.i16(spelling) : in.u16(spelling);
            case 4 -> signed ? in.i32(spelling) : in.u32(spelling);
            default -> in.i64(spelling);
        };
    }

    void write(ByteWriter out, long value) {
        switch (bytes) {
            case 1 -> out.u8((int) value);
            case 2 -> out.u16((int) value);
            case 4 -> out.u32(value);
            default -> out.i64(value);
        }
    }

    /** {@code double-long-unsigned}: the standard's spelling. */
    @Override
    public String toString() {
        return spelling;
    }
}
