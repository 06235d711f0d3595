package org.metersim.dlms.wrapper;

import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * WPDU: version, source and destination wPort, length, APDU; all numbers 16 bits big endian. Green Book 7.3.3.
 *
 * @param source wPort of the sender, 0 to 65535; a client's is its SAP
 * @param destination wPort of the receiver
 * @param apdu at most 65535 bytes
 */
public record WrapperFrame(int source, int destination, Octets apdu) {

    public static final int HEADER_BYTES = 8;
    static final int VERSION = 1;
    private static final int MAX_APDU_BYTES = 0xFFFF;

    /** @throws IllegalArgumentException when the APDU is too long for the length field */
    public WrapperFrame {
        if (apdu.length() > MAX_APDU_BYTES) {
            throw new IllegalArgumentException("length: " + apdu.length() + " (expected: <= " + MAX_APDU_BYTES + ")");
        }
    }

    /** The frame that answers this one: the ports swapped. */
    public WrapperFrame answer(byte[] answer) {
        return new WrapperFrame(destination, source, Octets.of(answer));
    }

    public byte[] encode() {
        return new ByteWriter(HEADER_BYTES + apdu.length())
                .u16(VERSION)
                .u16(source)
                .u16(destination)
                .u16(apdu.length())
                .octets(apdu)
                .toBytes();
    }
}
