package org.metersim.transport.ble.l2cap;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * A basic frame: Core Specification Vol 3 Part A 3.1.
 *
 * @param channel channel identifier, 16 bits
 * @param payload at most 65,535 octets
 */
public record L2capFrame(int channel, Octets payload) {

    /** The attribute protocol. */
    public static final int ATTRIBUTE_PROTOCOL = 4;

    /** LE signalling. */
    public static final int SIGNALLING = 5;

    /** The security manager. */
    public static final int SECURITY_MANAGER = 6;

    static final int HEADER_BYTES = 4;
    private static final int MAX_PAYLOAD_BYTES = 0xFFFF;

    /** @throws IllegalArgumentException when the payload is too long for the length field */
    public L2capFrame {
        if (payload.length() > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException("payload: " + payload.length() + " octets (expected: <= 65535)");
        }
    }

    /** @throws org.metersim.dlms.codec.DecodeException when {@code octets} are no whole frame */
    static L2capFrame decode(Octets octets) {
        ByteReader in = ByteReader.of(octets);
        int length = in.u16le("PDU length");
        int channel = in.u16le("channel ID");
        L2capFrame frame = new L2capFrame(channel, in.octets("payload", length));
        in.expectEnd("frame");
        return frame;
    }

    Octets encode() {
        return new ByteWriter(HEADER_BYTES + payload.length())
                .u16le(payload.length())
                .u16le(channel)
                .octets(payload)
                .toOctets();
    }
}
