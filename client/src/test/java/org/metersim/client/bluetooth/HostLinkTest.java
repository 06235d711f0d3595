package org.metersim.client.bluetooth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.client.bluetooth.HostLink.State;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.LongTermKey;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.hci.HciStatus;
import org.metersim.transport.ble.l2cap.L2capFrame;

/** Bytes by hand, from the Core Specification Vol 4 Part E 7: no codec of ours writes what is expected. */
class HostLinkTest {

    private static final List<String> SET_UP = List.of(
            "01 03 0C 00",
            "01 01 0C 08 FF FF FF FF FF 9F 00 20",
            "01 01 20 08 4F 00 00 00 00 00 00 00",
            "01 02 20 00",
            "01 05 20 06 01 02 03 04 05 C6",
            "01 0B 20 07 01 10 00 10 00 01 00",
            "01 0C 20 02 01 00");

    private static final String ADV_IND = "04 3E 0F 02 01 00 01 39 30 00 00 5E C0 03 02 01 06 C4";
    private static final String SCAN_RSP =
            "04 3E 19 02 01 04 01 39 30 00 00 5E C0 0D 0C 09 53 49 4D 20 30 30 31 32 33 34 35 C4";
    private static final String CONNECTED = "04 3E 13 01 00 40 00 00 01 39 30 00 00 5E C0 0C 00 00 00 90 01 00";
    private static final String CREATE_CONNECTION =
            "01 0D 20 19 10 00 10 00 00 01 39 30 00 00 5E C0 01 06 00 0C 00 00 00 90 01 00 00 00 00";

    private static final BluetoothAddress OWN =
            new BluetoothAddress(BluetoothAddress.Type.RANDOM, Octets.parse("0102030405C6"));

    private long nowMs = 1_000;
    private final HostLink link = new HostLink(OWN, "0012345", nowMs);

    private List<String> sent() {
        List<String> sent = new ArrayList<>();
        for (Optional<byte[]> next = link.nextOutput(); next.isPresent(); next = link.nextOutput()) {
            sent.add(Hex.of(next.get()));
        }
        return sent;
    }

    private void hear(String bytes) {
        link.receive(Hex.bytes(bytes), nowMs);
    }

    /** Room for two ACL packets of 27 octets. */
    private void setUp() {
        for (String command : SET_UP) {
            assertEquals(List.of(command), sent());
            String opcode = command.substring(3, 8);
            hear(opcode.equals("02 20") ? "04 0E 07 01 02 20 00 1B 00 02" : "04 0E 04 01 " + opcode + " 00");
        }
    }

    private void connect() {
        setUp();
        hear(ADV_IND + SCAN_RSP);
        assertEquals(List.of("01 0C 20 02 00 00"), sent());
        hear("04 0E 04 01 0C 20 00");
        assertEquals(List.of(CREATE_CONNECTION), sent());
        hear("04 0F 04 00 01 0D 20" + CONNECTED);
        assertEquals(State.CONNECTED, link.state());
    }

    @Test
    void setsUpTheControllerOneCommandAfterTheOther() {
        setUp();

        assertEquals(State.SCANNING, link.state());
    }

    // Vol 4 Part E 4.4: with no credit nothing may be sent.
    @Test
    void waitsForRoomInTheController() {
        assertEquals(1, sent().size());
        hear("04 0E 04 00 03 0C 00");
        assertEquals(List.of(), sent());
        hear("04 0E 03 02 00 00");
        assertEquals(SET_UP.subList(1, 3), sent());
    }

    @Test
    void connectsToTheMeterOfThatSerialNumber() {
        connect();
    }

    @Test
    void aRefusedCommandOfTheSetUpIsSaid() {
        sent();
        hear("04 0E 04 01 03 0C 0C");

        assertEquals(State.CLOSED, link.state());
        assertEquals(Optional.of("the controller refused Reset: Command Disallowed"), link.failure());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "7E A0 07", "05 00 00", "48 54 54 50"})
    void whatIsNoControllerIsSaid(String bytes) {
        hear(bytes);

        assertEquals(State.CLOSED, link.state());
        assertTrue(link.failure().orElseThrow().startsWith("what answers is no Bluetooth controller"));
    }

    @Test
    void aControllerThatIsSilentIsGivenUp() {
        assertEquals(6_000, link.deadlineMs());
        link.wake(5_999);
        assertEquals(State.SETTING_UP, link.state());
        link.wake(6_000);

        assertEquals(Optional.of("no Bluetooth controller answered within 5 s"), link.failure());
        assertEquals(Endpoint.NEVER, link.deadlineMs());
    }

    @Test
    void aMeterThatIsNotThereIsGivenUp() {
        setUp();
        link.wake(link.deadlineMs());

        assertEquals(Optional.of("meter 0012345 was not heard in 15 s (no meter at all)"), link.failure());
    }

    // 0x3E Connection Failed to be Established
    @Test
    void aConnectionThatFailsIsSaid() {
        setUp();
        hear(ADV_IND + SCAN_RSP);
        hear("04 3E 13 01 3E 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");

        assertEquals(
                Optional.of("the meter cannot be connected to: Connection Failed to be Established"), link.failure());
    }

    // Vol 4 Part E 4.1.1: the controller has room for two packets, and says when one is free again.
    @Test
    void sendsNoMorePacketsThanTheControllerHasRoomFor() {
        connect();
        link.send(new L2capFrame(L2capFrame.ATTRIBUTE_PROTOCOL, Octets.of(new byte[60])));

        List<String> first = sent();
        assertEquals(2, first.size());
        assertTrue(first.get(0).startsWith("02 40 00 1B 00 3C 00 04 00 "), first.get(0));
        assertTrue(first.get(1).startsWith("02 40 10 1B 00 "), first.get(1));
        assertEquals(false, link.isDrained());
        hear("04 13 05 01 41 00 02 00");
        assertEquals(List.of(), sent());
        hear("04 13 05 01 40 00 01 00");
        assertEquals(List.of("02 40 10 0A 00" + " 00".repeat(10)), sent());
        assertTrue(link.isDrained());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 100})
    void putsFramesTogetherHoweverTheyAreCut(int chunkLength) {
        connect();
        byte[] bytes = Hex.bytes("02 40 20 05 00 03 00 04 00 1B 02 40 10 02 00 11 22");
        for (int at = 0; at < bytes.length; at += chunkLength) {
            link.receive(java.util.Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + chunkLength)), nowMs);
        }

        assertEquals(
                Optional.of(new L2capFrame(L2capFrame.ATTRIBUTE_PROTOCOL, Octets.parse("1B1122"))), link.nextFrame());
        assertEquals(Optional.empty(), link.nextFrame());
    }

    @Test
    void dataOfAnotherConnectionAreNotForIt() {
        connect();
        hear("02 41 20 05 00 01 00 04 00 1B");

        assertEquals(Optional.empty(), link.nextFrame());
    }

    // Vol 3 Part A 4.20 and 4.21: the central decides, and brings about what it accepted.
    @Test
    void takesTheConnectionParametersThatTheMeterWants() {
        connect();
        hear("02 40 20 10 00 0C 00 05 00 12 01 08 00 18 00 28 00 00 00 F4 01");

        assertEquals(
                List.of(
                        "01 13 20 0E 40 00 18 00 28 00 00 00 F4 01 00 00 00 00",
                        "02 40 00 0A 00 06 00 05 00 13 01 02 00 00 00"),
                sent());
        assertEquals(Optional.empty(), link.nextFrame());
    }

    // The key is sent with its least significant octet first: 7.8.24.
    @Test
    void asksForEncryptionAndTellsWhatBecameOfIt() {
        connect();
        link.encrypt(new LongTermKey(Octets.parse("000102030405060708090A0B0C0D0E0F"), true));
        assertEquals(
                List.of("01 19 20 1C 40 00 00 00 00 00 00 00 00 00 00 00"
                        + " 0F 0E 0D 0C 0B 0A 09 08 07 06 05 04 03 02 01 00"),
                sent());
        assertEquals(OptionalInt.empty(), link.takeEncryptionStatus());
        hear("04 0F 04 00 01 19 20" + "04 08 04 00 40 00 01");

        assertEquals(OptionalInt.of(0), link.takeEncryptionStatus());
        assertEquals(OptionalInt.empty(), link.takeEncryptionStatus());
    }

    @Test
    void aMissingKeyIsToldAndDoesNotEndTheLink() {
        connect();
        link.encrypt(new LongTermKey(Octets.parse("000102030405060708090A0B0C0D0E0F"), true));
        hear("04 0F 04 00 01 19 20" + "04 08 04 06 40 00 00");

        assertEquals(OptionalInt.of(HciStatus.PIN_OR_KEY_MISSING.code()), link.takeEncryptionStatus());
        assertEquals(State.CONNECTED, link.state());
    }

    @ParameterizedTest
    @CsvSource({
        "13, Remote User Terminated Connection",
        "08, Connection Timeout",
        "3D, Connection Terminated due to MIC Failure"
    })
    void saysWhyTheLinkIsGone(String reason, String text) {
        connect();
        hear("04 05 04 00 40 00 " + reason);

        assertEquals(State.CLOSED, link.state());
        assertEquals(Optional.of("the Bluetooth link is gone: " + text), link.failure());
    }

    @Test
    void disconnectsAndWaitsForTheEnd() {
        connect();
        link.disconnect(HciStatus.REMOTE_USER_TERMINATED_CONNECTION, nowMs);
        assertEquals(List.of("01 06 04 03 40 00 13"), sent());
        assertEquals(State.LEAVING, link.state());
        hear("04 0F 04 00 01 06 04" + "04 05 04 00 40 00 16");

        assertEquals(State.CLOSED, link.state());
    }

    @Test
    void aLineThatIsLostEndsIt() {
        setUp();
        link.lineLost();

        assertEquals(State.CLOSED, link.state());
        assertEquals(Optional.of("the line to the Bluetooth controller is gone"), link.failure());
        assertEquals(List.of(), sent());
    }
}
