package org.metersim.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.profiles.ProfileReader;
import org.metersim.runtime.wire.VirtualWorld;
import org.metersim.transport.ble.Peripheral;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.l2cap.L2capFrame;

/** What a profile says of Bluetooth, as a central sees it. */
class BluetoothProfileTest {

    private static final BluetoothAddress CENTRAL =
            new BluetoothAddress(BluetoothAddress.Type.PUBLIC, Octets.parse("010000000002"));
    private static final long START_MS = Instant.parse("2026-07-01T00:00:00Z").toEpochMilli();

    private final VirtualWorld world = new VirtualWorld(START_MS);

    private Meters meters(String gatt, String connectable) {
        String yaml = "profile: mine\nextends: sim-1p\nbluetooth: {gatt: " + gatt
                + ", framing: hdlc, mtu: 247, access: open, advertising: {name: \"M {serial}\", company: 1,"
                + " interval-ms: [100, 100], rssi-dbm: [-60, -60], tx-dbm: -4, " + connectable
                + "}, pairing: {method: just-works, failures: 5, seconds: 300}}\n";
        return new MeterBuilder().profile(ProfileReader.read("mine.yaml", yaml)).openOn(world);
    }

    private static String ask(Peripheral peripheral, String pdu) {
        peripheral.receive(new L2capFrame(L2capFrame.ATTRIBUTE_PROTOCOL, Octets.parse(pdu)), START_MS);
        Optional<L2capFrame> answer = peripheral.nextOutput();
        return answer.map(frame -> Hex.of(frame.payload().toBytes())).orElse("");
    }

    // A preset that the GATT server would not take must not come as far as a host.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nus",
                "kpz-ffe5",
                "st-bluenrg",
                "st-bluenrg-meter",
                "microchip",
                "silabs",
                "u-blox",
                "hm-10",
                "e104-bt52",
                "gurux-18f0"
            })
    void everyPresetIsServed(String preset) {
        try (Meters meters = meters(preset, "connectable: always")) {
            Peripheral peripheral = meters.air().connect(0, CENTRAL, START_MS).orElseThrow();
            int last = List.of("kpz-ffe5", "u-blox").contains(preset) ? 24 : 21;
            boolean isOne = List.of("silabs", "hm-10", "u-blox").contains(preset);

            String end = Hex.of(new byte[] {(byte) (isOne ? last - 2 : last)});
            assertEquals(
                    "10 00 " + end + " 00",
                    ask(peripheral, "10 10 00 FF FF 00 28").substring(6, 17));
        }
    }

    // Europe/Madrid: two hours before UTC in summer, one in winter
    @ParameterizedTest
    @CsvSource({
        "2026-07-01T05:59:59Z, false",
        "2026-07-01T06:00:00Z, true",
        "2026-07-01T15:59:59Z, true",
        "2026-07-01T16:00:00Z, false",
        "2026-12-01T06:59:59Z, false",
        "2026-12-01T07:00:00Z, true"
    })
    void aWindowIsOfLocalTime(Instant now, boolean isOpen) {
        try (Meters meters = meters("nus", "connectable: window, window: [\"08:00\", \"18:00\"]")) {
            long nowMs = now.toEpochMilli();

            assertEquals(
                    isOpen, meters.air().advertisement(0, nowMs).orElseThrow().connectable());
            assertEquals(isOpen, meters.air().connect(0, CENTRAL, nowMs).isPresent());
        }
    }

    // 02 0A FC: TX power level of -4 dBm, Supplement Part A 1.5
    @Test
    void theStrengthAtTheSenderIsToldBesideTheName() {
        try (Meters meters = meters("nus", "connectable: always")) {
            Octets told = meters.air().advertisement(0, START_MS).orElseThrow().scanResponse();

            assertEquals("02 0A FC 0B 09 4D 20 30 30 30 31 32 33 34 35", Hex.of(told.toBytes()));
        }
    }
}
