package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/**
 * LE Connection Update Complete: Core Specification Vol 4 Part E 7.7.65.3.
 *
 * @param interval in units of 1.25 ms
 * @param latency connection events that the peripheral may sleep through
 * @param supervisionTimeout in units of 10 ms
 */
public record LeConnectionUpdateComplete(int status, int handle, int interval, int latency, int supervisionTimeout) {

    public static LeConnectionUpdateComplete read(HciEvent event) {
        ByteReader in = event.reader(LeSubevent.CONNECTION_UPDATE_COMPLETE);
        return new LeConnectionUpdateComplete(
                in.u8("status"),
                in.u16le("connection handle"),
                in.u16le("interval"),
                in.u16le("latency"),
                in.u16le("supervision timeout"));
    }

    public HciEvent toEvent() {
        return HciEvent.of(
                LeSubevent.CONNECTION_UPDATE_COMPLETE,
                new ByteWriter()
                        .u8(status)
                        .u16le(handle)
                        .u16le(interval)
                        .u16le(latency)
                        .u16le(supervisionTimeout));
    }
}
