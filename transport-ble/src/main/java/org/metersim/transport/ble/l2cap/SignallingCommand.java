package org.metersim.transport.ble.l2cap;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * A command on the LE signalling channel, of which each frame holds one: Core Specification Vol 3 Part A 4.
 *
 * @param code 8 bits
 * @param identifier matches a response to its request, 1 to 255
 */
record SignallingCommand(int code, int identifier, Octets data) {

    static final int COMMAND_REJECT = 0x01;
    static final int UPDATE_REQUEST = 0x12;
    static final int UPDATE_RESPONSE = 0x13;

    /** @throws org.metersim.dlms.codec.DecodeException when the payload is no whole command */
    static SignallingCommand decode(Octets payload) {
        ByteReader in = ByteReader.of(payload);
        int code = in.u8("code");
        int identifier = in.u8("identifier");
        int length = in.u16le("data length");
        SignallingCommand command = new SignallingCommand(code, identifier, in.octets("data", length));
        in.expectEnd("signalling command");
        return command;
    }

    L2capFrame toFrame() {
        ByteWriter out =
                new ByteWriter().u8(code).u8(identifier).u16le(data.length()).octets(data);
        return new L2capFrame(L2capFrame.SIGNALLING, out.toOctets());
    }
}
