package org.metersim.dlms.hdlc;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;

/**
 * An HDLC address of 1, 2 or 4 bytes; bit 0 marks the last byte. Green Book 8.4.2.
 *
 * @param upper a client's SAP, or a server's logical device; 7 bits, with 4 bytes 14 bits
 * @param lower a server's physical device; 0 with 1 byte
 * @param lengthBytes 1, 2 or 4
 */
public record HdlcAddress(int upper, int lower, int lengthBytes) {

    static final int MAX_BYTES = 4;
    private static final int SEVEN_BITS = 0x7F;
    private static final int FOURTEEN_BITS = 0x3FFF;

    /** A client, or a server that is addressed by its logical device alone. */
    public static HdlcAddress of(int upper) {
        return new HdlcAddress(upper, 0, 1);
    }

    /** A server by logical and physical device, in the shortest form that holds both. */
    public static HdlcAddress of(int upper, int lower) {
        return new HdlcAddress(upper, lower, upper <= SEVEN_BITS && lower <= SEVEN_BITS ? 2 : 4);
    }

    /** Whether the logical device is the all-station address. */
    public boolean isBroadcast() {
        return upper == (lengthBytes == 4 ? FOURTEEN_BITS : SEVEN_BITS);
    }

    /** Whether the physical device is not told, or is the all-station address. */
    boolean isAnyDevice() {
        return lengthBytes == 1 || lower == (lengthBytes == 4 ? FOURTEEN_BITS : SEVEN_BITS);
    }

    /** @throws DecodeException when the address has 3 bytes, or more than 4 */
    static HdlcAddress read(ByteReader in) {
        int at = in.position();
        int length = 0;
        long bits = 0;
        int octet;
        do {
            octet = in.u8("address");
            bits = bits << 7 | octet >> 1;
            length++;
        } while ((octet & 1) == 0 && length <= MAX_BYTES);
        return switch (length) {
            case 1 -> new HdlcAddress((int) bits, 0, 1);
            case 2 -> new HdlcAddress((int) (bits >> 7), (int) bits & SEVEN_BITS, 2);
            case 4 -> new HdlcAddress((int) (bits >> 14), (int) bits & FOURTEEN_BITS, 4);
            default -> throw new DecodeException("address", length + " bytes", "1, 2 or 4", at);
        };
    }

    void write(ByteWriter out) {
        switch (lengthBytes) {
            case 1 -> out.u8(upper << 1 | 1);
            case 2 -> out.u8(upper << 1).u8(lower << 1 | 1);
            default ->
                out.u8(upper >> 7 << 1)
                        .u8((upper & SEVEN_BITS) << 1)
                        .u8(lower >> 7 << 1)
                        .u8((lower & SEVEN_BITS) << 1 | 1);
        }
    }

    /** {@code 1/17}, or {@code 1}. */
    @Override
    public String toString() {
        return lengthBytes == 1 ? String.valueOf(upper) : upper + "/" + lower;
    }
}
