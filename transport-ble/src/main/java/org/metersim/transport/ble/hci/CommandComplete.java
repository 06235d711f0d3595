package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * Command Complete: Core Specification Vol 4 Part E 7.7.14.
 *
 * @param credits how many commands the host may send on from now, 0 to 255
 * @param opcode 0 when only the credits are told
 * @param returnParameters the first octet is the status
 */
public record CommandComplete(int credits, int opcode, Octets returnParameters) {

    public static CommandComplete read(HciEvent event) {
        ByteReader in = event.reader(EventCode.COMMAND_COMPLETE);
        return new CommandComplete(in.u8("num HCI command packets"), in.u16le("command opcode"), in.rest());
    }

    /** The first return parameter; 0, success, when there is none. */
    public int status() {
        return returnParameters.isEmpty() ? HciStatus.SUCCESS.code() : returnParameters.at(0);
    }

    public HciEvent toEvent() {
        ByteWriter out = new ByteWriter().u8(credits).u16le(opcode).octets(returnParameters);
        return HciEvent.of(EventCode.COMMAND_COMPLETE, out);
    }
}
