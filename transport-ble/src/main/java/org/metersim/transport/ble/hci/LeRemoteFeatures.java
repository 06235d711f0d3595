package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/**
 * LE Read Remote Features Complete: Core Specification Vol 4 Part E 7.7.65.4.
 *
 * @param features 64 bits: Vol 6 Part B 4.6
 */
public record LeRemoteFeatures(int status, int handle, long features) {

    public static LeRemoteFeatures read(HciEvent event) {
        ByteReader in = event.reader(LeSubevent.READ_REMOTE_FEATURES_COMPLETE);
        return new LeRemoteFeatures(
                in.u8("status"), in.u16le("connection handle"), LittleEndian.u64(in, "LE features"));
    }

    public HciEvent toEvent() {
        ByteWriter out = new ByteWriter().u8(status).u16le(handle);
        LittleEndian.u64(out, features);
        return HciEvent.of(LeSubevent.READ_REMOTE_FEATURES_COMPLETE, out);
    }
}
