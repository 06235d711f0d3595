package org.metersim.transport.ble.gatt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.att.BluetoothUuid;
import org.metersim.transport.ble.att.HandleRange;
import org.metersim.transport.ble.gatt.Attribute.Role;
import org.metersim.transport.ble.gatt.GattProfile.Channel;
import org.metersim.transport.ble.gatt.GattProfile.Property;

/**
 * The attributes of one meter, in the order of their handles, which are the same for all meters of a profile: Core
 * Specification Vol 3 Part G 3.
 */
public final class AttributeTable {

    static final BluetoothUuid PRIMARY_SERVICE = BluetoothUuid.of(0x2800);
    static final BluetoothUuid SECONDARY_SERVICE = BluetoothUuid.of(0x2801);
    private static final BluetoothUuid CHARACTERISTIC = BluetoothUuid.of(0x2803);
    private static final BluetoothUuid CLIENT_CONFIGURATION = BluetoothUuid.of(0x2902);

    private static final int GENERIC_ACCESS = 0x1800;
    private static final int GENERIC_ATTRIBUTE = 0x1801;
    private static final int DEVICE_INFORMATION = 0x180A;
    private static final int DEVICE_NAME = 0x2A00;
    private static final int APPEARANCE = 0x2A01;
    private static final int MODEL_NUMBER = 0x2A24;
    private static final int SERIAL_NUMBER = 0x2A25;
    private static final int FIRMWARE_REVISION = 0x2A26;
    private static final int MANUFACTURER_NAME = 0x2A29;

    /** Energy meter: Assigned Numbers 2.6.3. */
    private static final int ENERGY_METER = 0x0557;

    private final List<Attribute> attributes = new ArrayList<>();
    private final List<HandleRange> services = new ArrayList<>();

    private AttributeTable() {}

    /** Of a meter that says that of itself, and streams that way. */
    public static AttributeTable of(GattProfile profile, DeviceInformation device) {
        AttributeTable table = new AttributeTable();
        table.service(BluetoothUuid.of(GENERIC_ACCESS));
        table.constant(DEVICE_NAME, Octets.ascii(device.name()));
        table.constant(APPEARANCE, new ByteWriter().u16le(ENERGY_METER).toOctets());
        table.service(BluetoothUuid.of(GENERIC_ATTRIBUTE));
        table.service(BluetoothUuid.of(DEVICE_INFORMATION));
        table.constant(MANUFACTURER_NAME, Octets.ascii(device.manufacturer()));
        table.constant(MODEL_NUMBER, Octets.ascii(device.model()));
        table.constant(SERIAL_NUMBER, Octets.ascii(device.serial()));
        table.constant(FIRMWARE_REVISION, Octets.ascii(device.firmware()));
        table.service(profile.service());
        if (profile.toMeter().type().equals(profile.fromMeter().type())) {
            table.channel(profile.toMeter().and(profile.fromMeter()), Role.BOTH_WAYS);
        } else {
            table.channel(profile.toMeter(), Role.TO_METER);
            table.channel(profile.fromMeter(), Role.FROM_METER);
        }
        profile.control().ifPresent(control -> table.channel(control, Role.CONTROL));
        return table;
    }

    private void service(BluetoothUuid type) {
        ByteWriter value = new ByteWriter();
        type.write(value);
        int handle = add(PRIMARY_SERVICE, Role.CONSTANT, value.toOctets(), Set.of(Property.READ));
        services.add(new HandleRange(handle, handle));
    }

    private void constant(int type, Octets value) {
        characteristic(new Channel(BluetoothUuid.of(type), Set.of(Property.READ)), Role.CONSTANT, value);
    }

    private void channel(Channel channel, Role role) {
        int handle = characteristic(channel, role, Octets.EMPTY);
        if (channel.speaks()) {
            Octets configured = new ByteWriter().u16le(handle).toOctets();
            add(CLIENT_CONFIGURATION, Role.CONFIGURATION, configured, Set.of(Property.READ, Property.WRITE));
        }
    }

    private int characteristic(Channel channel, Role role, Octets value) {
        int bits = channel.properties().stream().mapToInt(Property::bit).sum();
        ByteWriter declaration = new ByteWriter().u8(bits).u16le(attributes.size() + 2);
        channel.type().write(declaration);
        add(CHARACTERISTIC, Role.CONSTANT, declaration.toOctets(), Set.of(Property.READ));
        return add(channel.type(), role, value, channel.properties());
    }

    private int add(BluetoothUuid type, Role role, Octets value, Set<Property> properties) {
        int handle = attributes.size() + 1;
        attributes.add(new Attribute(handle, type, role, value, properties));
        if (!services.isEmpty() && !type.equals(PRIMARY_SERVICE)) {
            int last = services.size() - 1;
            services.set(last, new HandleRange(services.get(last).first(), handle));
        }
        return handle;
    }

    Optional<Attribute> find(int handle) {
        boolean exists = handle >= 1 && handle <= attributes.size();
        return exists ? Optional.of(attributes.get(handle - 1)) : Optional.empty();
    }

    Stream<Attribute> in(HandleRange range) {
        return attributes.stream().filter(attribute -> range.contains(attribute.handle()));
    }

    Stream<Attribute> ofType(HandleRange range, BluetoothUuid type) {
        return in(range).filter(attribute -> attribute.type().equals(type));
    }

    /** The service that begins with that attribute, whole. */
    HandleRange serviceAt(int handle) {
        return services.stream()
                .filter(service -> service.first() == handle)
                .findFirst()
                .orElseThrow();
    }

    /** The one attribute of that role; none when the profile has none. */
    Optional<Attribute> ofRole(Role role) {
        return attributes.stream().filter(attribute -> attribute.role() == role).findFirst();
    }

    /** The characteristic that an attribute of {@link Role#CONFIGURATION} configures. */
    Attribute configured(Attribute configuration) {
        int handle = configuration.value().at(0) | configuration.value().at(1) << 8;
        return find(handle).orElseThrow();
    }
}
