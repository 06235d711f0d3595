package org.metersim.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
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
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.image.ImageBuilder;
import org.metersim.metrology.image.ImageSpec;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.image.SigningKey;
import org.metersim.profiles.DemoSigningKey;
import org.metersim.profiles.ProfileReader;
import org.metersim.runtime.wire.VirtualWorld;

/** Meters that let nobody in who has not paired, met by our own central in virtual time. */
class BluetoothPairingTest {

    private static final AttributeRef NAME = new AttributeRef(1, LogicalName.parse("0-0:42.0.0.255"), 2);
    private static final int LOCKED = 225;

    private final VirtualWorld world = new VirtualWorld(Tools.START_MS);
    private Meters meters = Meters.builder().profile("field-1p").openOn(world);
    private Meter meter = meters.meter(0);

    private void useProfile(String access, String pairing) {
        String yaml = "profile: paired\nextends: sim-1p\nbluetooth: {gatt: nus, framing: hdlc, mtu: 247"
                + ", access: " + access
                + ", advertising: {name: \"SIM {serial}\", company: 1, interval-ms: [100, 300], rssi-dbm: [-90, -45],"
                + " connectable: always}, pairing: " + pairing + "}\n";
        meters = Meters.builder()
                .profile(ProfileReader.read("paired.yaml", yaml))
                .openOn(world);
        meter = meters.meter(0);
    }

    private DlmsClient client(OptionalInt passkey, long seed) {
        return client(passkey, seed, Tools.hls(Sap.FIRMWARE));
    }

    /** @param seed of its address, and of what it draws */
    private DlmsClient client(OptionalInt passkey, long seed, Login login) {
        VirtualCarrier carrier = new VirtualCarrier(world, asked -> Optional.of(meters.bluetoothController()), 1);
        Target target = Target.parse("ble:tcp:air:6402/00012345");
        ClientSettings settings = ClientSettings.of(target, login, 5_000).withPasskey(passkey);
        return new DlmsClient(carrier, settings, new SplittableRandom(seed));
    }

    private static String name(DlmsClient client) throws DlmsException {
        return client.value(NAME) instanceof CosemData.OctetString text
                ? text.octets().toAscii()
                : "";
    }

    private String failureOf(OptionalInt passkey, long seed) {
        meter.press();
        try (DlmsClient client = client(passkey, seed)) {
            return assertThrows(DlmsException.class, client::connect).failure().text();
        }
    }

    private void readsItsName(DlmsClient client) throws DlmsException {
        meter.press();
        client.connect();
        assertEquals("SIM0000000012345", name(client));
        client.disconnect();
    }

    @Test
    void whoKnowsThePasskeyUpdatesTheMeter() {
        meter.press();
        ImageSpec.MeterType type = new ImageSpec.MeterType("meter-sim.example", "field-1p");
        ImageSpec spec = ImageSpec.of(0, type, ImageVersion.parse("1.5.0"), 1);
        byte[] image = ImageBuilder.sign(
                ImageBuilder.toBeSigned(spec, new byte[3_000]), SigningKey.parse(DemoSigningKey.pem()));
        DlmsClient client = client(meter.bluetoothPasskey(), 1);
        var result = new ImageUpdate(client, Tools.plan(image), UpdateListener.NONE).run();

        assertEquals("1.5.0", meter.state().activeFirmware(), result::toString);
    }

    @Test
    void whoDoesNotKnowThePasskeyIsTold() {
        assertTrue(
                failureOf(OptionalInt.empty(), 1).endsWith("Authentication Requirements (it wants its passkey)"),
                () -> failureOf(OptionalInt.empty(), 1));
    }

    @Test
    void aWrongPasskeyIsRefusedAndTooManyLockTheMeter() throws DlmsException {
        int right = meter.bluetoothPasskey().orElseThrow();
        OptionalInt wrong = OptionalInt.of(right ^ 1);
        for (int attempt = 0; attempt < 5; attempt++) {
            assertFalse(meter.state().hasLogged(LOCKED));
            assertTrue(failureOf(wrong, attempt).contains("Confirm Value Failed"));
        }
        assertTrue(meter.state().hasLogged(LOCKED));
        assertTrue(failureOf(OptionalInt.of(right), 9).contains("Repeated Attempts"));
        world.advance(Duration.ofMinutes(6).toMillis());

        readsItsName(client(OptionalInt.of(right), 9));
    }

    // While the meter takes no pairing at all, who has paired before comes in by the key of then.
    @Test
    void whoHasPairedIsKnownTheNextTimeAndAfterAPowerCut() throws DlmsException {
        OptionalInt right = meter.bluetoothPasskey();
        DlmsClient bonded = client(right, 1);
        readsItsName(bonded);
        for (int attempt = 0; attempt < 5; attempt++) {
            failureOf(OptionalInt.of(right.getAsInt() ^ 1), 10 + attempt);
        }
        readsItsName(bonded);
        meter.power().off();
        meter.power().on();
        world.advance(1_000);

        readsItsName(bonded);
        assertTrue(failureOf(right, 20).contains("Repeated Attempts"));
    }

    // Two centrals of one address: the second one's key stands in the place of the first one's.
    @Test
    void aKeyThatIsNotTheMetersBreaksTheLink() throws DlmsException {
        DlmsClient first = client(meter.bluetoothPasskey(), 1);
        readsItsName(first);
        readsItsName(client(meter.bluetoothPasskey(), 1));
        meter.press();
        String failure =
                assertThrows(DlmsException.class, first::connect).failure().text();
        assertTrue(failure.endsWith("Connection Terminated due to MIC Failure"), failure);

        readsItsName(first);
    }

    @Test
    void aMeterThatForgotItsBondsIsPairedWithAnew() throws DlmsException {
        DlmsClient bonded = client(meter.bluetoothPasskey(), 1, Tools.publicClient());
        readsItsName(bonded);
        meters = Meters.builder().profile("field-1p").openOn(world);
        meter = meters.meter(0);

        readsItsName(bonded);
    }

    @Test
    void aComparisonOfNumbersLetsInAndKeepsOut() throws DlmsException {
        useProfile("authenticated", "{method: comparison, failures: 5, seconds: 60}");
        meter.comparesNumbers(false);
        assertTrue(failureOf(OptionalInt.empty(), 1).contains("Numeric Comparison Failed"));
        meter.comparesNumbers(true);

        readsItsName(client(OptionalInt.empty(), 1));
        assertTrue(meter.displayedPasskey().orElseThrow().matches("\\d{6}"));
    }

    @Test
    void justWorksIsEnoughWhereEncryptionAloneIsDemanded() throws DlmsException {
        useProfile("encrypted", "{method: just-works, failures: 5, seconds: 60}");

        readsItsName(client(OptionalInt.empty(), 1));
    }

    @Test
    void aFixedPasskeyIsTheSameInAllMeters() throws DlmsException {
        useProfile("authenticated", "{method: passkey, passkey: \"000042\", failures: 5, seconds: 60}");
        assertEquals(OptionalInt.of(42), meter.bluetoothPasskey());

        readsItsName(client(OptionalInt.of(42), 1));
        assertEquals(Optional.of("000042"), meter.displayedPasskey());
        assertTrue(meter.display().endsWith("  Bluetooth 000042"), meter.display());
        meter.press();
        assertFalse(meter.display().contains("Bluetooth"), meter.display());
    }

    @Test
    void aPasskeyOfTheDisplayIsAnotherEachTime() {
        useProfile("authenticated", "{method: passkey, passkey: display, failures: 5, seconds: 60}");
        assertEquals(OptionalInt.empty(), meter.bluetoothPasskey());
        failureOf(OptionalInt.of(1), 1);
        Optional<String> first = meter.displayedPasskey();
        failureOf(OptionalInt.of(1), 1);

        assertTrue(first.isPresent());
        assertNotEquals(first, meter.displayedPasskey());
    }

    @Test
    void eachMeterHasAPasskeyOfItsOwn() {
        Meters two = Meters.builder().profile("field-1p").count(2).openOn(world);

        assertNotEquals(two.meter(0).bluetoothPasskey(), two.meter(1).bluetoothPasskey());
    }
}
