package org.metersim.transport.ble.gatt;

import java.util.Map;
import java.util.TreeMap;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/** What a client wants to hear of which characteristic: Core Specification Vol 3 Part G 3.3.3.3. */
final class Configurations {

    static final int NOTIFICATIONS = 1;
    static final int INDICATIONS = 2;

    /** By the handle of the configuration, which is the one behind the characteristic's. */
    private final Map<Integer, Integer> byHandle = new TreeMap<>();

    private final Access access;

    Configurations(Access access) {
        this.access = access;
    }

    void put(int handle, int bits) {
        byHandle.put(handle, bits);
    }

    /** Nothing while the link is not what the characteristic needs, though a bond may have kept more: Part C 10.3.1. */
    int ofCharacteristic(Attribute characteristic) {
        return access.barring(characteristic).isPresent() ? 0 : wanted(characteristic);
    }

    private int wanted(Attribute characteristic) {
        return byHandle.getOrDefault(characteristic.handle() + 1, 0);
    }

    Octets value(int handle) {
        return new ByteWriter().u16le(byHandle.getOrDefault(handle, 0)).toOctets();
    }

    Map<Integer, Integer> all() {
        return Map.copyOf(byHandle);
    }
}
