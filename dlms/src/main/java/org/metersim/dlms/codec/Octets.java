package org.metersim.dlms.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An immutable run of bytes that compares by content and prints as hex; what a record holds instead of an array. */
public final class Octets implements Comparable<Octets> {

    /** No bytes. */
    public static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of {@code bytes}. */
    public static Octets of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Octets(bytes.clone());
    }

    /** Bytes that nobody else holds or will change: taken over without a copy. */
    static Octets owning(byte[] bytes) {
        return new Octets(bytes);
    }

    /**
     * Octets of a hexadecimal text, blanks allowed.
     *
     * @throws IllegalArgumentException when {@code hex} is no hexadecimal text
     */
    public static Octets parse(String hex) {
        return new Octets(Hex.bytes(hex));
    }

    /** The ASCII codes of {@code text}. */
    public static Octets ascii(String text) {
        return new Octets(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A copy of the content. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** The byte at {@code index}, 0 to 255. */
    public int at(int index) {
        return bytes[index] & 0xFF;
    }

    /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
    public Octets slice(int from, int to) {
        return new Octets(Arrays.copyOfRange(bytes, from, to));
    }

    /** These bytes and then those of {@code tail}. */
    public Octets plus(Octets tail) {
        byte[] joined = Arrays.copyOf(bytes, bytes.length + tail.bytes.length);
        System.arraycopy(tail.bytes, 0, joined, bytes.length, tail.bytes.length);
        return new Octets(joined);
    }

    /** Copies all bytes into {@code target} from {@code offset} on. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, bytes.length);
    }

    /** The content read as ASCII. */
    public String toAscii() {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    /** {@code 0001FF}. */
    public String toHex() {
        return Hex.compact(bytes);
    }

    /** The content itself, for whoever reads only. */
    byte[] shared() {
        return bytes;
    }

    void writeTo(ByteWriter out) {
        out.bytes(bytes);
    }

    @Override
    public int compareTo(Octets other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
