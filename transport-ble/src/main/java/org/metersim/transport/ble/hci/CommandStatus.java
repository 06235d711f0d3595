package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/**
 * Command Status: the command is under way, or refused. Core Specification Vol 4 Part E 7.7.15.
 *
 * @param status 0 when it is under way
 * @param credits how many commands the host may send on from now, 0 to 255
 */
public record CommandStatus(int status, int credits, int opcode) {

    public static CommandStatus read(HciEvent event) {
        ByteReader in = event.reader(EventCode.COMMAND_STATUS);
        return new CommandStatus(in.u8("status"), in.u8("num HCI command packets"), in.u16le("command opcode"));
    }

    public HciEvent toEvent() {
        return HciEvent.of(
                EventCode.COMMAND_STATUS,
                new ByteWriter().u8(status).u8(credits).u16le(opcode));
    }
}
