package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * Disconnect: Core Specification Vol 4 Part E 7.1.6.
 *
 * @param reason told to the peer, one of {@link HciStatus}
 */
public record Disconnect(int handle, int reason) {

    /** @throws org.metersim.dlms.codec.DecodeException when the parameters are of another length */
    public static Disconnect read(Octets parameters) {
        ByteReader in = ByteReader.of(parameters);
        Disconnect command = new Disconnect(in.u16le("connection handle"), in.u8("reason"));
        in.expectEnd("disconnect");
        return command;
    }

    public HciCommand toCommand() {
        return HciCommand.of(
                Opcode.DISCONNECT, new ByteWriter().u16le(handle).u8(reason).toOctets());
    }
}
