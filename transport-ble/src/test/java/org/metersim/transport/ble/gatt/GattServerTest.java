package org.metersim.transport.ble.gatt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.gatt.GattProfile.Access;

/**
 * Expected bytes by hand, from Core Specification Vol 3 Parts F and G. The table of a meter with Nordic UART: 1 Generic
 * Access, 3 name, 5 appearance; 6 Generic Attribute; 7 Device Information, 9 manufacturer, 11 model, 13 serial number,
 * 15 firmware; 16 Nordic UART, 18 to the meter, 20 from the meter, 21 its configuration.
 */
class GattServerTest {

    private static final String RX_UUID = "9E CA DC 24 0E E5 A9 E0 93 F3 A3 B5 02 00 40 6E";
    private static final String NUS_UUID = "9E CA DC 24 0E E5 A9 E0 93 F3 A3 B5 01 00 40 6E";

    private GattBench bench = new GattBench(GattBench.nus(Access.OPEN));

    private void subscribe() {
        bench.says("12 15 00 01 00", "13");
    }

    // --- MTU, Part F 3.4.2

    @ParameterizedTest
    @CsvSource({"02 00 01, 247", "02 17 00, 23", "02 05 00, 23", "02 F7 00, 247", "02 64 00, 100", "02 FF FF, 247"})
    void theMtuIsTheLesserOfBothAndAtLeast23(String request, int mtu) {
        bench.says(request, "03 F7 00");

        assertEquals(mtu, bench.server.mtu());
    }

    // --- discovery

    @Test
    void primaryServicesAreReadByGroup() {
        bench.says("10 01 00 FF FF 00 28", "11 06 01 00 05 00 00 18 06 00 06 00 01 18 07 00 0F 00 0A 18");
        bench.says("10 10 00 FF FF 00 28", "11 14 10 00 15 00 " + NUS_UUID);
        bench.says("10 11 00 FF FF 00 28", "01 10 11 00 0A");
    }

    // At MTU 23 an answer holds three groups of 16 bits; a group of 128 bits never stands beside them.
    @Test
    void aGroupTypeThatIsNoneIsRefused() {
        bench.says("10 01 00 FF FF 03 28", "01 10 01 00 10");
        bench.says("10 01 00 FF FF 01 28", "01 10 01 00 0A");
    }

    @Test
    void aServiceIsFoundByItsUuid() {
        bench.says("06 01 00 FF FF 00 28 " + NUS_UUID, "07 10 00 15 00");
        bench.says("06 01 00 FF FF 00 28 0A 18", "07 07 00 0F 00");
        bench.says("06 11 00 FF FF 00 28 " + NUS_UUID, "01 06 11 00 0A");
        bench.says("06 01 00 FF FF 00 28 0B 18", "01 06 01 00 0A");
    }

    @Test
    void characteristicsAreReadByType() {
        bench.says("08 10 00 15 00 03 28", "09 15 11 00 0C 12 00 " + RX_UUID);
        bench.says("08 01 00 05 00 03 28", "09 07 02 00 02 03 00 00 2A 04 00 02 05 00 01 2A");
        bench.says("08 01 00 FF FF 02 28", "01 08 01 00 0A");
    }

    @Test
    void theNameIsReadByType() {
        bench.says("08 01 00 FF FF 00 2A", "09 0E 03 00 53 49 4D 20 30 30 30 31 32 33 34 35");
    }

    @Test
    void theConfigurationIsReadByType() {
        bench.says("08 10 00 15 00 02 29", "09 04 15 00 00 00");
        subscribe();
        bench.says("08 10 00 15 00 02 29", "09 04 15 00 01 00");
    }

    @Test
    void typesAreFoundShortOrLongButNotMixed() {
        bench.says("04 15 00 15 00", "05 01 15 00 02 29");
        bench.says("04 12 00 15 00", "05 02 12 00 " + RX_UUID);
        bench.says("04 11 00 15 00", "05 01 11 00 03 28");
        bench.says("04 16 00 FF FF", "01 04 16 00 0A");
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
        bench.says(request, answer);
    }

    // --- reading

    @Test
    void valuesAreReadWholeOrFromAnOctetOn() {
        bench.says("0A 05 00", "0B 57 05");
        bench.says("0A 03 00", "0B 53 49 4D 20 30 30 30 31 32 33 34 35");
        bench.says("0C 03 00 04 00", "0D 30 30 30 31 32 33 34 35");
        bench.says("0C 03 00 0C 00", "0D");
        bench.says("0C 03 00 0D 00", "01 0C 03 00 07");
    }

    @Test
    void aValueThatIsTooLongForTheMtuIsCut() {
        DeviceInformation longName = new DeviceInformation("A".repeat(30), "SIM", "sim-1p", "1", "1");
        bench = new GattBench(GattBench.nus(Access.OPEN), longName);

        bench.says("0A 03 00", "0B" + " 41".repeat(22));
        bench.says("0C 03 00 16 00", "0D" + " 41".repeat(8));
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
        bench.says(request, answer);
    }

    @Test
    void severalValuesAreReadAtOnce() {
        bench.says("0E 05 00 0F 00", "0F 57 05 31 2E 34 2E 30");
        bench.says("20 05 00 0F 00", "21 02 00 57 05 05 00 31 2E 34 2E 30");
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
        bench.says(request, answer);
    }

    @Test
    void bothKindsOfWriteReachTheStream() {
        bench.says("12 12 00 7E A0", "13");
        assertEquals(List.of(), bench.ask("52 12 00 07"));

        assertEquals("7E A0 07", Hex.of(bench.inner.heard.toByteArray()));
    }

    @Test
    void aCommandThatIsNotPermittedIsPassedOver() {
        assertEquals(List.of(), bench.ask("52 03 00 41"));
        assertEquals(List.of(), bench.ask("52 FF 00 41"));
        assertEquals(List.of(), bench.ask("52 12"));

        assertEquals(0, bench.inner.heard.size());
        assertFalse(bench.server.isClosed());
    }

    @Test
    void preparedWritesComeAtOnceOrNotAtAll() {
        bench.says("16 12 00 00 00 01 02", "17 12 00 00 00 01 02");
        bench.says("16 12 00 02 00 03", "17 12 00 02 00 03");
        assertEquals(0, bench.inner.heard.size());
        bench.says("18 01", "19");
        assertEquals("01 02 03", Hex.of(bench.inner.heard.toByteArray()));

        bench.says("16 12 00 00 00 04", "17 12 00 00 00 04");
        bench.says("18 00", "19");
        bench.says("18 01", "19");
        assertEquals("01 02 03", Hex.of(bench.inner.heard.toByteArray()));
    }

    @Test
    void preparedWritesWithAGapAreRefusedAndForgotten() {
        bench.ask("16 12 00 00 00 01");
        bench.ask("16 12 00 02 00 03");
        bench.says("18 01", "01 18 12 00 07");
        bench.says("18 01", "19");

        assertEquals(0, bench.inner.heard.size());
    }

    @Test
    void theQueueOfPreparedWritesHasAnEnd() {
        for (int part = 0; part < 64; part++) {
            bench.ask("16 12 00 00 00 01");
        }
        bench.says("16 12 00 00 00 01", "01 16 12 00 09");
    }

    // Part F 3.2.9: a value has at most 512 octets
    @Test
    void aPreparedValueThatIsTooLongIsRefused() {
        bench.ask("02 F7 00");
        for (int part = 0; part < 4; part++) {
            bench.ask("16 12 00 " + Hex.of(new byte[] {(byte) (part * 160), (byte) (part * 160 >> 8)})
                    + " 00".repeat(160));
        }
        bench.says("18 01", "01 18 12 00 0D");
    }

    // --- what is no request

    @Test
    void unknownRequestsAreRefusedAndUnknownCommandsPassedOver() {
        bench.says("3A 01 02", "01 3A 00 00 06");
        assertEquals(List.of(), bench.ask("D2 12 00 07 00"));
        bench.says("0A 03", "01 0A 00 00 04");
        bench.says("12 12 00" + " 00".repeat(21), "01 12 00 00 04");
        assertEquals(List.of(), bench.ask("52 12 00" + " 00".repeat(21)));
        assertEquals(0, bench.inner.heard.size());
        assertEquals(List.of(), bench.ask(""));
    }

    // Part F 3.3.1: only a request is answered; whole or broken, the rest is passed over. 23 notifies of several
    // values.
    @ParameterizedTest
    @ValueSource(strings = {"13", "01 0A 03 00", "03 00", "09 04", "13 00", "1B", "1D 14", "1E 00", "23 14 00 01 00"})
    void whatOnlyAServerSaysIsNotAnswered(String pdu) {
        assertEquals(List.of(), bench.ask(pdu));
        assertEquals(List.of(), bench.ask(pdu + " 00".repeat(24)));
        assertFalse(bench.server.isClosed());
    }

    // Part G 4.4.2: a client may ask for a service by the long form of its short UUID.
    @Test
    void aServiceIsFoundByTheLongFormOfItsShortUuid() {
        bench.says("06 01 00 FF FF 00 28 FB 34 9B 5F 80 00 00 80 00 10 00 00 0A 18 00 00", "07 07 00 0F 00");
        bench.says("06 01 00 FF FF 00 28 FB 34 9B 5F 80 00 00 80 00 10 00 00 0A 18 01 00", "01 06 01 00 0A");
        bench.says("06 01 00 FF FF 01 28 0A 18", "01 06 01 00 0A");
    }

    @Test
    void whateverIsAskedIsAnsweredWithinTheMtu() {
        int rounds = 200 * Integer.getInteger("fuzz.factor", 1);
        for (int seed = 0; seed < rounds; seed++) {
            Random random = new Random(seed);
            bench = new GattBench(GattBench.nus(random.nextBoolean() ? Access.OPEN : Access.ENCRYPTED));
            for (int step = 0; step < 50; step++) {
                bench.server.receive(request(random), bench.nowMs);
                for (String answer : bench.answers()) {
                    assertTrue(Hex.bytes(answer).length <= bench.server.mtu(), "seed " + seed + ": " + answer);
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
