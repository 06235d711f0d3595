package org.metersim.transport.ble.gatt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.att.BluetoothUuid;
import org.metersim.transport.ble.gatt.GattProfile.Access;
import org.metersim.transport.ble.gatt.GattProfile.Channel;
import org.metersim.transport.ble.gatt.GattProfile.Flow;
import org.metersim.transport.ble.gatt.GattProfile.Property;

/**
 * A server on its own. Table of {@link #profile}: 16 the service, 17 and 18 the characteristic to the meter, then that
 * from the meter at 20 with its configuration at 21, then that of the flow control at 23, 24. PDUs go in and come out
 * as hex.
 */
final class GattBench {

    static final DeviceInformation DEVICE = new DeviceInformation("SIM 00012345", "SIM", "sim-1p", "00012345", "1.4.0");
    static final BluetoothUuid NUS = BluetoothUuid.parse("6E400001-B5A3-F393-E0A9-E50E24DCCA9E");
    static final Channel RX = new Channel(
            BluetoothUuid.parse("6E400002-B5A3-F393-E0A9-E50E24DCCA9E"),
            Set.of(Property.WRITE, Property.WRITE_WITHOUT_RESPONSE));
    static final Channel TX =
            new Channel(BluetoothUuid.parse("6E400003-B5A3-F393-E0A9-E50E24DCCA9E"), Set.of(Property.NOTIFY));
    static final Channel WRITE =
            new Channel(BluetoothUuid.of(0xFFE1), Set.of(Property.WRITE, Property.WRITE_WITHOUT_RESPONSE));
    static final Channel NOTIFY = new Channel(BluetoothUuid.of(0xFFE2), Set.of(Property.NOTIFY, Property.INDICATE));
    static final Channel CONTROL = new Channel(
            BluetoothUuid.of(0xFFE3),
            Set.of(Property.WRITE, Property.WRITE_WITHOUT_RESPONSE, Property.NOTIFY, Property.INDICATE));

    final ScriptedEndpoint inner = new ScriptedEndpoint();
    final GattServer server;
    long nowMs = 1_000;

    GattBench(GattProfile profile) {
        this(profile, DEVICE);
    }

    GattBench(GattProfile profile, DeviceInformation device) {
        server = new GattServer(profile, AttributeTable.of(profile, device), inner);
    }

    /** The table as {@link GattServerTest} tells. */
    static GattProfile nus(Access access) {
        return new GattProfile("nus", NUS, RX, TX, Optional.empty(), Flow.NONE, 247, 512, access);
    }

    static GattBench of(Flow flow) {
        return new GattBench(profile(flow, 247, 512, Access.OPEN));
    }

    static GattProfile profile(Flow flow, int mtu, int chunk, Access access) {
        Optional<Channel> control = flow == Flow.NONE ? Optional.empty() : Optional.of(CONTROL);
        return new GattProfile("test", BluetoothUuid.of(0xFFE0), WRITE, NOTIFY, control, flow, mtu, chunk, access);
    }

    List<String> ask(String pdu) {
        server.receive(Octets.parse(pdu), nowMs);
        return answers();
    }

    List<String> answers() {
        List<String> answers = new ArrayList<>();
        for (Optional<Octets> next = server.nextOutput(); next.isPresent(); next = server.nextOutput()) {
            answers.add(Hex.of(next.get().toBytes()));
        }
        return answers;
    }

    void says(String pdu, String... answers) {
        assertEquals(List.of(answers), ask(pdu), pdu);
    }

    void meterSays(String hex) {
        inner.toSay.add(Hex.bytes(hex));
    }
}
