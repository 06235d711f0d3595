package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/**
 * Disconnection Complete: Core Specification Vol 4 Part E 7.7.5.
 *
 * @param reason why the link is gone, one of {@link HciStatus}
 */
public record DisconnectionComplete(int status, int handle, int reason) {

    public static DisconnectionComplete read(HciEvent event) {
        ByteReader in = event.reader(EventCode.DISCONNECTION_COMPLETE);
        return new DisconnectionComplete(in.u8("status"), in.u16le("connection handle"), in.u8("reason"));
    }

    public HciEvent toEvent() {
        return HciEvent.of(
                EventCode.DISCONNECTION_COMPLETE,
                new ByteWriter().u8(status).u16le(handle).u8(reason));
    }
}
