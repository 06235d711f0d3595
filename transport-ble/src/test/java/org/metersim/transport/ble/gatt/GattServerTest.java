package org.metersim.transport.ble.gatt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.runtime.Endpoint;
import org.metersim.transport.ble.att.BluetoothUuid;
import org.metersim.transport.ble.gatt.GattProfile.Access;
import org.metersim.transport.ble.gatt.GattProfile.Channel;
import org.metersim.transport.ble.gatt.GattProfile.Flow;
import org.metersim.transport.ble.gatt.GattProfile.Property;

/**
 * Expected bytes by hand, from Core Specification Vol 3 Parts F and G. The table of a meter with Nordic UART: 1 Generic
 * Access, 3 name, 5 appearance; 6 Generic Attribute; 7 Device Information, 9 manufacturer, 11 model, 13 serial number,
 * 15 firmware; 16 Nordic UART, 18 to the meter, 20 from the meter, 21 its configuration.
 */
class GattServerTest {

    private static final BluetoothUuid NUS = BluetoothUuid.parse("6E400001-B5A3-F393-E0A9-E50E24DCCA9E");
    private static final Channel RX = new Channel(
            BluetoothUuid.parse("6E400002-B5A3-F393-E0A9-E50E24DCCA9E"),
            Set.of(Property.WRITE, Property.WRITE_WITHOUT_RESPONSE));
    private static final Channel TX =
            new Channel(BluetoothUuid.parse("6E400003-B5A3-F393-E0A9-E50E24DCCA9E"), Set.of(Property.NOTIFY));
    private static final DeviceInformation DEVICE =
            new DeviceInformation("SIM 00012345", "SIM", "sim-1p", "00012345", "1.4.0");
    private static final String RX_UUID = "9E CA DC 24 0E E5 A9 E0 93 F3 A3 B5 02 00 40 6E";
    private static final String NUS_UUID = "9E CA DC 24 0E E5 A9 E0 93 F3 A3 B5 01 00 40 6E";

    private final ScriptedEndpoint inner = new ScriptedEndpoint();
    private GattServer server = server(nus(Access.OPEN));
    private long nowMs = 1_000;

    private static GattProfile nus(Access access) {
        return new GattProfile("nus", NUS, RX, TX, Optional.empty(), Flow.NONE, 247, 512, access);
    }

    private GattServer server(GattProfile profile) {
        return new GattServer(profile, AttributeTable.of(profile, DEVICE), inner);
    }

    private List<String> answers() {
        List<String> answers = new ArrayList<>();
        for (Optional<Octets> next = server.nextOutput(); next.isPresent(); next = server.nextOutput()) {
            answers.add(Hex.of(next.get().toBytes()));
        }
        return answers;
    }

    private List<String> ask(String request) {
        server.receive(Octets.parse(request), nowMs);
        return answers();
    }

    private void says(String request, String answer) {
        assertEquals(List.of(answer), ask(request), request);
    }

    private void subscribe() {
        says("12 15 00 01 00", "13");
    }

    // --- MTU, Part F 3.4.2

    @ParameterizedTest
    @CsvSource({"02 00 01, 247", "02 17 00, 23", "02 05 00, 23", "02 F7 00, 247", "02 64 00, 100", "02 FF FF, 247"})
    void theMtuIsTheLesserOfBothAndAtLeast23(String request, int mtu) {
        says(request, "03 F7 00");

        assertEquals(mtu, server.mtu());
    }

    // --- discovery

    @Test
    void primaryServicesAreReadByGroup() {
        says("10 01 00 FF FF 00 28", "11 06 01 00 05 00 00 18 06 00 06 00 01 18 07 00 0F 00 0A 18");
        says("10 10 00 FF FF 00 28", "11 14 10 00 15 00 " + NUS_UUID);
        says("10 11 00 FF FF 00 28", "01 10 11 00 0A");
    }

    // At MTU 23 an answer holds three groups of 16 bits; a group of 128 bits never stands beside them.
    @Test
    void aGroupTypeThatIsNoneIsRefused() {
        says("10 01 00 FF FF 03 28", "01 10 01 00 10");
        says("10 01 00 FF FF 01 28", "01 10 01 00 0A");
    }

    @Test
    void aServiceIsFoundByItsUuid() {
        says("06 01 00 FF FF 00 28 " + NUS_UUID, "07 10 00 15 00");
        says("06 01 00 FF FF 00 28 0A 18", "07 07 00 0F 00");
        says("06 11 00 FF FF 00 28 " + NUS_UUID, "01 06 11 00 0A");
        says("06 01 00 FF FF 00 28 0B 18", "01 06 01 00 0A");
    }

    @Test
    void characteristicsAreReadByType() {
        says("08 10 00 15 00 03 28", "09 15 11 00 0C 12 00 " + RX_UUID);
        says("08 01 00 05 00 03 28", "09 07 02 00 02 03 00 00 2A 04 00 02 05 00 01 2A");
        says("08 01 00 FF FF 02 28", "01 08 01 00 0A");
    }

    @Test
    void theNameIsReadByType() {
        says("08 01 00 FF FF 00 2A", "09 0E 03 00 53 49 4D 20 30 30 30 31 32 33 34 35");
    }

    @Test
    void theConfigurationIsReadByType() {
        says("08 10 00 15 00 02 29", "09 04 15 00 00 00");
        subscribe();
        says("08 10 00 15 00 02 29", "09 04 15 00 01 00");
    }

    @Test
    void typesAreFoundShortOrLongButNotMixed() {
        says("04 15 00 15 00", "05 01 15 00 02 29");
        says("04 12 00 15 00", "05 02 12 00 " + RX_UUID);
        says("04 11 00 15 00", "05 01 11 00 03 28");
        says("04 16 00 FF FF", "01 04 16 00 0A");
    }

    // Part F 3.4.3.1: handle 0, or a range that ends before it begins
    @ParameterizedTest
    @CsvSource({
        "04 00 00 FF FF, 01 04 00 00 01",
        "04 05 00 04 00, 01 04 05 00 01",
        "06 00 00 FF FF 00 28 0A 18, 01 06 00 00 01",
        "08 05 00 04 00 03 28, 01 08 05 00 01",
        "10 00 00 FF FF 00 28, 01 10 00 00 01"
    })
    void aRangeThatIsNoneIsRefused(String request, String answer) {
        says(request, answer);
    }

    // --- reading

    @Test
    void valuesAreReadWholeOrFromAnOctetOn() {
        says("0A 05 00", "0B 57 05");
        says("0A 03 00", "0B 53 49 4D 20 30 30 30 31 32 33 34 35");
        says("0C 03 00 04 00", "0D 30 30 30 31 32 33 34 35");
        says("0C 03 00 0C 00", "0D");
        says("0C 03 00 0D 00", "01 0C 03 00 07");
    }

    @Test
    void aValueThatIsTooLongForTheMtuIsCut() {
        DeviceInformation longName = new DeviceInformation("A".repeat(30), "SIM", "sim-1p", "1", "1");
        server = new GattServer(nus(Access.OPEN), AttributeTable.of(nus(Access.OPEN), longName), inner);

        says("0A 03 00", "0B" + " 41".repeat(22));
        says("0C 03 00 16 00", "0D" + " 41".repeat(8));
    }

    @ParameterizedTest
    @CsvSource({
        "0A 00 00, 01 0A 00 00 01",
        "0A 16 00, 01 0A 16 00 01",
        "0A 12 00, 01 0A 12 00 02",
        "0C 14 00 00 00, 01 0C 14 00 02",
        "0E 05 00 16 00, 01 0E 16 00 01",
        "0E 05 00 12 00, 01 0E 12 00 02"
    })
    void whatIsNotToBeReadIsRefused(String request, String answer) {
        says(request, answer);
    }

    @Test
    void severalValuesAreReadAtOnce() {
        says("0E 05 00 0F 00", "0F 57 05 31 2E 34 2E 30");
        says("20 05 00 0F 00", "21 02 00 57 05 05 00 31 2E 34 2E 30");
    }

    // --- writing

    @ParameterizedTest
    @CsvSource({
        "12 00 00 01, 01 12 00 00 01",
        "12 16 00 01, 01 12 16 00 01",
        // a service declaration is for reading: Part G 3.1
        "12 10 00 01, 01 12 10 00 03",
        "12 14 00 01, 01 12 14 00 03",
        "12 15 00 01, 01 12 15 00 0D",
        "12 15 00 01 00 00, 01 12 15 00 0D",
        "12 15 00 02 00, 01 12 15 00 13",
        "12 15 00 01 01, 01 12 15 00 13",
        "16 03 00 00 00 41, 01 16 03 00 03"
    })
    void whatIsNotToBeWrittenIsRefused(String request, String answer) {
        says(request, answer);
    }

    @Test
    void bothKindsOfWriteReachTheStream() {
        says("12 12 00 7E A0", "13");
        assertEquals(List.of(), ask("52 12 00 07"));

        assertEquals("7E A0 07", Hex.of(inner.heard.toByteArray()));
    }

    @Test
    void aCommandThatIsNotPermittedIsPassedOver() {
        assertEquals(List.of(), ask("52 03 00 41"));
        assertEquals(List.of(), ask("52 FF 00 41"));
        assertEquals(List.of(), ask("52 12"));

        assertEquals(0, inner.heard.size());
        assertFalse(server.isClosed());
    }

    @Test
    void preparedWritesComeAtOnceOrNotAtAll() {
        says("16 12 00 00 00 01 02", "17 12 00 00 00 01 02");
        says("16 12 00 02 00 03", "17 12 00 02 00 03");
        assertEquals(0, inner.heard.size());
        says("18 01", "19");
        assertEquals("01 02 03", Hex.of(inner.heard.toByteArray()));

        says("16 12 00 00 00 04", "17 12 00 00 00 04");
        says("18 00", "19");
        says("18 01", "19");
        assertEquals("01 02 03", Hex.of(inner.heard.toByteArray()));
    }

    @Test
    void preparedWritesWithAGapAreRefusedAndForgotten() {
        ask("16 12 00 00 00 01");
        ask("16 12 00 02 00 03");
        says("18 01", "01 18 12 00 07");
        says("18 01", "19");

        assertEquals(0, inner.heard.size());
    }

    @Test
    void theQueueOfPreparedWritesHasAnEnd() {
        for (int part = 0; part < 64; part++) {
            ask("16 12 00 00 00 01");
        }
        says("16 12 00 00 00 01", "01 16 12 00 09");
    }

    // Part F 3.2.9: a value has at most 512 octets
    @Test
    void aPreparedValueThatIsTooLongIsRefused() {
        ask("02 F7 00");
        for (int part = 0; part < 4; part++) {
            ask("16 12 00 " + Hex.of(new byte[] {(byte) (part * 160), (byte) (part * 160 >> 8)}) + " 00".repeat(160));
        }
        says("18 01", "01 18 12 00 0D");
    }

    // --- what is no request

    @Test
    void unknownRequestsAreRefusedAndUnknownCommandsPassedOver() {
        says("3A 01 02", "01 3A 00 00 06");
        assertEquals(List.of(), ask("D2 12 00 07 00"));
        says("0A 03", "01 0A 00 00 04");
        says("12 12 00" + " 00".repeat(21), "01 12 00 00 04");
        assertEquals(List.of(), ask("52 12 00" + " 00".repeat(21)));
        assertEquals(0, inner.heard.size());
        assertEquals(List.of(), ask(""));
    }

    // Part F 3.3.1: only a request is answered; whole or broken, the rest is passed over. 23 notifies of several
    // values.
    @ParameterizedTest
    @ValueSource(strings = {"13", "01 0A 03 00", "03 00", "09 04", "13 00", "1B", "1D 14", "1E 00", "23 14 00 01 00"})
    void whatOnlyAServerSaysIsNotAnswered(String pdu) {
        assertEquals(List.of(), ask(pdu));
        assertEquals(List.of(), ask(pdu + " 00".repeat(24)));
        assertFalse(server.isClosed());
    }

    // Part G 4.4.2: a client may ask for a service by the long form of its short UUID.
    @Test
    void aServiceIsFoundByTheLongFormOfItsShortUuid() {
        says("06 01 00 FF FF 00 28 FB 34 9B 5F 80 00 00 80 00 10 00 00 0A 18 00 00", "07 07 00 0F 00");
        says("06 01 00 FF FF 00 28 FB 34 9B 5F 80 00 00 80 00 10 00 00 0A 18 01 00", "01 06 01 00 0A");
        says("06 01 00 FF FF 01 28 0A 18", "01 06 01 00 0A");
    }

    // --- the stream

    @ParameterizedTest
    @ValueSource(ints = {23, 50, 247})
    void whatTheMeterSaysIsCutAtTheMtu(int mtu) {
        ask("02 " + Hex.of(new byte[] {(byte) mtu, 0}));
        subscribe();
        inner.toSay.add(new byte[300]);

        int left = 300;
        for (String notification : answers()) {
            int octets = Math.min(left, mtu - 3);
            assertEquals("1B 14 00" + " 00".repeat(octets), notification);
            left -= octets;
        }
        assertEquals(0, left);
    }

    // Some clients subscribe first and ask for a longer MTU then: it holds from there on.
    @Test
    void theMtuTakesEffectInTheMiddleOfTheStream() {
        subscribe();
        inner.toSay.add(new byte[60]);
        server.nextOutput();
        ask("02 32 00");
        inner.toSay.add(new byte[60]);

        assertEquals("1B 14 00" + " 00".repeat(47), answers().get(0));
    }

    @Test
    void nothingIsSaidToWhoDidNotSubscribe() {
        inner.toSay.add(Hex.bytes("7EA0"));
        assertEquals(List.of(), answers());
        assertEquals(List.of("13", "1B 14 00 7E A0"), ask("12 15 00 01 00"));
        says("12 15 00 00 00", "13");
        inner.toSay.add(Hex.bytes("07"));

        assertEquals(List.of(), answers());
        assertEquals(1, inner.toSay.size());
    }

    @Test
    void indicationsWaitForTheirConfirmation() {
        Channel indicating = new Channel(TX.type(), Set.of(Property.INDICATE));
        server =
                server(new GattProfile("nus", NUS, RX, indicating, Optional.empty(), Flow.NONE, 247, 512, Access.OPEN));
        says("12 15 00 02 00", "13");
        inner.toSay.add(Hex.bytes("01"));
        inner.toSay.add(Hex.bytes("02"));

        assertEquals(List.of("1D 14 00 01"), answers());
        assertEquals(List.of("1D 14 00 02"), ask("1E"));
        assertEquals(31_000, server.deadlineMs());
        server.wake(30_999);
        assertFalse(server.isClosed());
        server.wake(31_000);
        assertTrue(server.isClosed());
    }

    @Test
    void aConfirmedIndicationHasNoDeadline() {
        Channel indicating = new Channel(TX.type(), Set.of(Property.INDICATE));
        server =
                server(new GattProfile("nus", NUS, RX, indicating, Optional.empty(), Flow.NONE, 247, 512, Access.OPEN));
        ask("12 15 00 02 00");
        inner.toSay.add(Hex.bytes("01"));
        answers();
        ask("1E");

        assertEquals(Endpoint.NEVER, server.deadlineMs());
    }

    // KPZ: characteristic FFE0 notifies 01 when a chunk was taken in.
    @Test
    void aMeterWithAReadyCharacteristicSaysWhenItTookAWrite() {
        Channel write = new Channel(BluetoothUuid.of(0xFFF5), Set.of(Property.WRITE));
        Channel notify = new Channel(BluetoothUuid.of(0xFFF4), Set.of(Property.NOTIFY));
        Channel ready = new Channel(BluetoothUuid.of(0xFFE0), Set.of(Property.NOTIFY));
        server = server(new GattProfile(
                "kpz", BluetoothUuid.of(0xFFE5), write, notify, Optional.of(ready), Flow.READY, 247, 512, Access.OPEN));
        says("12 12 00 7E", "13");
        says("12 18 00 01 00", "13");

        assertEquals(List.of("13", "1B 17 00 01"), ask("12 12 00 A0"));
    }

    /** u-blox: 18 FIFO, 19 its configuration, 21 credits, 22 their configuration. */
    private void creditedServer() {
        Channel fifo = new Channel(
                BluetoothUuid.parse("2456E1B9-26E2-8F83-E744-F34F01E9D703"),
                Set.of(Property.WRITE_WITHOUT_RESPONSE, Property.WRITE, Property.NOTIFY));
        Channel credits = new Channel(
                BluetoothUuid.parse("2456E1B9-26E2-8F83-E744-F34F01E9D704"),
                Set.of(Property.WRITE_WITHOUT_RESPONSE, Property.WRITE, Property.NOTIFY));
        server = server(new GattProfile(
                "u-blox",
                BluetoothUuid.parse("2456E1B9-26E2-8F83-E744-F34F01E9D701"),
                fifo,
                fifo,
                Optional.of(credits),
                Flow.CREDIT,
                247,
                512,
                Access.OPEN));
        says("12 13 00 01 00", "13");
    }

    @Test
    void withCreditsNoMoreIsSaidThanTheCentralGranted() {
        creditedServer();
        assertEquals(List.of("13", "1B 15 00 20"), ask("12 16 00 01 00"));
        inner.toSay.add(Hex.bytes("01"));
        inner.toSay.add(Hex.bytes("02"));
        inner.toSay.add(Hex.bytes("03"));

        assertEquals(List.of(), answers());
        assertEquals(List.of("1B 12 00 01", "1B 12 00 02"), ask("52 15 00 02"));
        assertEquals(List.of(), ask("52 15 00 FF"));
        assertEquals(List.of("1B 12 00 03"), ask("52 15 00 01"));
    }

    @Test
    void theMeterGrantsAgainWhenHalfIsUsed() {
        creditedServer();
        ask("12 16 00 01 00");
        for (int packet = 1; packet < 16; packet++) {
            assertEquals(List.of(), ask("52 12 00 00"));
        }
        assertEquals(List.of("1B 15 00 10"), ask("52 12 00 00"));
    }

    @Test
    void creditsDoNotCountForWhoDidNotSubscribeToThem() {
        creditedServer();
        inner.toSay.add(Hex.bytes("01"));

        assertEquals(List.of("1B 12 00 01"), answers());
    }

    // --- security, Part C 10.3

    @ParameterizedTest
    @EnumSource(
            value = Access.class,
            names = {"ENCRYPTED", "AUTHENTICATED"})
    void theStreamNeedsTheLinkThatTheProfileDemands(Access access) {
        server = server(nus(access));
        String error = access == Access.ENCRYPTED ? "0F" : "05";
        says("12 15 00 01 00", "01 12 15 00 " + error);
        says("12 12 00 7E", "01 12 12 00 " + error);
        says("0A 15 00", "01 0A 15 00 " + error);
        says("08 10 00 15 00 02 29", "01 08 15 00 " + error);
        says("16 12 00 00 00 7E", "01 16 12 00 " + error);
        assertEquals(List.of(), ask("52 12 00 7E"));
        says("0A 05 00", "0B 57 05");
        assertEquals(0, inner.heard.size());

        server.security(true, access == Access.AUTHENTICATED);
        subscribe();
        says("12 12 00 7E", "13");
        assertEquals("7E", Hex.of(inner.heard.toByteArray()));
    }

    @Test
    void anUnauthenticatedKeyDoesNotOpenWhatNeedsAnAuthenticatedOne() {
        server = server(nus(Access.AUTHENTICATED));
        server.security(true, false);
        says("12 15 00 01 00", "01 12 15 00 05");
        server.security(false, true);
        says("12 15 00 01 00", "01 12 15 00 05");
    }

    @Test
    void aBondRestoresTheSubscription() {
        subscribe();
        Map<Integer, Integer> kept = server.configurations();
        assertEquals(Map.of(0x15, 1), kept);
        server = server(nus(Access.OPEN));
        server.restore(kept);
        inner.toSay.add(Hex.bytes("01"));

        assertEquals(List.of("1B 14 00 01"), answers());
    }

    @Test
    void whatABondKeptOfAnotherTableIsPassedOver() {
        server.restore(Map.of(0x12, 1, 0x15, 2, 0x99, 1));

        assertEquals(Map.of(), server.configurations());
    }

    // --- the end

    @Test
    void theConnectionEndsWithTheInnerEndpointOnceAllIsSaid() {
        subscribe();
        inner.toSay.add(new byte[40]);
        server.nextOutput();
        inner.closed = true;
        assertFalse(server.isClosed());
        answers();

        assertTrue(server.isClosed());
    }

    @Test
    void aLostConnectionIsToldToTheInnerEndpoint() {
        server.lost(nowMs);

        assertTrue(inner.lost);
    }

    // Requests without end, whose answers nobody takes
    @Test
    void aFloodEndsTheConnection() {
        for (int request = 0; request < 100; request++) {
            server.receive(Octets.parse("0A 03 00"), nowMs);
        }

        assertTrue(server.isClosed());
        assertEquals(16, answers().size());
    }

    @Test
    void whateverIsAskedIsAnsweredWithinTheMtu() {
        int rounds = 200 * Integer.getInteger("fuzz.factor", 1);
        for (int seed = 0; seed < rounds; seed++) {
            Random random = new Random(seed);
            server = server(nus(random.nextBoolean() ? Access.OPEN : Access.ENCRYPTED));
            for (int step = 0; step < 50; step++) {
                server.receive(request(random), nowMs);
                for (String answer : answers()) {
                    assertTrue(Hex.bytes(answer).length <= server.mtu(), "seed " + seed + ": " + answer);
                }
            }
        }
    }

    /** Mostly an opcode of the standard and handles of the table. */
    private static Octets request(Random random) {
        byte[] bytes = new byte[random.nextInt(30)];
        random.nextBytes(bytes);
        int[] opcodes = {2, 4, 6, 8, 0x0A, 0x0C, 0x0E, 0x10, 0x12, 0x16, 0x18, 0x1E, 0x20, 0x52};
        for (int i = 0; i < bytes.length; i++) {
            boolean isHigh = i > 0 && i % 2 == 0 && i < 5;
            bytes[i] = isHigh ? 0 : i < 5 ? (byte) random.nextInt(0x18) : bytes[i];
        }
        if (bytes.length > 0 && random.nextInt(20) > 0) {
            bytes[0] = (byte) opcodes[random.nextInt(opcodes.length)];
        }
        return Octets.of(bytes);
    }
}
