package org.metersim.dlms.codec;

import java.util.Arrays;

/**
 * Reads fields from a run of bytes. Big endian unless the method name ends in {@code le}.
 *
 * <p>Every read names its field, so a short or wrong one is a {@link DecodeException} that says which and where.
 * Nothing is allocated by a length that was not first compared with what is left.
 */
public final class ByteReader {

    private final byte[] bytes;
    private final int end;
    private int position;

    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private ByteReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    public static ByteReader of(Octets octets) {
        return new ByteReader(octets.shared());
    }

    /** Index of the next byte, counted from the start of the whole run. */
    public int position() {
        return position;
    }

    public int remaining() {
        return end - position;
    }

    public boolean isEmpty() {
        return position == end;
    }

    /** The next byte without taking it, 0 to 255. */
    public int peekU8(String field) {
        need(field, 1);
        return bytes[position] & 0xFF;
    }

    public int u8(String field) {
        need(field, 1);
        return bytes[position++] & 0xFF;
    }

    public int i8(String field) {
        return (byte) u8(field);
    }

    public int u16(String field) {
        need(field, 2);
        return u8(field) << 8 | u8(field);
    }

    public int i16(String field) {
        return (short) u16(field);
    }

    public long u32(String field) {
        need(field, 4);
        return (long) u16(field) << 16 | u16(field);
    }

    public int i32(String field) {
        return (int) u32(field);
    }

    public long i64(String field) {
        need(field, 8);
        return u32(field) << 32 | u32(field);
    }

    public int u16le(String field) {
        return Short.toUnsignedInt(Short.reverseBytes((short) u16(field)));
    }

    public long u32le(String field) {
        return Integer.toUnsignedLong(Integer.reverseBytes(i32(field)));
    }

    /** The next {@code length} bytes. */
    public byte[] bytes(String field, int length) {
        need(field, length);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    public Octets octets(String field, int length) {
        return Octets.owning(bytes(field, length));
    }

    /** All bytes that are left. */
    public Octets rest() {
        return octets("rest", remaining());
    }

    /** A byte count in A-XDR (and definite BER) form, at most what is left. IEC 61334-6. */
    public int length(String field) {
        int at = position;
        long length = count(field);
        if (length > remaining()) {
            throw new DecodeException(field + " length", length, "<= " + remaining(), at);
        }
        return (int) length;
    }

    /** A number in A-XDR length form: one byte below 0x80, else 0x81 to 0x84 and that many bytes. */
    public long count(String field) {
        int first = lengthByte(field);
        if (first < 0x80) {
            return first;
        }
        int size = first & 0x7F;
        if (size < 1 || size > 4) {
            throw new DecodeException(field + " length", first, "at most 4 length bytes", position - 1);
        }
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | lengthByte(field);
        }
        return value;
    }

    private int lengthByte(String field) {
        // the name is made only for who reads it
        return isEmpty() ? u8(field + " length") : u8(field);
    }

    /** An octet-string: its length, then its bytes. */
    public Octets sized(String field) {
        return octets(field, length(field));
    }

    /** A reader of the next {@code length} bytes alone, which are taken. Its positions are those of the whole run. */
    public ByteReader slice(String field, int length) {
        need(field, length);
        position += length;
        return new ByteReader(bytes, position - length, position);
    }

    /** Takes one byte that can only be {@code expected}. */
    public void expect(String field, int expected) {
        int at = position;
        int actual = u8(field);
        if (actual != expected) {
            throw new DecodeException(field, actual, String.valueOf(expected), at);
        }
    }

    /** An optional field's presence flag: zero is absent, anything else present (peers send 01 and FF). */
    public boolean flag(String field) {
        return u8(field) != 0;
    }

    /** Nothing may follow. */
    public void expectEnd(String what) {
        if (!isEmpty()) {
            throw new DecodeException(what, remaining() + " bytes follow", "nothing more", position);
        }
    }

    private void need(String field, int length) {
        if (length < 0 || length > remaining()) {
            throw new DecodeException(field, remaining() + " bytes left", length + " bytes", position);
        }
    }
}
