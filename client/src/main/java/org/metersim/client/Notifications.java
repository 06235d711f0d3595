package org.metersim.client;

import java.util.ArrayDeque;
import java.util.List;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.DataNotification;
import org.metersim.dlms.apdu.EventNotification;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/** What a meter sends unasked: kept for whoever looks, in no one's way. */
final class Notifications {

    /** Older ones give way. */
    private static final int MAX_KEPT = 64;

    private final ArrayDeque<Apdu> kept = new ArrayDeque<>();

    /** True when the APDU was one, whole or broken. */
    boolean take(Octets apdu) {
        int tag = apdu.isEmpty() ? 0 : apdu.at(0);
        if (tag != DataNotification.TAG && tag != EventNotification.TAG) {
            return false;
        }
        try {
            kept.add(Apdu.decode(apdu.toBytes()));
        } catch (DecodeException broken) {
            return true;
        }
        if (kept.size() > MAX_KEPT) {
            kept.remove();
        }
        return true;
    }

    List<Apdu> kept() {
        return List.copyOf(kept);
    }
}
