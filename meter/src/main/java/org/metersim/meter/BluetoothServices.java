package org.metersim.meter;

import java.util.Set;
import java.util.stream.Collectors;
import org.metersim.profiles.Bluetooth;
import org.metersim.profiles.GattService;
import org.metersim.transport.ble.att.BluetoothUuid;
import org.metersim.transport.ble.gatt.GattProfile;
import org.metersim.transport.ble.gatt.GattProfile.Access;
import org.metersim.transport.ble.gatt.GattProfile.Channel;
import org.metersim.transport.ble.gatt.GattProfile.Flow;
import org.metersim.transport.ble.gatt.GattProfile.Property;

/** Turns what a profile says of Bluetooth into what the Bluetooth port is handed. */
final class BluetoothServices {

    private BluetoothServices() {}

    static GattProfile of(Bluetooth bluetooth) {
        GattService gatt = bluetooth.gatt();
        return new GattProfile(
                gatt.name(),
                BluetoothUuid.parse(gatt.service()),
                channel(gatt.toMeter()),
                channel(gatt.fromMeter()),
                gatt.control().map(BluetoothServices::channel),
                flow(gatt.flow()),
                bluetooth.mtu(),
                bluetooth.chunk(),
                access(bluetooth.access()));
    }

    private static Channel channel(GattService.Channel channel) {
        Set<Property> properties =
                channel.properties().stream().map(BluetoothServices::property).collect(Collectors.toSet());
        return new Channel(BluetoothUuid.parse(channel.uuid()), properties);
    }

    private static Property property(String word) {
        return switch (word) {
            case "read" -> Property.READ;
            case "write" -> Property.WRITE;
            case "write-without-response" -> Property.WRITE_WITHOUT_RESPONSE;
            case "notify" -> Property.NOTIFY;
            case "indicate" -> Property.INDICATE;
            default -> throw new IllegalArgumentException("property of a characteristic: " + word);
        };
    }

    private static Flow flow(String word) {
        return switch (word) {
            case "none" -> Flow.NONE;
            case "ready" -> Flow.READY;
            case "credit" -> Flow.CREDIT;
            default -> throw new IllegalArgumentException("flow control: " + word);
        };
    }

    private static Access access(Bluetooth.Access access) {
        return switch (access) {
            case OPEN -> Access.OPEN;
            case ENCRYPTED -> Access.ENCRYPTED;
            case AUTHENTICATED -> Access.AUTHENTICATED;
        };
    }
}
