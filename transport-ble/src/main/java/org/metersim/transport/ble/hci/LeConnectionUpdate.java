package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/** LE Connection Update: Core Specification Vol 4 Part E 7.8.18. */
public record LeConnectionUpdate(int handle, ConnectionParameters parameters) {

    /** @throws DecodeException when the parameters are of another length or out of their ranges */
    public static LeConnectionUpdate read(Octets parameters) {
        ByteReader in = ByteReader.of(parameters);
        LeConnectionUpdate command =
                new LeConnectionUpdate(in.u16le("connection handle"), ConnectionParameters.read(in));
        in.u16le("min CE length");
        in.u16le("max CE length");
        in.expectEnd("LE connection update");
        if (!command.parameters.isValid()) {
            throw new DecodeException("LE connection update", parameters, "each in its range", 0);
        }
        return command;
    }

    public HciCommand toCommand() {
        ByteWriter out = new ByteWriter().u16le(handle);
        parameters.write(out);
        return HciCommand.of(Opcode.LE_CONNECTION_UPDATE, out.u16le(0).u16le(0).toOctets());
    }
}
