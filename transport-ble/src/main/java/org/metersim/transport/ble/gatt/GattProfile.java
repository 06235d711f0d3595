package org.metersim.transport.ble.gatt;

import java.util.Optional;
import java.util.Set;
import org.metersim.transport.ble.att.AttPdu;
import org.metersim.transport.ble.att.BluetoothUuid;

/**
 * How a stream of bytes goes through a GATT server: transparent serial, as meters and radio modules have it.
 *
 * @param name for a person
 * @param toMeter characteristic that the central writes
 * @param fromMeter characteristic that notifies or indicates; may be the same
 * @param control characteristic of the flow control; none when there is no flow control
 * @param mtu the longest PDU that the server takes, 23 to 517
 */
public record GattProfile(
        String name,
        BluetoothUuid service,
        Channel toMeter,
        Channel fromMeter,
        Optional<Channel> control,
        Flow flow,
        int mtu,
        Access access) {

    /** A characteristic. */
    public record Channel(BluetoothUuid type, Set<Property> properties) {

        public Channel {
            properties = Set.copyOf(properties);
        }
    }

    /** What may be done to a characteristic, with its bit: Core Specification Vol 3 Part G 3.3.1.1. */
    public enum Property {
        READ(0x02),
        WRITE_WITHOUT_RESPONSE(0x04),
        WRITE(0x08),
        NOTIFY(0x10),
        INDICATE(0x20);

        private final int bit;

        Property(int bit) {
            this.bit = bit;
        }

        public int bit() {
            return bit;
        }
    }

    /** How the two ends keep each other from being flooded. */
    public enum Flow {
        /** Not at all. */
        NONE,
        /** The meter notifies 01 on the control characteristic after each write that it has taken in. */
        READY,
        /** Each end grants the other a number of packets on the control characteristic. */
        CREDIT
    }

    /** What the link must be before the stream is let through. */
    public enum Access {
        OPEN,
        ENCRYPTED,
        /** Encrypted with a key that a passkey or a comparison made. */
        AUTHENTICATED
    }

    private static final int MAX_MTU = 517;

    /** @throws IllegalArgumentException when the MTU is out of range, or flow control and its characteristic differ */
    public GattProfile {
        if (mtu < AttPdu.DEFAULT_MTU || mtu > MAX_MTU) {
            throw new IllegalArgumentException("MTU: " + mtu + " (expected: 23 to " + MAX_MTU + ")");
        }
        if (control.isPresent() == (flow == Flow.NONE)) {
            throw new IllegalArgumentException("flow control " + flow + " and its characteristic do not fit");
        }
    }
}
