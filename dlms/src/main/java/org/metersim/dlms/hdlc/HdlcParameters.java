package org.metersim.dlms.hdlc;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/**
 * What SNRM and UA negotiate, each from its sender's view. Green Book 8.4.5.3.
 *
 * @param transmitBytes longest information field that the sender will send, 1 to 2030
 * @param receiveBytes longest information field that the sender can take, 1 to 2030
 * @param transmitWindow frames the sender may send before an acknowledgement, 1 to 7
 * @param receiveWindow frames the sender can take before it acknowledges, 1 to 7
 */
public record HdlcParameters(int transmitBytes, int receiveBytes, int transmitWindow, int receiveWindow) {

    /** What holds when nothing is negotiated. */
    public static final HdlcParameters DEFAULT = new HdlcParameters(128, 128, 1, 1);

    private static final int MAX_BYTES = 2030;
    private static final int MAX_WINDOW = 7;
    private static final int FORMAT = 0x81;
    private static final int GROUP = 0x80;
    private static final int TRANSMIT_BYTES = 5;
    private static final int RECEIVE_BYTES = 6;
    private static final int TRANSMIT_WINDOW = 7;
    private static final int RECEIVE_WINDOW = 8;

    /** What this end grants to a peer that proposes {@code peer}: the smaller of each pair, in this end's view. */
    public HdlcParameters grant(HdlcParameters peer) {
        return new HdlcParameters(
                Math.min(transmitBytes, peer.receiveBytes),
                Math.min(receiveBytes, peer.transmitBytes),
                Math.min(transmitWindow, peer.receiveWindow),
                Math.min(receiveWindow, peer.transmitWindow));
    }

    /**
     * Of the information field of SNRM or UA; an empty one means the defaults.
     *
     * @throws DecodeException when it is none, or a value is out of range
     */
    public static HdlcParameters decode(Octets information) {
        if (information.isEmpty()) {
            return DEFAULT;
        }
        ByteReader in = ByteReader.of(information);
        in.expect("format identifier", FORMAT);
        in.expect("group identifier", GROUP);
        ByteReader fields = in.slice("parameters", in.length("parameters"));
        int[] values = {DEFAULT.transmitBytes, DEFAULT.receiveBytes, DEFAULT.transmitWindow, DEFAULT.receiveWindow};
        while (!fields.isEmpty()) {
            int id = fields.u8("parameter identifier");
            int at = fields.position();
            long value = value(fields.slice("parameter value", fields.length("parameter value")));
            if (id >= TRANSMIT_BYTES && id <= RECEIVE_WINDOW) {
                values[id - TRANSMIT_BYTES] = clamp(value, id <= RECEIVE_BYTES ? MAX_BYTES : MAX_WINDOW, at);
            }
        }
        return new HdlcParameters(values[0], values[1], values[2], values[3]);
    }

    private static long value(ByteReader field) {
        long value = 0;
        while (!field.isEmpty()) {
            value = (value << 8 | field.u8("parameter value")) & 0xFFFF_FFFFL;
        }
        return value;
    }

    private static int clamp(long value, int max, int at) {
        if (value < 1) {
            throw new DecodeException("parameter value", value, ">= 1", at);
        }
        return (int) Math.min(value, max);
    }

    /** The information field of SNRM or UA: lengths in one byte when they fit, windows in four. */
    public Octets encode() {
        ByteWriter fields = new ByteWriter();
        writeBytes(fields, TRANSMIT_BYTES, transmitBytes);
        writeBytes(fields, RECEIVE_BYTES, receiveBytes);
        fields.u8(TRANSMIT_WINDOW).u8(4).u32(transmitWindow);
        fields.u8(RECEIVE_WINDOW).u8(4).u32(receiveWindow);
        return new ByteWriter().u8(FORMAT).u8(GROUP).sized(fields.toBytes()).toOctets();
    }

    private static void writeBytes(ByteWriter out, int id, int value) {
        if (value <= 0xFF) {
            out.u8(id).u8(1).u8(value);
        } else {
            out.u8(id).u8(2).u16(value);
        }
    }
}
