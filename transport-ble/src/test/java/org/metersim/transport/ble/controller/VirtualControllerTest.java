package org.metersim.transport.ble.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.l2cap.L2capFrame;

/** Commands, links and what ends them. Core Specification Vol 4 Part E; shared/reference/ble.md 3. */
class VirtualControllerTest {

    private static final String MTU_REQUEST = "02 40 00 07 00 03 00 04 00 02 00 01";
    private static final String COMPLETED = "04 13 05 01 40 00 01 00";
    private static final String MTU_RESPONSE = "02 40 20 07 00 03 00 04 00 03 F7 00";
    private static final String ENABLE_ENCRYPTION = "01 19 20 1C 40 00 00 00 00 00 00 00 00 00 00 00";
    private static final String RIGHT_KEY = "FF EE DD CC BB AA 99 88 77 66 55 44 33 22 11 00";
    private static final String WRONG_KEY = "FF EE DD CC BB AA 99 88 77 66 55 44 33 22 11 01";

    private final HostBench bench = new HostBench(FakeAir.ofOne()).ready();

    // vendor commands, those of later versions, BR/EDR ones, and 0
    @ParameterizedTest
    @CsvSource({
        "01 53 FD 00, 53 FD",
        "01 41 20 00, 41 20",
        "01 43 20 02 00 00, 43 20",
        "01 14 20 05 FF FF FF FF 1F, 14 20",
        "01 15 20 02 40 00, 15 20",
        "01 05 04 0D 00 00 00 00 00 00 00 00 00 00 00 00 00, 05 04",
        "01 04 10 01 00, 04 10",
        "01 00 00 00, 00 00"
    })
    void answersEveryOtherCommandWithUnknown(String command, String opcode) {
        assertEquals(List.of("04 0E 04 01 " + opcode + " 01"), bench.send(command));
    }

    // one octet less, one more, and a value out of range; of commands with either kind of answer
    @ParameterizedTest
    @CsvSource({
        "01 0C 20 01 01, 04 0E 04 01 0C 20 12",
        "01 0C 20 03 01 00 00, 04 0E 04 01 0C 20 12",
        "01 0C 20 02 02 00, 04 0E 04 01 0C 20 12",
        "01 03 0C 01 00, 04 0E 04 01 03 0C 12",
        "01 06 04 02 40 00, 04 0F 04 12 01 06 04",
        "01 0B 20 07 01 12 00 13 00 00 00, 04 0E 04 01 0B 20 12",
        "01 6D 0C 02 02 00, 04 0E 04 01 6D 0C 12",
        "01 24 20 04 1A 00 48 01, 04 0E 04 01 24 20 12",
        "01 24 20 04 FC 00 48 08, 04 0E 04 01 24 20 12",
        "01 2E 20 02 00 00, 04 0E 04 01 2E 20 12",
        "01 33 0C 07 1A 00 00 01 00 00 00, 04 0E 04 01 33 0C 12",
        "01 31 20 03 00 02 01, 04 0E 04 01 31 20 11",
        "01 1D 20 01 28, 04 0E 04 01 1D 20 12"
    })
    void refusesWrongParameters(String command, String answer) {
        assertEquals(List.of(answer), bench.send(command));
    }

    @ParameterizedTest
    @CsvSource({
        "01 06 04 03 41 00 13, 04 0F 04 02 01 06 04",
        "01 05 14 02 41 00, 04 0E 06 01 05 14 02 41 00",
        "01 16 20 02 41 00, 04 0F 04 02 01 16 20",
        "01 1D 04 02 41 00, 04 0F 04 02 01 1D 04",
        "01 22 20 06 41 00 FB 00 48 08, 04 0E 06 01 22 20 02 41 00",
        "01 13 20 0E 41 00 06 00 0C 00 00 00 64 00 00 00 00 00, 04 0F 04 02 01 13 20",
        "01 30 20 02 41 00, 04 0E 06 01 30 20 02 41 00",
        "01 32 20 07 41 00 03 00 00 00 00, 04 0F 04 02 01 32 20"
    })
    void refusesCommandsForNoConnection(String command, String answer) {
        bench.connect(0);
        assertEquals(List.of(answer), bench.send(command));
    }

    @Test
    void sendsNothingThatTheHostHasNotUnmasked() {
        bench.send("01 03 0C 00");
        bench.send("01 0C 20 02 01 00");
        assertEquals(List.of(), bench.pass(1_000));

        bench.send("01 01 0C 08 FF FF FF FF FF FF FF 3F");
        assertFalse(bench.pass(1_000).isEmpty());

        bench.send("01 01 20 08 1D 00 00 00 00 00 00 00");
        assertEquals(List.of(), bench.pass(1_000));
    }

    // noble takes Reset for answered only with 1, 2 or 5 credits.
    @Test
    void aResetLeavesAFreshController() {
        FakeMeter meter = bench.connect(0);
        bench.send("01 05 20 06 01 02 03 04 05 C6");
        bench.send("01 0C 20 02 01 00");

        assertEquals(List.of("04 0E 04 01 03 0C 00"), bench.send("01 03 0C 00"));
        assertEquals(OptionalInt.of(0x08), meter.lostReason);
        assertEquals(Endpoint.NEVER, bench.controller.deadlineMs());
        bench.send(MTU_REQUEST);
        assertEquals(0, meter.received.size());
        // own address type 1 without a random address
        bench.send("01 0B 20 07 00 10 00 10 00 01 00");
        assertEquals(List.of("04 0E 04 01 0C 20 12"), bench.send("01 0C 20 02 01 00"));
    }

    @Test
    void aRandomAddressIsNotChangedWhileItIsInUse() {
        assertEquals(List.of("04 0E 04 01 05 20 00"), bench.send("01 05 20 06 01 02 03 04 05 C6"));
        bench.send("01 0C 20 02 01 00");
        assertEquals(List.of("04 0E 04 01 05 20 0C"), bench.send("01 05 20 06 01 02 03 04 05 C6"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "03 40 00 00", "05", "04 0E 04 01 03 0C 00", "02 40 00 FC 00"})
    void hangsUpOnWhatIsNoPacketForAController(String garbage) {
        FakeMeter meter = bench.connect(0);

        assertEquals(List.of(), bench.send(garbage + "01 03 0C 00"));
        assertTrue(bench.controller.isClosed());
        assertEquals(OptionalInt.of(0x08), meter.lostReason);
        assertEquals(Endpoint.NEVER, bench.controller.deadlineMs());
        assertEquals(List.of(), bench.send("01 03 0C 00"));
    }

    @Test
    void aLostWireEndsItsLinksOnceAndTheMetersAdvertiseAgain() {
        FakeMeter meter = bench.connect(0);
        assertTrue(bench.air.advertisement(0, bench.nowMs).isEmpty());

        bench.controller.lineLost(bench.nowMs);
        bench.controller.lineLost(bench.nowMs);
        assertEquals(OptionalInt.of(0x08), meter.lostReason);
        assertTrue(bench.air.advertisement(0, bench.nowMs).isPresent());
        assertTrue(bench.controller.nextOutput().isEmpty());
    }

    @Test
    void passesAttributesAndReturnsEachPacketAtOnce() {
        bench.connect(0);

        assertEquals(List.of(COMPLETED, MTU_RESPONSE), bench.send(MTU_REQUEST));
    }

    // 260 octets of payload, from the host in two packets, back in 251 and 13
    @Test
    void cutsWhatIsLongerThanAPacket() {
        bench.connect(0);
        String value = "5A".repeat(257);
        String first = "02 40 00 FB 00 04 01 04 00 52 10 00" + value.substring(0, 2 * 244);
        String second = "02 40 10 0D 00" + value.substring(2 * 244);

        assertEquals(List.of(COMPLETED), bench.send(first));
        List<String> answers = bench.send(second);
        assertEquals(3, answers.size());
        assertEquals("02 40 20 FB 00 04 01 04 00 1B 10 00" + " 5A".repeat(244), answers.get(1));
        assertEquals("02 40 10 0D 00" + " 5A".repeat(13), answers.get(2));
    }

    // NimBLE's buffers have 251 octets whatever it says.
    @Test
    void aHostWithLongerBuffersGetsNoLongerPackets() {
        bench.send("01 33 0C 07 FD 03 00 08 00 00 00");
        FakeMeter meter = bench.connect(0);
        meter.output.add(new L2capFrame(4, Octets.of(new byte[300])));

        List<String> packets = bench.pass(0);
        assertEquals(2, packets.size());
        assertTrue(packets.get(0).startsWith("02 40 20 FB 00 2C 01 04 00"), packets.get(0));
    }

    @Test
    void aPacketForNoConnectionIsDropped() {
        FakeMeter meter = bench.connect(0);

        assertEquals(List.of(), bench.send(MTU_REQUEST.replaceFirst("40", "41")));
        assertEquals(List.of(), meter.received);
        assertFalse(bench.controller.isClosed());
    }

    // 0C33 says 27 octets and two packets; the third waits until the host freed one.
    @Test
    void theHostNeverGetsMoreThanItsBuffersHold() {
        assertEquals(List.of("04 0E 04 01 33 0C 00"), bench.send("01 33 0C 07 1B 00 00 02 00 00 00"));
        assertEquals(List.of("04 0E 04 01 31 0C 00"), bench.send("01 31 0C 01 01"));
        bench.connect(0);
        String write = "02 40 00 3C 00 38 00 04 00 52 10 00" + "5A".repeat(53);

        List<String> answers = bench.send(write);
        assertEquals(COMPLETED, answers.get(0));
        assertEquals("02 40 20 1B 00 38 00 04 00 1B 10 00" + " 5A".repeat(20), answers.get(1));
        assertEquals("02 40 10 1B 00" + " 5A".repeat(27), answers.get(2));
        assertEquals(3, answers.size());
        assertEquals(List.of(), bench.pass(10_000));
        // for a connection that is none nothing is freed
        assertEquals(List.of(), bench.send("01 35 0C 05 01 41 00 01 00"));
        assertEquals(List.of("02 40 10 06 00" + " 5A".repeat(6)), bench.send("01 35 0C 05 01 40 00 01 00"));
        // not to be switched while there is a connection
        assertEquals(List.of("04 0E 04 01 31 0C 0C"), bench.send("01 31 0C 01 00"));
    }

    @Test
    void buffersOfALostLinkAreFreed() {
        bench.send("01 33 0C 07 1B 00 00 01 00 00 00");
        bench.send("01 31 0C 01 01");
        bench.connect(0);
        assertEquals(List.of(COMPLETED, MTU_RESPONSE), bench.send(MTU_REQUEST));
        bench.send("01 06 04 03 40 00 13");
        bench.connect(0);

        String other = MTU_REQUEST.replaceFirst("40", "41");
        assertEquals(MTU_RESPONSE.replaceFirst("40", "41"), bench.send(other).get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"05", "13", "14", "15", "1A", "29", "3B"})
    void theMeterHearsTheHostsReasonAndTheHostItsOwn(String reason) {
        FakeMeter meter = bench.connect(0);

        assertEquals(List.of("04 0F 04 00 01 06 04", "04 05 04 00 40 00 16"), bench.send("01 06 04 03 40 00" + reason));
        assertEquals(OptionalInt.of(Integer.parseInt(reason, 16)), meter.lostReason);
        assertEquals(1, meter.losses);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "08", "16", "3D", "FF"})
    void otherReasonsAreRefused(String reason) {
        FakeMeter meter = bench.connect(0);

        assertEquals(List.of("04 0F 04 12 01 06 04"), bench.send("01 06 04 03 40 00" + reason));
        assertEquals(OptionalInt.empty(), meter.lostReason);
    }

    @Test
    void aMeterThatLeavesIsReportedAfterItsLastWords() {
        FakeMeter meter = bench.connect(0);
        meter.closed = true;

        assertEquals(List.of(COMPLETED, MTU_RESPONSE, "04 05 04 00 40 00 13"), bench.send(MTU_REQUEST));
        assertEquals(OptionalInt.of(0x13), meter.lostReason);
    }

    @Test
    void equalKeysEncryptALink() {
        bench.air.bonded = true;
        FakeMeter meter = bench.connect(0);

        assertEquals(
                List.of("04 0F 04 00 01 19 20", "04 08 04 00 40 00 01"), bench.send(ENABLE_ENCRYPTION + RIGHT_KEY));
        assertTrue(meter.encrypted);
    }

    @Test
    void differentKeysEndALink() {
        bench.air.bonded = true;
        FakeMeter meter = bench.connect(0);

        assertEquals(
                List.of("04 0F 04 00 01 19 20", "04 05 04 00 40 00 3D"), bench.send(ENABLE_ENCRYPTION + WRONG_KEY));
        assertEquals(OptionalInt.of(0x3D), meter.lostReason);
        assertFalse(meter.encrypted);
    }

    @Test
    void withoutAKeyOfTheMeterALinkStaysOpen() {
        FakeMeter meter = bench.connect(0);

        assertEquals(
                List.of("04 0F 04 00 01 19 20", "04 08 04 06 40 00 00"), bench.send(ENABLE_ENCRYPTION + RIGHT_KEY));
        assertFalse(meter.encrypted);
        assertEquals(List.of(COMPLETED, MTU_RESPONSE), bench.send(MTU_REQUEST));
    }

    @Test
    void eightLinksAndMoreAtATimeUpToALimit() {
        HostBench many = new HostBench(new FakeAir(40, 100, 100)).ready();
        for (int meter = 0; meter < Links.MAX_LINKS; meter++) {
            many.connect(meter);
        }
        for (int meter = 0; meter < Links.MAX_LINKS; meter++) {
            String handle = String.format("%02X", 0x40 + meter);
            assertEquals(
                    List.of(COMPLETED.replaceFirst("40", handle), MTU_RESPONSE.replaceFirst("40", handle)),
                    many.send(MTU_REQUEST.replaceFirst("40", handle)));
            assertEquals(1, many.air.held.get(meter).received.size());
        }
        String next = "01 0D 20 19 10 00 10 00 00 01 27 00 00 EE FF C0 00 18 00 28 00 00 00 2A 00 00 00 00 00";
        assertEquals(List.of("04 0F 04 09 01 0D 20"), many.send(next));
    }

    @Test
    void severalHostsHaveEachTheirOwnLinks() {
        FakeAir air = new FakeAir(2, 100, 100);
        HostBench one = new HostBench(air).ready();
        HostBench other = new HostBench(air).ready();
        one.connect(0);
        other.connect(1);

        assertEquals(List.of(COMPLETED, MTU_RESPONSE), one.send(MTU_REQUEST));
        assertEquals(List.of(COMPLETED, MTU_RESPONSE), other.send(MTU_REQUEST));
        one.controller.lineLost(one.nowMs);
        assertEquals(List.of(COMPLETED, MTU_RESPONSE), other.send(MTU_REQUEST));
    }

    @Test
    void itCallsItselfAsTheHostAsks() {
        bench.send("01 05 20 06 01 02 03 04 05 C6");
        bench.connect(0);
        assertEquals(HostBench.ADDRESS, bench.air.centrals.get(0));
        bench.send("01 06 04 03 40 00 13");

        bench.send("01 0D 20 19 10 00 10 00 00 01 00 00 00 EE FF C0 01 18 00 28 00 00 00 2A 00 00 00 00 00");
        bench.pass(1_000);
        assertEquals("C6:05:04:03:02:01", bench.air.centrals.get(0).toString());
    }

    // With a local key in the resolving list own address type 2 is a resolvable private address: Vol 6 Part B 1.3.2.2.
    @Test
    void itCallsItselfPrivatelyWhereTheHostGaveAKey() {
        bench.send("01 27 20 27 01 00 00 00 EE FF C0" + "00".repeat(16)
                + "9B 7D 39 0A A6 10 10 34 05 AD C8 57 A3 34 02 EC");
        bench.send("01 0D 20 19 10 00 10 00 00 01 00 00 00 EE FF C0 02 18 00 28 00 00 00 2A 00 00 00 00 00");
        bench.pass(1_000);

        BluetoothAddress central = bench.air.centrals.get(0);
        assertTrue(central.isResolvablePrivate(), central.toString());
        assertEquals(
                List.of("04 0E 0A 01 2C 20 00 " + spaced(central.octets().toHex())),
                bench.send("01 2C 20 07 01 00 00 00 EE FF C0"));
    }

    private static String spaced(String hex) {
        List<String> pairs = new ArrayList<>();
        for (int at = 0; at < hex.length(); at += 2) {
            pairs.add(hex.substring(at, at + 2));
        }
        return String.join(" ", pairs);
    }

    // FIPS 197 appendix C.1, and ah of Core Specification Vol 3 Part H D.7
    @Test
    void theCipherIsAes() {
        assertEquals(
                "69C4E0D86A7B0430D8CDB78070B4C55A",
                Aes.encrypt(
                                Octets.parse("000102030405060708090A0B0C0D0E0F"),
                                Octets.parse("00112233445566778899AABBCCDDEEFF"))
                        .toHex());
        assertEquals(
                "0DFBAA",
                Aes.hash(Octets.parse("EC0234A357C8AD05341010A60A397D9B"), Octets.parse("708194"))
                        .toHex());
    }

    @Test
    void theResolvingListHasItsRules() {
        String device = "01 00 00 00 EE FF C0";
        String add = "01 27 20 27" + device + "11".repeat(16) + "22".repeat(16);
        assertEquals(List.of("04 0E 04 01 27 20 00"), bench.send(add));
        assertEquals(List.of("04 0E 04 01 27 20 12"), bench.send(add));
        assertEquals(List.of("04 0E 0A 01 2B 20 00 00 00 00 00 00 00"), bench.send("01 2B 20 07" + device));
        assertEquals(List.of("04 0E 04 01 4E 20 00"), bench.send("01 4E 20 08" + device + "01"));
        assertEquals(List.of("04 0E 04 01 4E 20 12"), bench.send("01 4E 20 08" + device + "02"));
        assertEquals(List.of("04 0E 04 01 28 20 00"), bench.send("01 28 20 07" + device));
        assertEquals(List.of("04 0E 04 01 28 20 02"), bench.send("01 28 20 07" + device));
        assertEquals(List.of("04 0E 04 01 2C 20 02"), bench.send("01 2C 20 07" + device));
        for (int i = 0; i < ResolvingList.MAX_DEVICES; i++) {
            bench.send(add.replace("EE FF C0", String.format("EE FF %02X", i)));
        }
        assertEquals(List.of("04 0E 04 01 27 20 07"), bench.send(add));
        assertEquals(List.of("04 0E 04 01 2D 20 00"), bench.send("01 2D 20 01 01"));
        bench.send("01 0C 20 02 01 00");
        assertEquals(List.of("04 0E 04 01 29 20 0C"), bench.send("01 29 20 00"));
        assertEquals(List.of("04 0E 04 01 2D 20 0C"), bench.send("01 2D 20 01 00"));
        bench.send("01 0C 20 02 00 00");
        assertEquals(List.of("04 0E 04 01 29 20 00"), bench.send("01 29 20 00"));
    }

    @Test
    void theDataLengthIsWhatBothCanInTheTimeAsked() {
        bench.connect(0);
        // 100 octets; then 251 in the time of 27: back to the shortest
        assertEquals(
                "04 3E 0B 07 40 00 64 00 90 03 FB 00 48 08",
                bench.send("01 22 20 06 40 00 64 00 90 03").get(1));
        assertEquals(
                "04 3E 0B 07 40 00 1B 00 48 01 FB 00 48 08",
                bench.send("01 22 20 06 40 00 FB 00 48 01").get(1));
        assertEquals(List.of("04 0E 06 01 22 20 12 40 00"), bench.send("01 22 20 06 40 00 1A 00 48 01"));
    }
}
