package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/**
 * LE Create Connection: Core Specification Vol 4 Part E 7.8.12.
 *
 * @param scanInterval in units of 0.625 ms, 4 to 0x4000
 * @param scanWindow likewise, at most the interval
 * @param byAcceptList whether any device of the filter accept list is meant, and not the peer
 * @param ownAddressType 0 to 3
 */
public record LeCreateConnection(
        int scanInterval,
        int scanWindow,
        boolean byAcceptList,
        BluetoothAddress peer,
        int ownAddressType,
        ConnectionParameters parameters) {

    private static final int MIN_INTERVAL = 4;
    private static final int MAX_INTERVAL = 0x4000;
    private static final int MAX_TYPE = 3;

    /** @throws DecodeException when the parameters are of another length or out of their ranges */
    public static LeCreateConnection read(Octets parameters) {
        ByteReader in = ByteReader.of(parameters);
        int scanInterval = in.u16le("LE scan interval");
        int scanWindow = in.u16le("LE scan window");
        int filterPolicy = in.u8("initiator filter policy");
        LeCreateConnection command = new LeCreateConnection(
                scanInterval,
                scanWindow,
                filterPolicy == 1,
                BluetoothAddress.read(in),
                in.u8("own address type"),
                ConnectionParameters.read(in));
        in.u16le("min CE length");
        in.u16le("max CE length");
        in.expectEnd("LE create connection");
        if (filterPolicy > 1 || !command.isValid()) {
            throw new DecodeException("LE create connection", parameters, "each in its range", 0);
        }
        return command;
    }

    private boolean isValid() {
        return scanWindow >= MIN_INTERVAL
                && scanWindow <= scanInterval
                && scanInterval <= MAX_INTERVAL
                && ownAddressType <= MAX_TYPE
                && parameters.isValid();
    }

    public HciCommand toCommand() {
        ByteWriter out = new ByteWriter().u16le(scanInterval).u16le(scanWindow).u8(byAcceptList ? 1 : 0);
        peer.write(out);
        out.u8(ownAddressType);
        parameters.write(out);
        return HciCommand.of(Opcode.LE_CREATE_CONNECTION, out.u16le(0).u16le(0).toOctets());
    }
}
