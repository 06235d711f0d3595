package org.metersim.dlms.codec;

import java.util.Arrays;

/** Writes fields to a growing run of bytes. Big endian unless the method name ends in {@code le}. */
public final class ByteWriter {

    private static final int USUAL_APDU_BYTES = 64;

    private byte[] bytes;
    private int size;

    public ByteWriter() {
        this(USUAL_APDU_BYTES);
    }

    /** @param expectedBytes how many bytes will probably be written */
    public ByteWriter(int expectedBytes) {
        this.bytes = new byte[expectedBytes];
    }

    public ByteWriter u8(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    public ByteWriter u16(int value) {
        return u8(value >> 8).u8(value);
    }

    public ByteWriter u32(long value) {
        return u16((int) (value >> 16)).u16((int) value);
    }

    public ByteWriter i64(long value) {
        return u32(value >> 32).u32(value);
    }

    public ByteWriter u16le(int value) {
        return u8(value).u8(value >> 8);
    }

    public ByteWriter u32le(long value) {
        return u16le((int) value).u16le((int) (value >> 16));
    }

    public ByteWriter bytes(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, size, more.length);
        size += more.length;
        return this;
    }

    public ByteWriter octets(Octets octets) {
        octets.writeTo(this);
        return this;
    }

    /** A byte count, or a number of elements, in A-XDR form: shortest that holds it. */
    public ByteWriter length(long length) {
        if (length < 0x80) {
            return u8((int) length);
        }
        if (length <= 0xFF) {
            return u8(0x81).u8((int) length);
        }
        if (length <= 0xFFFF) {
            return u8(0x82).u16((int) length);
        }
        return u8(0x84).u32(length);
    }

    /** An octet-string: its length, then its bytes. */
    public ByteWriter sized(Octets octets) {
        return length(octets.length()).octets(octets);
    }

    public ByteWriter sized(byte[] more) {
        return length(more.length).bytes(more);
    }

    public int size() {
        return size;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    public Octets toOctets() {
        return Octets.owning(toBytes());
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
