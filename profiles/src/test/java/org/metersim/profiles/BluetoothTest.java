package org.metersim.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.profiles.Bluetooth.Access;
import org.metersim.profiles.Bluetooth.Framing;
import org.metersim.profiles.Bluetooth.Method;
import org.metersim.profiles.Bluetooth.Passkey;

/** What a profile says of Bluetooth, and that a profile may extend another. */
class BluetoothTest {

    private static final Bluetooth SIM_1P =
            ProfileReader.builtin("sim-1p").bluetooth().orElseThrow();

    @Test
    void sim1pIsOpenToEveryHostStack() {
        assertEquals("nus", SIM_1P.gatt().name());
        assertEquals(Framing.HDLC, SIM_1P.framing());
        assertEquals(247, SIM_1P.mtu());
        assertEquals(512, SIM_1P.chunk());
        assertEquals(Access.OPEN, SIM_1P.access());
        assertEquals("SIM 00012345", SIM_1P.advertising().name("00012345"));
        assertEquals(OptionalInt.empty(), SIM_1P.advertising().openSeconds());
        assertEquals(Method.JUST_WORKS, SIM_1P.pairing().method());
    }

    @Test
    void field1pIsSim1pBehindAKeyAndAPasskey() {
        MeterModel field = ProfileReader.builtin("field-1p");
        Bluetooth bluetooth = field.bluetooth().orElseThrow();

        assertEquals("field-1p", field.name());
        assertEquals("field-1p", field.identity().model());
        assertEquals(
                ProfileReader.builtin("sim-1p").objects().size(),
                field.objects().size());
        assertEquals(Access.AUTHENTICATED, bluetooth.access());
        assertEquals(OptionalInt.of(120), bluetooth.advertising().openSeconds());
        assertEquals(Passkey.DERIVED, bluetooth.pairing().passkey());
    }

    @Test
    void aProfileThatExtendsAnotherReplacesItsSectionsWhole() {
        MeterModel model =
                ProfileReader.read("mine.yaml", "profile: mine\nextends: sim-1p\nclock: {zone: UTC, drift-ppm: 7}\n");

        assertEquals("mine", model.name());
        assertEquals(7, model.clock().driftPpm());
        assertEquals("sim-1p", model.identity().model());
        assertEquals(Optional.of(SIM_1P), model.bluetooth());
    }

    @Test
    void aProfileWithoutTheSectionHasNoBluetooth() {
        assertEquals(
                Optional.empty(),
                ProfileReader.read("tiny.yaml", ProfileReaderTest.resource("tiny.yaml"))
                        .bluetooth());
    }

    @Test
    void aFixedPasskeyMayBeginWithZeros() {
        Bluetooth bluetooth = with("nus", "{method: passkey, passkey: \"000042\", failures: 3, seconds: 60}");

        assertEquals(OptionalInt.of(42), bluetooth.pairing().fixed());
        assertEquals(20, bluetooth.chunk());
        assertEquals(Passkey.FIXED, bluetooth.pairing().passkey());
    }

    private static Bluetooth with(String gatt, String pairing) {
        String yaml = "profile: mine\nextends: sim-1p\nbluetooth: {gatt: " + gatt
                + ", framing: wrapper, mtu: 23, chunk: 20, access: open, advertising: {name: \"M{serial}\", company: 1,"
                + " interval-ms: [100, 100], rssi-dbm: [-60, -60], connectable: always}, pairing: " + pairing + "}\n";
        assertEquals(List.of(), ProfileSchema.complaints(yaml));
        return ProfileReader.read("mine.yaml", yaml).bluetooth().orElseThrow();
    }

    // reference: the modules' and meters' own documents and apps
    @ParameterizedTest
    @CsvSource({
        "nus, 6E400001-B5A3-F393-E0A9-E50E24DCCA9E, 6E400002-B5A3-F393-E0A9-E50E24DCCA9E, none",
        "kpz-ffe5, FFE5, FFF5, ready",
        "st-bluenrg, D973F2E0-B19E-11E2-9E96-0800200C9A66, D973F2E2-B19E-11E2-9E96-0800200C9A66, none",
        "microchip, 49535343-FE7D-4AE5-8FA9-9FAFD205E455, 49535343-8841-43F4-A8D4-ECBE34729BB3, none",
        "silabs, 4880C12C-FDCB-4077-8920-A450D7F9B907, FEC26EC4-6D71-4442-9F81-55BC21D658D6, none",
        "u-blox, 2456E1B9-26E2-8F83-E744-F34F01E9D701, 2456E1B9-26E2-8F83-E744-F34F01E9D703, credit",
        "hm-10, FFE0, FFE1, none",
        "e104-bt52, FFF0, FFF2, none",
        "gurux-18f0, 18F0, 2AF1, none"
    })
    void knowsTheServicesOfMetersAndModules(String name, String service, String write, String flow) {
        GattService gatt =
                with(name, "{method: just-works, failures: 5, seconds: 300}").gatt();

        assertEquals(service, gatt.service());
        assertEquals(write, gatt.toMeter().uuid());
        assertEquals(flow, gatt.flow());
    }

    // reference: both kinds of write must work on the characteristic of a stream; KPZ alone takes requests only
    @Test
    void everyPresetButKpzTakesBothKindsOfWrite() {
        Set<String> both = Set.of("write", "write-without-response");
        for (String name : BluetoothSection.presetNames()) {
            GattService gatt = with(name, "{method: just-works, failures: 5, seconds: 300}")
                    .gatt();
            assertEquals(!name.equals("kpz-ffe5"), gatt.toMeter().properties().containsAll(both), name);
        }
    }

    @Test
    void takesAServiceOfOnesOwn() {
        GattService own = with(
                        "{service: ABCD, write: {uuid: 0001, properties: [write]}, notify: {uuid: 0002, properties:"
                                + " [indicate]}, flow: none}",
                        "{method: comparison, failures: 5, seconds: 300}")
                .gatt();

        assertEquals("own", own.name());
        assertEquals(Set.of("indicate"), own.fromMeter().properties());
        assertTrue(own.control().isEmpty());
    }
}
