package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/** Values longer than 4 octets: HCI sends them with the least significant octet first. */
public final class LittleEndian {

    private static final int WORD_BITS = 32;

    private LittleEndian() {}

    /**
     * The octets in the other order: a key or a block of a cipher as the functions of the standard have it, or back.
     */
    public static Octets reversed(Octets octets) {
        byte[] reversed = new byte[octets.length()];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = (byte) octets.at(reversed.length - 1 - i);
        }
        return Octets.of(reversed);
    }

    /** 8 octets. */
    public static long u64(ByteReader in, String field) {
        long low = in.u32le(field);
        return in.u32le(field) << WORD_BITS | low;
    }

    /** 8 octets. */
    public static void u64(ByteWriter out, long value) {
        out.u32le(value).u32le(value >> WORD_BITS);
    }
}
