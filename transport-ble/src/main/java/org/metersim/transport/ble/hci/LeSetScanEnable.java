package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/** LE Set Scan Enable: Core Specification Vol 4 Part E 7.8.11. */
public record LeSetScanEnable(boolean enable, boolean filterDuplicates) {

    /** @throws DecodeException when the parameters are of another length or other than 0 and 1 */
    public static LeSetScanEnable read(Octets parameters) {
        ByteReader in = ByteReader.of(parameters);
        int enable = in.u8("LE scan enable");
        int filterDuplicates = in.u8("filter duplicates");
        in.expectEnd("LE set scan enable");
        if (enable > 1 || filterDuplicates > 1) {
            throw new DecodeException("LE set scan enable", parameters, "0 or 1 each", 0);
        }
        return new LeSetScanEnable(enable == 1, filterDuplicates == 1);
    }

    public HciCommand toCommand() {
        ByteWriter out = new ByteWriter().u8(enable ? 1 : 0).u8(filterDuplicates ? 1 : 0);
        return HciCommand.of(Opcode.LE_SET_SCAN_ENABLE, out.toOctets());
    }
}
