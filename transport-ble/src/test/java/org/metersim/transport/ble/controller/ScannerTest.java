package org.metersim.transport.ble.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.transport.ble.hci.AdvertisingReport;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.hci.HciEvent;

/** Scanning and connecting to what advertises. Core Specification Vol 6 Part B 4.4.2 to 4.4.4. */
class ScannerTest {

    private static final String ACTIVE = "01 0B 20 07 01 10 00 10 00 00 00";
    private static final String PASSIVE = "01 0B 20 07 00 10 00 10 00 00 00";
    private static final String PASSIVE_ACCEPTED_ONLY = "01 0B 20 07 00 10 00 10 00 00 01";
    private static final String ON = "01 0C 20 02 01 00";
    private static final String ON_NO_DUPLICATES = "01 0C 20 02 01 01";
    private static final String OFF = "01 0C 20 02 00 00";
    private static final String CONNECT =
            "01 0D 20 19 10 00 10 00 00 01 00 00 00 EE FF C0 00 18 00 28 00 00 00 2A 00 00 00 00 00";
    private static final String CONNECT_ACCEPTED =
            "01 0D 20 19 10 00 10 00 01 00 00 00 00 00 00 00 00 18 00 28 00 00 00 2A 00 00 00 00 00";

    private static List<AdvertisingReport> reports(List<String> packets) {
        return packets.stream()
                .flatMap(packet -> AdvertisingReport.read((HciEvent) HostBench.decoded(packet)).stream())
                .toList();
    }

    private static List<AdvertisingReport> scan(HostBench bench, String parameters, String enable, long ms) {
        bench.send(parameters);
        bench.send(enable);
        List<AdvertisingReport> reports = reports(bench.pass(ms));
        bench.send(OFF);
        return reports;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 42})
    void twoHundredMetersAreFoundWithTheirNamesWithinTwoSeconds(long seed) {
        HostBench bench = new HostBench(new FakeAir(200, 100, 1_000), new SplittableRandom(seed)).ready();
        Set<BluetoothAddress> advertised = new HashSet<>();
        Set<BluetoothAddress> named = new HashSet<>();
        for (AdvertisingReport report : scan(bench, ACTIVE, ON_NO_DUPLICATES, 2_000)) {
            boolean response = report.kind() == AdvertisingReport.Kind.SCAN_RSP;
            assertTrue((response ? named : advertised).add(report.address()), "reported twice: " + report);
        }

        assertEquals(200, advertised.size());
        assertEquals(advertised, named);
    }

    @Test
    void repeatsEachAtItsIntervalUnlessDuplicatesAreFiltered() {
        HostBench bench = new HostBench(new FakeAir(2, 100, 1_000)).ready();

        List<AdvertisingReport> reports = scan(bench, PASSIVE, ON, 10_000);
        Map<BluetoothAddress, Integer> counts = new HashMap<>();
        reports.forEach(report -> counts.merge(report.address(), 1, Integer::sum));
        // every 100 and 137 ms; the random delay shifts events, never the mean
        assertEquals(100, counts.get(FakeAir.address(0)), 1);
        assertEquals(73, counts.get(FakeAir.address(1)), 1);
        assertEquals(2, scan(bench, PASSIVE, ON_NO_DUPLICATES, 10_000).size());
        // switched on again it begins afresh
        assertEquals(2, scan(bench, PASSIVE, ON_NO_DUPLICATES, 10_000).size());
    }

    @Test
    void scanResponsesComeOnlyWhenAskedFor() {
        HostBench bench = new HostBench(FakeAir.ofOne()).ready();

        assertEquals(
                List.of(AdvertisingReport.Kind.ADV_IND),
                scan(bench, PASSIVE, ON_NO_DUPLICATES, 500).stream()
                        .map(AdvertisingReport::kind)
                        .toList());
        assertEquals(
                List.of(AdvertisingReport.Kind.ADV_IND, AdvertisingReport.Kind.SCAN_RSP),
                scan(bench, ACTIVE, ON_NO_DUPLICATES, 500).stream()
                        .map(AdvertisingReport::kind)
                        .toList());
    }

    // A key pressed makes a meter connectable: the host must hear of it, though it filters duplicates.
    @Test
    void aMeterThatBecomesConnectableIsReportedOnceMore() {
        HostBench bench = new HostBench(FakeAir.ofOne()).ready();
        bench.air.unconnectable.add(0);
        bench.send(PASSIVE);
        bench.send(ON_NO_DUPLICATES);
        assertEquals(
                AdvertisingReport.Kind.ADV_SCAN_IND,
                reports(bench.pass(1_000)).get(0).kind());
        assertEquals(List.of(), bench.pass(1_000));

        bench.air.unconnectable.clear();
        List<AdvertisingReport> again = reports(bench.pass(1_000));
        assertEquals(1, again.size());
        assertEquals(AdvertisingReport.Kind.ADV_IND, again.get(0).kind());
    }

    @Test
    void withoutScanResponseAMeterIsNotScannable() {
        HostBench bench = new HostBench(FakeAir.ofOne()).ready();
        bench.air.unconnectable.add(0);
        bench.air.namesInScanResponse = false;

        List<AdvertisingReport> reports = scan(bench, ACTIVE, ON_NO_DUPLICATES, 500);
        assertEquals(1, reports.size());
        assertEquals(AdvertisingReport.Kind.ADV_NONCONN_IND, reports.get(0).kind());
    }

    @Test
    void onlyAcceptedDevicesAreReportedWhereTheHostSaysSo() {
        HostBench bench = new HostBench(new FakeAir(5, 100, 100)).ready();
        bench.send("01 11 20 07 01 03 00 00 EE FF C0");
        // the same octets as a public address are another device
        bench.send("01 11 20 07 00 02 00 00 EE FF C0");

        List<AdvertisingReport> reports = scan(bench, PASSIVE_ACCEPTED_ONLY, ON_NO_DUPLICATES, 1_000);
        assertEquals(1, reports.size());
        assertEquals(FakeAir.address(3), reports.get(0).address());
    }

    @Test
    void theAcceptListIsNotChangedWhileItIsInUse() {
        HostBench bench = new HostBench(FakeAir.ofOne()).ready();
        bench.send(PASSIVE_ACCEPTED_ONLY);
        bench.send(ON);
        assertEquals(List.of("04 0E 04 01 11 20 0C"), bench.send("01 11 20 07 01 03 00 00 EE FF C0"));
        assertEquals(List.of("04 0E 04 01 10 20 0C"), bench.send("01 10 20 00"));
        assertEquals(List.of("04 0E 04 01 12 20 0C"), bench.send("01 12 20 07 01 03 00 00 EE FF C0"));

        bench.send(OFF);
        for (int i = 0; i < FilterAcceptList.MAX_DEVICES; i++) {
            assertEquals(
                    List.of("04 0E 04 01 11 20 00"),
                    bench.send(String.format("01 11 20 07 01 %02X 00 00 EE FF C0", i)));
        }
        assertEquals(List.of("04 0E 04 01 11 20 07"), bench.send("01 11 20 07 01 FF 00 00 EE FF C0"));
        assertEquals(List.of("04 0E 04 01 11 20 00"), bench.send("01 11 20 07 01 00 00 00 EE FF C0"));
        assertEquals(List.of("04 0E 04 01 10 20 00"), bench.send("01 10 20 00"));
    }

    @Test
    void sameSeedSameAirOtherSeedOtherTimes() {
        FakeAir air = new FakeAir(20, 100, 400);
        List<AdvertisingReport> one = scan(new HostBench(air, new SplittableRandom(7)).ready(), PASSIVE, ON, 1_000);

        assertEquals(one, scan(new HostBench(air, new SplittableRandom(7)).ready(), PASSIVE, ON, 1_000));
        assertNotEquals(one, scan(new HostBench(air, new SplittableRandom(8)).ready(), PASSIVE, ON, 1_000));
    }

    @Test
    void theSignalStrengthVariesAroundItsMean() {
        HostBench bench = new HostBench(FakeAir.ofOne()).ready();
        Set<Integer> heard = new TreeSet<>();
        scan(bench, PASSIVE, ON, 20_000).forEach(report -> heard.add(report.rssiDbm()));

        assertEquals(Set.of(-63, -62, -61, -60, -59, -58, -57), heard);
    }

    @Test
    void aConnectedMeterIsSilentAndAdvertisesAgainAfterwards() {
        HostBench bench = new HostBench(FakeAir.ofOne()).ready();
        bench.connect(0);
        assertEquals(List.of(), scan(bench, PASSIVE, ON, 2_000));

        bench.send("01 06 04 03 40 00 13");
        assertEquals(1, scan(bench, PASSIVE, ON_NO_DUPLICATES, 2_000).size());
    }

    @Test
    void aScanGoesOnWhileAConnectionIsMade() {
        HostBench bench = new HostBench(new FakeAir(2, 100, 100)).ready();
        bench.send(PASSIVE);
        bench.send(ON);
        bench.send(CONNECT);
        List<String> packets = bench.pass(1_000);

        assertTrue(packets.stream().anyMatch(packet -> packet.startsWith("04 3E 13 01 00 40 00")), packets.toString());
        assertTrue(
                packets.stream()
                                .filter(packet -> packet.startsWith("04 3E 0F 02"))
                                .count()
                        > 9,
                packets.toString());
    }

    @Test
    void connectingWaitsForAMeterToAppear() {
        HostBench bench = new HostBench(FakeAir.ofOne()).ready();
        bench.air.silent.add(0);
        assertEquals(List.of("04 0F 04 00 01 0D 20"), bench.send(CONNECT));
        assertEquals(List.of(), bench.pass(60_000));
        // one at a time
        assertEquals(List.of("04 0F 04 0C 01 0D 20"), bench.send(CONNECT));

        bench.air.silent.clear();
        assertEquals(List.of("04 3E 13 01 00 40 00 00 01 00 00 00 EE FF C0 18 00 00 00 2A 00 00"), bench.pass(300));
        // now there is one already
        assertEquals(List.of("04 0F 04 0B 01 0D 20"), bench.send(CONNECT));
    }

    @Test
    void connectingWaitsForAMeterToBecomeConnectable() {
        HostBench bench = new HostBench(FakeAir.ofOne()).ready();
        bench.air.unconnectable.add(0);
        bench.send(CONNECT);
        assertEquals(List.of(), bench.pass(10_000));

        bench.air.unconnectable.clear();
        assertEquals(1, bench.pass(300).size());
    }

    @Test
    void aPendingConnectionIsCancelledOnce() {
        HostBench bench = new HostBench(FakeAir.ofOne()).ready();
        bench.air.silent.add(0);
        bench.send(CONNECT);

        assertEquals(
                List.of("04 0E 04 01 0E 20 00", "04 3E 13 01 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"),
                bench.send("01 0E 20 00"));
        assertEquals(List.of("04 0E 04 01 0E 20 0C"), bench.send("01 0E 20 00"));
        bench.air.silent.clear();
        assertEquals(List.of(), bench.pass(10_000));
    }

    @Test
    void anyAcceptedDeviceIsConnectedTo() {
        HostBench bench = new HostBench(new FakeAir(5, 100, 100)).ready();
        bench.send("01 11 20 07 01 09 00 00 EE FF C0");
        bench.send("01 11 20 07 01 03 00 00 EE FF C0");
        bench.send(CONNECT_ACCEPTED);

        assertEquals(List.of("04 3E 13 01 00 40 00 00 01 03 00 00 EE FF C0 18 00 00 00 2A 00 00"), bench.pass(300));
    }

    // Meter 0 advertises each 20 ms, meter 200 each 7420 ms.
    @Test
    void ofTheAcceptedDevicesTheOneThatAdvertisesFirstIsConnectedTo() {
        HostBench bench = new HostBench(new FakeAir(201, 20, 10_000)).ready();
        bench.send("01 11 20 07 01 00 00 00 EE FF C0");
        bench.send("01 11 20 07 01 C8 00 00 EE FF C0");
        bench.send(CONNECT_ACCEPTED);

        assertEquals(List.of("04 3E 13 01 00 40 00 00 01 00 00 00 EE FF C0 18 00 00 00 2A 00 00"), bench.pass(60));
    }

    @Test
    void aPublicAddressIsAnotherDevice() {
        HostBench bench = new HostBench(FakeAir.ofOne()).ready();
        bench.send(CONNECT.replace("00 01 00 00 00 EE", "00 00 00 00 00 EE"));

        assertEquals(List.of(), bench.pass(5_000));
    }

    // A wire that nobody drove for a day: each meter is heard once, not a day's worth.
    @Test
    void missedAdvertisingIsNotMadeUpFor() {
        HostBench bench = new HostBench(new FakeAir(3, 100, 100)).ready();
        bench.send(PASSIVE);
        bench.send(ON);
        bench.nowMs += 86_400_000;

        assertEquals(3, bench.pass(0).size());
    }
}
