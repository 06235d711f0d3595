package org.metersim.meter;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.profiles.Bluetooth;
import org.metersim.profiles.Identity;
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.AdvertisingData;
import org.metersim.transport.ble.MeterPeripheral;
import org.metersim.transport.ble.Peripheral;
import org.metersim.transport.ble.controller.Advertisement;
import org.metersim.transport.ble.controller.Air;
import org.metersim.transport.ble.controller.AirFaults;
import org.metersim.transport.ble.controller.VirtualController;
import org.metersim.transport.ble.gatt.AttributeTable;
import org.metersim.transport.ble.gatt.DeviceInformation;
import org.metersim.transport.ble.gatt.GattProfile;
import org.metersim.transport.ble.gatt.GattServer;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.smp.Bonds;

/**
 * The meters of one owner as Bluetooth hears them. What a meter advertises follows from its profile, seed and number;
 * only a meter that is connected, or whose key was pressed, takes memory. Owned by the thread that owns the meters.
 */
final class BluetoothAir implements Air {

    /** Of {@link Chance}. */
    private static final long ADVERTISING = 0xB1E_0001L;

    private static final long CONTROLLERS = 0xB1E_0002L;
    private static final long FAULTS = 0xB1E_0003L;

    /** The two most significant octets of every meter's static random address; the number follows. */
    private static final int ADDRESS_PREFIX = 0xC05E;

    /** Locally administered, for controllers: {@code 02:5E:00:00:00:01} and on. */
    private static final int CONTROLLER_PREFIX = 0x025E;

    private final MeterIndex index;
    private final Ground ground;
    private final Bluetooth bluetooth;
    private final GattProfile gatt;
    private final AirFaults faults;
    private final BluetoothSecurity security;
    private final Map<Integer, Peripheral> held = new HashMap<>();
    private final Map<Integer, Long> openUntilMs = new HashMap<>();
    private final Set<Endpoint> controllers = new HashSet<>();
    private int controllersMade;

    BluetoothAir(MeterIndex index, Ground ground, Bluetooth bluetooth) {
        this.index = index;
        this.ground = ground;
        this.bluetooth = bluetooth;
        this.gatt = BluetoothServices.of(bluetooth);
        this.security = new BluetoothSecurity(index, bluetooth.pairing(), bluetooth.access(), this::addressOf);
        this.faults = new AirFaults(Chance.seedOf(index.settings().seed(), 0, FAULTS));
        index.alsoPoll(boards -> controllers.forEach(ground::poll));
    }

    /** What goes wrong on the air. */
    AirFaults faults() {
        return faults;
    }

    /** How its meters are paired with. */
    BluetoothSecurity security() {
        return security;
    }

    /** A controller for a host that attaches. */
    VirtualController controller() {
        controllersMade++;
        RandomGenerator chance = Chance.of(index.settings().seed(), controllersMade, CONTROLLERS);
        VirtualController controller = new VirtualController(
                address(BluetoothAddress.Type.PUBLIC, CONTROLLER_PREFIX, controllersMade), this, faults, chance);
        controllers.removeIf(Endpoint::isClosed);
        controllers.add(controller);
        return controller;
    }

    /** The key of a meter was pressed: it takes connections for a while. */
    void pressed(int meter, long nowMs) {
        security.forgetShown(meter);
        bluetooth.advertising().openSeconds().ifPresent(seconds -> openUntilMs.put(meter, nowMs + 1000L * seconds));
    }

    /** Its static random address. */
    BluetoothAddress addressOf(int meter) {
        return address(BluetoothAddress.Type.RANDOM, ADDRESS_PREFIX, index.number(meter));
    }

    private static BluetoothAddress address(BluetoothAddress.Type type, int prefix, long number) {
        return new BluetoothAddress(
                type, new ByteWriter().u32le(number).u16le(prefix).toOctets());
    }

    /** What it is called. */
    String nameOf(int meter) {
        return bluetooth.advertising().name(index.serial(meter));
    }

    // --- what is heard

    @Override
    public int count() {
        return index.settings().count();
    }

    @Override
    public OptionalInt meterAt(BluetoothAddress address, long nowMs) {
        ByteReader in = ByteReader.of(address.octets());
        long meter = in.u32le("number") - index.number(0);
        boolean isMeter = address.type() == BluetoothAddress.Type.RANDOM
                && in.u16le("prefix") == ADDRESS_PREFIX
                && meter >= 0
                && meter < count();
        return isMeter && isHeard((int) meter, nowMs) ? OptionalInt.of((int) meter) : OptionalInt.empty();
    }

    private boolean isHeard(int meter, long nowMs) {
        return !held.containsKey(meter) && !index.isSilent(meter, nowMs);
    }

    @Override
    public Optional<Advertisement> advertisement(int meter, long nowMs) {
        if (!isHeard(meter, nowMs)) {
            return Optional.empty();
        }
        long number = index.number(meter);
        RandomGenerator chance = Chance.of(index.settings().seed(), number, ADVERTISING);
        Octets data = new AdvertisingData()
                .flags()
                .service(gatt.service())
                .manufacturer(
                        bluetooth.advertising().company(),
                        new ByteWriter().u32le(number).toOctets())
                .toOctets();
        return Optional.of(new Advertisement(
                addressOf(meter),
                isOpen(meter, nowMs),
                data,
                scanResponse(meter),
                within(bluetooth.advertising().interval(), chance),
                within(bluetooth.advertising().rssi(), chance)));
    }

    private Octets scanResponse(int meter) {
        AdvertisingData data = new AdvertisingData();
        bluetooth.advertising().tx().ifPresent(data::txPower);
        return data.name(nameOf(meter)).toOctets();
    }

    private boolean isOpen(int meter, long nowMs) {
        boolean isPressed = bluetooth.advertising().openSeconds().isEmpty()
                || nowMs < openUntilMs.getOrDefault(meter, Long.MIN_VALUE);
        return isPressed
                && bluetooth.advertising().window().stream().allMatch(window -> window.contains(localTime(nowMs)));
    }

    private LocalTime localTime(long nowMs) {
        ZoneId zone = index.settings().model().profile().clock().zone();
        return Instant.ofEpochMilli(nowMs).atZone(zone).toLocalTime();
    }

    private static int within(Bluetooth.Range range, RandomGenerator chance) {
        return chance.nextInt(range.from(), range.to() + 1);
    }

    // --- who connects

    @Override
    public Optional<Peripheral> connect(int meter, BluetoothAddress central, long nowMs) {
        if (!isHeard(meter, nowMs) || !isOpen(meter, nowMs)) {
            return Optional.empty();
        }
        Entrance entrance =
                bluetooth.framing() == Bluetooth.Framing.HDLC ? Entrance.bluetoothHdlc() : Entrance.bluetoothWrapper();
        return index.open(meter, entrance, nowMs).map(stream -> {
            AttributeTable table = AttributeTable.of(gatt, information(meter));
            MeterPeripheral peripheral = new MeterPeripheral(
                    new GattServer(gatt, table, stream), security.responder(meter, central), around(meter, central));
            Peripheral guarded = new HeldPeripheral(peripheral, index, meter, () -> held.remove(meter));
            held.put(meter, guarded);
            return guarded;
        });
    }

    private MeterPeripheral.Surroundings around(int meter, BluetoothAddress central) {
        Bonds bonds = index.with(meter, ground.nowMs(), boards -> new Bonds(boards.bondMemory()));
        return new MeterPeripheral.Surroundings(
                central, bonds, security.guard(meter), nowMs -> reportLock(meter, nowMs));
    }

    private void reportLock(int meter, long nowMs) {
        index.with(meter, nowMs, boards -> {
            boards.report(MeterEvent.BLUETOOTH_LOCKED, nowMs);
            return boards;
        });
    }

    private DeviceInformation information(int meter) {
        Identity identity = index.settings().model().profile().identity();
        String firmware = index.with(
                meter,
                ground.nowMs(),
                boards -> new StateReader(boards, ground.nowMs()).state().activeFirmware());
        return new DeviceInformation(nameOf(meter), identity.vendor(), identity.model(), index.serial(meter), firmware);
    }
}
