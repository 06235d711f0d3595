package org.metersim.transport.ble.gatt;

import java.util.Set;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.att.BluetoothUuid;
import org.metersim.transport.ble.gatt.GattProfile.Property;

/**
 * One attribute of a server.
 *
 * @param handle from 1
 * @param value of one that does not change; of a {@link Role#CONFIGURATION} the handle that it configures
 * @param properties what may be done to it
 */
record Attribute(int handle, BluetoothUuid type, Role role, Octets value, Set<Property> properties) {

    /** What lies behind it. */
    enum Role {
        /** Its value. */
        CONSTANT,
        /** The stream to the meter. */
        TO_METER,
        /** The stream from the meter. */
        FROM_METER,
        /** Both of them. */
        BOTH_WAYS,
        /** Flow control. */
        CONTROL,
        /** Whether the characteristic before it notifies or indicates, of each connection. */
        CONFIGURATION
    }

    boolean isReadable() {
        return properties.contains(Property.READ);
    }

    boolean isWritable() {
        return properties.contains(Property.WRITE);
    }

    boolean takesCommands() {
        return properties.contains(Property.WRITE_WITHOUT_RESPONSE);
    }

    /** Whether it belongs to the stream, which may need a safer link. */
    boolean isGuarded() {
        return role != Role.CONSTANT;
    }
}
