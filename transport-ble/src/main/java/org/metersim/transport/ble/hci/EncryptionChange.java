package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/**
 * Encryption Change, or Encryption Key Refresh Complete when the link was encrypted before: Core Specification Vol 4
 * Part E 7.7.8 and 7.7.39.
 *
 * @param enabled whether the link is encrypted now; a refresh says it by its status
 * @param refresh which of the two events
 */
public record EncryptionChange(int status, int handle, boolean enabled, boolean refresh) {

    public static EncryptionChange read(HciEvent event) {
        boolean refresh = event.is(EventCode.ENCRYPTION_KEY_REFRESH_COMPLETE);
        ByteReader in = event.reader(refresh ? EventCode.ENCRYPTION_KEY_REFRESH_COMPLETE : EventCode.ENCRYPTION_CHANGE);
        int status = in.u8("status");
        int handle = in.u16le("connection handle");
        boolean enabled = refresh ? status == 0 : in.flag("encryption enabled");
        return new EncryptionChange(status, handle, enabled, refresh);
    }

    public HciEvent toEvent() {
        ByteWriter out = new ByteWriter().u8(status).u16le(handle);
        return refresh
                ? HciEvent.of(EventCode.ENCRYPTION_KEY_REFRESH_COMPLETE, out)
                : HciEvent.of(EventCode.ENCRYPTION_CHANGE, out.u8(enabled ? 1 : 0));
    }
}
