package org.metersim.client.bluetooth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.hci.AdvertisingReport;
import org.metersim.transport.ble.hci.AdvertisingReport.Kind;
import org.metersim.transport.ble.hci.BluetoothAddress;

class SearchTest {

    private static final Octets FLAGS = Octets.parse("020106");
    private static final Octets NAMED_12345 = Octets.parse("020A00 0D09 53494D203030303132333435");
    private static final BluetoothAddress METER = address("393000005EC0");
    private static final BluetoothAddress OTHER = address("3A3000005EC0");

    private final Search search = new Search("00012345");

    private static BluetoothAddress address(String littleEndian) {
        return new BluetoothAddress(BluetoothAddress.Type.RANDOM, Octets.parse(littleEndian));
    }

    private Optional<BluetoothAddress> hear(Kind kind, BluetoothAddress address, Octets data) {
        return search.take(new AdvertisingReport(kind, address, data, -60));
    }

    // The name mostly stands in the scan response, and only the advertising event says whether it can be connected to.
    @Test
    void findsTheMeterByNameInTheScanResponseOfAConnectableAddress() {
        assertEquals(Optional.empty(), hear(Kind.ADV_IND, METER, FLAGS));
        assertEquals(Optional.of(METER), hear(Kind.SCAN_RSP, METER, NAMED_12345));
    }

    @Test
    void findsItWhicheverComesFirst() {
        assertEquals(Optional.empty(), hear(Kind.SCAN_RSP, METER, NAMED_12345));
        assertEquals(Optional.of(METER), hear(Kind.ADV_IND, METER, FLAGS));
    }

    @Test
    void takesNoOtherMeterForIt() {
        hear(Kind.ADV_IND, OTHER, FLAGS);
        assertEquals(Optional.empty(), hear(Kind.SCAN_RSP, OTHER, Octets.parse("0D09 53494D203030303132333436")));
        assertEquals("meter 00012345 was not heard in 15 s (1 others)", search.failure(15_000));
    }

    // A meter that waits for its key advertises without taking connections.
    @Test
    void saysThatTheKeyIsToBePressed() {
        hear(Kind.ADV_SCAN_IND, METER, FLAGS);
        assertEquals(Optional.empty(), hear(Kind.SCAN_RSP, METER, NAMED_12345));
        assertTrue(search.failure(15_000).contains("press its key"), search.failure(15_000));
        assertEquals(Optional.of(METER), hear(Kind.ADV_IND, METER, FLAGS));
    }

    @Test
    void aMeterThatStopsToTakeConnectionsIsNotConnectedTo() {
        hear(Kind.ADV_IND, METER, FLAGS);
        hear(Kind.ADV_SCAN_IND, METER, FLAGS);
        assertEquals(Optional.empty(), hear(Kind.SCAN_RSP, METER, NAMED_12345));
    }

    // Core Specification Supplement Part A 1: length, type, data; a length of zero ends the significant part.
    @ParameterizedTest
    @ValueSource(strings = {"", "00", "0D", "0D09", "0C095349", "000D0953494D203030303132333435", "FF0900"})
    void dataThatAreCutHoldNoName(String data) {
        assertEquals(Optional.empty(), Search.nameIn(Octets.parse(data)));
    }

    @Test
    void aShortenedNameIsAName() {
        assertEquals(Optional.of("SIM"), Search.nameIn(Octets.parse("020106 0408 53494D")));
    }
}
