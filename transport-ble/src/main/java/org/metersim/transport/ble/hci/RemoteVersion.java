package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/**
 * Read Remote Version Information Complete: Core Specification Vol 4 Part E 7.7.12.
 *
 * @param version of the link layer, by Assigned Numbers
 * @param company identifier, 16 bits
 * @param subversion the company's own, 16 bits
 */
public record RemoteVersion(int status, int handle, int version, int company, int subversion) {

    public static RemoteVersion read(HciEvent event) {
        ByteReader in = event.reader(EventCode.READ_REMOTE_VERSION_INFORMATION_COMPLETE);
        return new RemoteVersion(
                in.u8("status"),
                in.u16le("connection handle"),
                in.u8("version"),
                in.u16le("company identifier"),
                in.u16le("subversion"));
    }

    public HciEvent toEvent() {
        return HciEvent.of(
                EventCode.READ_REMOTE_VERSION_INFORMATION_COMPLETE,
                new ByteWriter()
                        .u8(status)
                        .u16le(handle)
                        .u8(version)
                        .u16le(company)
                        .u16le(subversion));
    }
}
