package org.metersim.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.metersim.client.ClientSettings;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.Login;
import org.metersim.client.Target;
import org.metersim.client.VirtualCarrier;
import org.metersim.client.update.ImageUpdate;
import org.metersim.client.update.UpdateListener;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.profiles.ProfileReader;
import org.metersim.runtime.wire.VirtualWorld;
import org.metersim.transport.ble.controller.AirFaults.Fault;
import org.metersim.transport.ble.hci.HciStatus;

/** Meters of an air, met by our own central in virtual time; {@code NobleTest} meets them with somebody else's. */
class BluetoothTest {

    private static final long ANSWER_MS = 5_000;
    private static final AttributeRef NAME = new AttributeRef(1, LogicalName.parse("0-0:42.0.0.255"), 2);

    private final VirtualWorld world = new VirtualWorld(Tools.START_MS);

    private Meters meters(int count) {
        return Meters.builder().count(count).openOn(world);
    }

    /** Each of its connections attaches to a controller of its own. */
    private DlmsClient client(Meters meters, String serial, Login login) {
        VirtualCarrier carrier = new VirtualCarrier(world, asked -> Optional.of(meters.bluetoothController()), 1);
        Target target = Target.parse("ble:tcp:air:6402/" + serial);
        return new DlmsClient(carrier, ClientSettings.of(target, login, ANSWER_MS), new SplittableRandom(7));
    }

    private static String name(DlmsClient client) throws DlmsException {
        return client.value(NAME) instanceof CosemData.OctetString text
                ? text.octets().toAscii()
                : "";
    }

    private String failureOf(Meters meters, String serial) {
        try (DlmsClient client = client(meters, serial, Tools.publicClient())) {
            return assertThrows(DlmsException.class, client::connect).failure().text();
        }
    }

    @Test
    void aMeterAmongTwoHundredIsFoundByItsSerialNumberAndRead() throws DlmsException {
        Meters meters = meters(200);
        try (DlmsClient client = client(meters, "00012500", Tools.reader())) {
            client.connect();

            assertEquals("SIM0000000012500", name(client));
        }
        assertTrue(world.nowMs() - Tools.START_MS < 2_000, () -> world.nowMs() - Tools.START_MS + " ms");
    }

    @Test
    void anUpdateThatBeganByBluetoothGoesOnThroughTheOpticalPort() throws DlmsException {
        Meters meters = meters(1);
        Meter meter = meters.meter(0);
        byte[] image = Tools.image("1.5.0", 20_000);
        meters.airFaults().disconnectAtPacket(120, HciStatus.CONNECTION_TIMEOUT);
        try (DlmsClient client = client(meters, meter.serial(), Tools.hls(Sap.FIRMWARE))) {
            client.connect();
            var sending = assertThrows(DlmsException.class, () -> new OneTry(client, image).send());
            assertTrue(sending.failure().isOfTheLine(), sending.failure()::text);
        }
        assertEquals(1, meters.airFaults().fired(Fault.DISCONNECTED));
        long received = meter.state().component(UpdateKind.METROLOGY).blocks();
        assertTrue(received > 0, "no block arrived");

        DlmsClient optical = Tools.client(world, meter, "optical", Tools.hls(Sap.FIRMWARE));
        var result = new ImageUpdate(optical, Tools.plan(image), UpdateListener.NONE).run();

        assertEquals("1.5.0", meter.state().activeFirmware(), result::toString);
        meter.journal().verify(RequestPattern.received().action(18, "0-0:44.0.0.255", 1), Times.exactly(1));
    }

    @Test
    void aWholeUpdateGoesThroughAirThatLosesPackets() {
        Meters meters = meters(1);
        Meter meter = meters.meter(0);
        meters.airFaults().losePackets(0.1);
        DlmsClient client = client(meters, meter.serial(), Tools.hls(Sap.FIRMWARE));
        var result = new ImageUpdate(client, Tools.plan(Tools.image("1.5.0", 8_000)), UpdateListener.NONE).run();

        assertEquals("1.5.0", meter.state().activeFirmware(), result::toString);
        assertTrue(meters.airFaults().fired(Fault.PACKET_LOST) > 10);
    }

    @Test
    void theServerThatRefusesALongerMtuIsSpokenToInShortPackets() throws DlmsException {
        Meters meters = meters(1);
        meters.airFaults().refuseMtu(true);
        try (DlmsClient client = client(meters, "00012345", Tools.reader())) {
            client.connect();

            assertEquals("SIM0000000012345", name(client));
        }
        assertTrue(meters.airFaults().fired(Fault.MTU_REFUSED) > 0);
    }

    @Test
    void eightCentralsAreConnectedAtOnce() throws DlmsException {
        Meters meters = meters(8);
        List<DlmsClient> clients = new ArrayList<>();
        for (int meter = 0; meter < 8; meter++) {
            DlmsClient client = client(meters, meters.meter(meter).serial(), Tools.reader());
            client.connect();
            clients.add(client);
        }
        for (int meter = 0; meter < 8; meter++) {
            assertEquals(meters.meter(meter).logicalDeviceName(), name(clients.get(meter)));
        }
        clients.forEach(DlmsClient::close);
    }

    // One central holds a meter at a time: it does not advertise meanwhile, and does again afterwards.
    @Test
    void aMeterThatIsHeldIsNotFoundByAnother() throws DlmsException {
        Meters meters = meters(1);
        try (DlmsClient first = client(meters, "00012345", Tools.publicClient())) {
            first.connect();
            assertTrue(failureOf(meters, "00012345").contains("was not heard"));
        }
        try (DlmsClient second = client(meters, "00012345", Tools.publicClient())) {
            second.connect();
            assertEquals("SIM0000000012345", name(second));
        }
    }

    @Test
    void aMeterThatIsNotThereIsSaid() {
        assertEquals(
                "ble:tcp:air:6402/99999999: meter 99999999 was not heard in 15 s (1 others)",
                failureOf(meters(1), "99999999"));
    }

    @Test
    void aMeterWithoutPowerIsSilentAndItsLinkBreaks() throws DlmsException {
        Meters meters = meters(1);
        Meter meter = meters.meter(0);
        try (DlmsClient client = client(meters, meter.serial(), Tools.publicClient())) {
            client.connect();
            meter.power().off();
            assertThrows(DlmsException.class, () -> name(client));
        }
        assertTrue(failureOf(meters, meter.serial()).contains("was not heard"));
        meter.power().on();
        try (DlmsClient client = client(meters, meter.serial(), Tools.publicClient())) {
            client.connect();
            assertEquals("SIM0000000012345", name(client));
        }
    }

    @Test
    void anAirWithoutAdvertisingHasNoMeters() {
        Meters meters = meters(1);
        meters.airFaults().stopAdvertising(true);

        assertTrue(failureOf(meters, "00012345").contains("was not heard"));
    }

    @Test
    void aMeterThatWantsItsKeyPressedTakesConnectionsForAWhile() throws DlmsException {
        String yaml = "profile: keyed\nextends: sim-1p\nbluetooth: {gatt: nus, framing: hdlc, mtu: 247, access: open,"
                + " advertising: {name: \"SIM {serial}\", company: 1, interval-ms: [100, 300], rssi-dbm: [-90, -45],"
                + " connectable: key, open-seconds: 60}, pairing: {method: just-works, failures: 5, seconds: 60}}\n";
        Meters meters =
                Meters.builder().profile(ProfileReader.read("keyed.yaml", yaml)).openOn(world);
        assertTrue(failureOf(meters, "00012345").contains("press its key"));
        meters.meter(0).press();
        try (DlmsClient client = client(meters, "00012345", Tools.publicClient())) {
            client.connect();
            assertEquals("SIM0000000012345", name(client));
        }
        world.advance(Duration.ofSeconds(61).toMillis());
        assertTrue(failureOf(meters, "00012345").contains("press its key"));
    }

    @Test
    void nameAndAddressFollowFromTheSerialNumber() {
        Meter meter = meters(1).meter(0);

        assertEquals("SIM 00012345", meter.bluetoothName());
        assertEquals("C0:5E:00:00:30:39", meter.bluetoothAddress().toString());
    }

    /** Sends an image without ever connecting again. */
    private record OneTry(DlmsClient client, byte[] image) {

        void send() throws DlmsException {
            LogicalName transfer = LogicalName.parse("0-0:44.0.0.255");
            client.action(
                    new MethodRef(18, transfer, 1),
                    CosemData.structure(
                            new CosemData.OctetString(Tools.plan(image).image().identifier()),
                            CosemData.doubleLongUnsigned(image.length)));
            for (int block = 0; block * 512 < image.length; block++) {
                Octets bytes = Tools.plan(image).image().block(block, 512);
                client.action(
                        new MethodRef(18, transfer, 2),
                        CosemData.structure(CosemData.doubleLongUnsigned(block), new CosemData.OctetString(bytes)));
            }
        }
    }
}
