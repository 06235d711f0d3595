package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/**
 * LE Set Scan Parameters: Core Specification Vol 4 Part E 7.8.10.
 *
 * @param active whether scan responses are asked for
 * @param interval from one window to the next, in units of 0.625 ms, 4 to 0x4000
 * @param window how long is listened, likewise, at most the interval
 * @param ownAddressType 0 to 3
 * @param filterPolicy 0 to 3: bit 0 for devices of the filter accept list only
 */
public record LeSetScanParameters(boolean active, int interval, int window, int ownAddressType, int filterPolicy) {

    /** What holds until the host sets others. */
    public static final LeSetScanParameters DEFAULT = new LeSetScanParameters(false, 0x10, 0x10, 0, 0);

    private static final int MIN_INTERVAL = 4;
    private static final int MAX_INTERVAL = 0x4000;
    private static final int MAX_TYPE = 3;

    /** @throws DecodeException when the parameters are of another length or out of their ranges */
    public static LeSetScanParameters read(Octets parameters) {
        ByteReader in = ByteReader.of(parameters);
        int scanType = in.u8("LE scan type");
        LeSetScanParameters command = new LeSetScanParameters(
                scanType == 1,
                in.u16le("LE scan interval"),
                in.u16le("LE scan window"),
                in.u8("own address type"),
                in.u8("scanning filter policy"));
        in.expectEnd("LE set scan parameters");
        if (scanType > 1 || !command.isValid()) {
            throw new DecodeException("LE set scan parameters", parameters, "each in its range", 0);
        }
        return command;
    }

    private boolean isValid() {
        return window >= MIN_INTERVAL
                && window <= interval
                && interval <= MAX_INTERVAL
                && ownAddressType <= MAX_TYPE
                && filterPolicy <= MAX_TYPE;
    }

    public HciCommand toCommand() {
        ByteWriter out = new ByteWriter()
                .u8(active ? 1 : 0)
                .u16le(interval)
                .u16le(window)
                .u8(ownAddressType)
                .u8(filterPolicy);
        return HciCommand.of(Opcode.LE_SET_SCAN_PARAMETERS, out.toOctets());
    }
}
