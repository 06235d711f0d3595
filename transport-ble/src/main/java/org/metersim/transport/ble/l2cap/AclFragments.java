package org.metersim.transport.ble.l2cap;

import java.util.ArrayList;
import java.util.List;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.hci.AclData;

/** Cuts frames into the pieces that ACL packets carry: Core Specification Vol 3 Part A 7.2. */
public final class AclFragments {

    private AclFragments() {}

    /** @param maxBytes of a packet, as the controller announced them, at least 1 */
    public static List<AclData> fromHost(int handle, L2capFrame frame, int maxBytes) {
        return cut(new AclData(handle, AclData.Boundary.FIRST_NON_FLUSHABLE, frame.encode()), maxBytes);
    }

    /** @param maxBytes of a packet, as the host takes them, at least 1 */
    public static List<AclData> fromController(int handle, L2capFrame frame, int maxBytes) {
        return cut(new AclData(handle, AclData.Boundary.FIRST_FLUSHABLE, frame.encode()), maxBytes);
    }

    private static List<AclData> cut(AclData whole, int maxBytes) {
        List<AclData> pieces = new ArrayList<>();
        Octets octets = whole.payload();
        for (int at = 0; at < octets.length(); at += maxBytes) {
            AclData.Boundary boundary = at == 0 ? whole.boundary() : AclData.Boundary.CONTINUING;
            int end = Math.min(octets.length(), at + maxBytes);
            pieces.add(new AclData(whole.handle(), boundary, octets.slice(at, end)));
        }
        return pieces;
    }
}
