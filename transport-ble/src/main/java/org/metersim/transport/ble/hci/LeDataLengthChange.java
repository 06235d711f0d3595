package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/**
 * LE Data Length Change: Core Specification Vol 4 Part E 7.7.65.7.
 *
 * @param maxTxOctets largest payload of a link layer packet that is sent, 27 to 251
 * @param maxTxTime likewise in microseconds
 * @param maxRxOctets largest that is received
 * @param maxRxTime likewise in microseconds
 */
public record LeDataLengthChange(int handle, int maxTxOctets, int maxTxTime, int maxRxOctets, int maxRxTime) {

    public static LeDataLengthChange read(HciEvent event) {
        ByteReader in = event.reader(LeSubevent.DATA_LENGTH_CHANGE);
        return new LeDataLengthChange(
                in.u16le("connection handle"),
                in.u16le("max TX octets"),
                in.u16le("max TX time"),
                in.u16le("max RX octets"),
                in.u16le("max RX time"));
    }

    public HciEvent toEvent() {
        return HciEvent.of(
                LeSubevent.DATA_LENGTH_CHANGE,
                new ByteWriter()
                        .u16le(handle)
                        .u16le(maxTxOctets)
                        .u16le(maxTxTime)
                        .u16le(maxRxOctets)
                        .u16le(maxRxTime));
    }
}
