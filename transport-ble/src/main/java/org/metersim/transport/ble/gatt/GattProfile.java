package org.metersim.transport.ble.gatt;

import java.util.EnumSet;
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
 * @param chunk octets that the meter says at once, at most, 1 to 512; the MTU may bound them further
 */
public record GattProfile(
        String name,
        BluetoothUuid service,
        Channel toMeter,
        Channel fromMeter,
        Optional<Channel> control,
        Flow flow,
        int mtu,
        int chunk,
        Access access) {

    /** A characteristic. */
    public record Channel(BluetoothUuid type, Set<Property> properties) {

        public Channel {
            properties = Set.copyOf(properties);
        }

        /** The same with what may be done to {@code other}, too. */
        Channel and(Channel other) {
            Set<Property> both = EnumSet.copyOf(properties);
            both.addAll(other.properties);
            return new Channel(type, both);
        }

        boolean listens() {
            return properties.contains(Property.WRITE) || properties.contains(Property.WRITE_WITHOUT_RESPONSE);
        }

        boolean speaks() {
            return properties.contains(Property.NOTIFY) || properties.contains(Property.INDICATE);
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

    /** @throws IllegalArgumentException when a number is out of range, or a characteristic cannot do its part */
    public GattProfile {
        if (mtu < AttPdu.DEFAULT_MTU || mtu > MAX_MTU) {
            throw new IllegalArgumentException("MTU: " + mtu + " (expected: 23 to " + MAX_MTU + ")");
        }
        if (chunk < 1 || chunk > AttPdu.MAX_VALUE_BYTES) {
            throw new IllegalArgumentException("chunk: " + chunk + " (expected: 1 to " + AttPdu.MAX_VALUE_BYTES + ")");
        }
        if (!toMeter.listens() || !fromMeter.speaks()) {
            throw new IllegalArgumentException("the stream's characteristics are not written, or do not notify");
        }
        if (control.isPresent() == (flow == Flow.NONE)) {
            throw new IllegalArgumentException("flow control " + flow + " and its characteristic do not fit");
        }
        control.ifPresent(each -> refuseUseless(each, toMeter, fromMeter, flow));
    }

    private static void refuseUseless(Channel control, Channel toMeter, Channel fromMeter, Flow flow) {
        boolean isShared =
                control.type().equals(toMeter.type()) || control.type().equals(fromMeter.type());
        if (isShared || !control.speaks() || flow == Flow.CREDIT && !control.listens()) {
            throw new IllegalArgumentException("the characteristic of flow control " + flow + " cannot do its part");
        }
    }
}
