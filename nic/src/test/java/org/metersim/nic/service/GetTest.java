package org.metersim.nic.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.link.MeterReply;
import org.metersim.nic.Bench;
import org.metersim.nic.HlsClient;
import org.metersim.runtime.journal.Layer;

// GET, Green Book 9.3.8; the names of the ATS cases (DLMS UA 1001-6) stand in brackets.
class GetTest {

    private static final String GET_ENERGY = "C001C1 0003 0100010800FF 02 00";

    /** A value of 40 bytes: 09 26 and 38 bytes. */
    private static final String LONG_VALUE =
            "0926" + "000102030405060708090A0B0C0D0E0F10111213141516171819" + "1A1B1C1D1E1F202122232425";

    private final Bench bench = new Bench();
    private final Bench.Client reader = bench.associated(Bench.READER, Bench.AARQ_READER);

    /** A reader that takes APDUs of at most that many bytes. */
    private Bench.Client withPdu(int bytes) {
        return bench.associated(
                Bench.READER, Bench.AARQ_READER.substring(0, Bench.AARQ_READER.length() - 4) + "%04X".formatted(bytes));
    }

    // vector V19
    @Test
    void aRegisterOfTheMetrologyIsRead() {
        bench.board.with("3 1-0:1.8.0.255 a2", "060001E240").with("3 1-0:1.8.0.255 a3", "02020F00161E");

        assertEquals("C401C100060001E240", reader.ask(GET_ENERGY));
        assertEquals("C401C10002020F00161E", reader.ask("C001C1 0003 0100010800FF 03 00"));
    }

    @Test
    void anObjectOfTheCardIsReadWithoutAskingMetrology() {
        assertEquals("C401C10009060000290000FF", reader.ask("C001C1 0011 0000290000FF 01 00"));
        assertEquals(List.of(), bench.board.asked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C1", "41", "C5", "4F", "F2"})
    void theInvokeIdIsEchoed(String invokeId) {
        bench.board.with("3 1-0:1.8.0.255 a2", "060001E240");

        assertEquals("C401" + invokeId + "00060001E240", reader.ask("C001" + invokeId + "00030100010800FF0200"));
    }

    @Test
    void anUnconfirmedGetHasNoAnswer() {
        assertEquals("", reader.ask("C00181 0003 0100010800FF 02 00"));
    }

    // [APPL_DATA_LN_N1] undefined object 4, another class 9, no such attribute 3, not for this client 4
    @ParameterizedTest
    @CsvSource({
        "0003 0100630800FF 02, 04",
        "0001 0100010800FF 02, 09",
        "FFFF 0100010800FF 02, 09",
        "0003 0100010800FF 00, 03",
        "0003 0100010800FF 04, 03",
        "0003 0100010800FF FF, 03",
        "000F 0000280000FF 07, 03",
        "0040 00002B0001FF 02, 04",
        "0001 00002B0001FF 02, 04"
    })
    void whatCannotBeReadIsAnsweredWithTheReason(String target, String result) {
        assertEquals("C401C101" + result, reader.ask("C001C1" + target + "00"));
        assertEquals(List.of(), bench.board.asked);
    }

    @Test
    void theJournalSaysWhyAccessIsDenied() {
        reader.ask("C001C1 000F 0000280000FF 07 00");

        assertTrue(bench.hints()
                .contains("read-write-denied: the access rights of client SAP 2 do not give it 15 0-0:40.0.0.255 a7"));
    }

    @Test
    void whatMetrologyRefusesIsPassedOn() {
        bench.board.with("3 1-0:1.8.0.255 a2", new MeterReply.Refused(AccessResult.HARDWARE_FAULT));

        assertEquals("C401C10101", reader.ask(GET_ENERGY));
    }

    @Test
    void aSilentMetrologyIsATemporaryFailure() {
        bench.board.silent = true;

        assertEquals("C401C10102", reader.ask(GET_ENERGY));
        assertTrue(bench.journal.has(Layer.HINT, "metrology did not answer"));
    }

    // [APPL_DATA_LN_N1] missing elements, something too much, an unknown choice
    @ParameterizedTest
    @ValueSource(
            strings = {
                "C0",
                "C001",
                "C001C1",
                "C001C100030100010800FF",
                "C001C100030100010800FF02",
                "C001C100030100010800FF020000",
                "C001C100030100010800FF0201",
                "C004C1",
                "C000C1",
                "C003C105"
            })
    void aBrokenGetIsAnExceptionForAnotherReason(String broken) {
        assertEquals("D80103", reader.ask(broken));
    }

    // [APPL_DATA_LN_N4] unknown tag, short names, ACCESS, general block transfer, a response, an event
    @ParameterizedTest
    @ValueSource(
            strings = {
                "FF",
                "0502",
                "D9C000000100020100",
                "E001000100000EC4",
                "C401C10000",
                "C2000003",
                "0E010600",
                "61",
                "C101C1 0003 0100010800FF 02 00 0600000000",
                "C301C1 0003 0100010800FF 01 00"
            })
    void aServiceThatIsUnknownOrNotNegotiatedIsNotSupported(String request) {
        String answer = reader.ask(request);

        assertTrue(answer.equals("D80202") || request.startsWith("C2") && answer.equals("D80103"), answer);
    }

    @Test
    void anEmptyApduIsNotSupported() {
        assertEquals("D80202", reader.ask(""));
    }

    // vector V19, list
    @Test
    void aListIsAnsweredInItsOrderWithItsUndefinedMembers() {
        bench.board.with("1 0-0:42.0.0.255 a2", "091053494D30303030303030303030303031");
        bench.board.with("3 1-0:1.8.0.255 a2", "060001E240");
        String list = "C003C1 03 0001 00002A0000FF 02 00 0003 0100630800FF 02 00 0003 0100010800FF 02 00";

        assertEquals(
                "C403C1 03 00 091053494D30303030303030303030303031 01 04 00 060001E240".replace(" ", ""),
                reader.ask(list));
        assertEquals("C403C100", reader.ask("C003C100"));
    }

    // 128 members are served, 129 are not
    @Test
    void aListIsLimited() {
        Bench.Client patient = withPdu(0);
        String member = "000301006308 00FF0200".replace(" ", "");

        assertTrue(patient.ask("C003C1 50" + member.repeat(80)).startsWith("C403C150"));
        Bench roomy = new Bench(Bench.sim1p("max-pdu: 1024", "max-pdu: 4096"), 12_345);
        Bench.Client client = roomy.associated(Bench.READER, Bench.AARQ_READER);
        assertTrue(client.ask("C003C1 8180" + member.repeat(128)).startsWith("C403C18180"));
        assertEquals("D80101", client.ask("C003C1 8181" + member.repeat(129)));
    }

    @Test
    void aListThatWasNotNegotiatedIsNotSupported() {
        // conformance: get alone
        Bench.Client plain = bench.associated(Bench.READER, Bench.AARQ_READER.replace("421E5DFFFF", "000010FFFF"));

        assertEquals("D80202", plain.ask("C003C1 01 0003 0100010800FF 02 00"));
        assertEquals("D80202", plain.ask("C002C1 00000001"));
        assertEquals(
                "C401C1010D", plain.ask("C001C1 0007 0100630100FF 02 01 02 0204 0600000001 060000000A 120001 120000"));
    }

    @Test
    void aSelectionIsPassedToMetrologyAndOneOfTheCardHasItsOwn() {
        bench.board.with("7 1-0:99.1.0.255 a2", "0100");

        assertEquals(
                "C401C1000100",
                reader.ask("C001C1 0007 0100630100FF 02 01 02 0204 0600000001 060000000A 120001 120000"));
        assertTrue(bench.board.asked.get(0).toString().contains("selector=2"));
        assertEquals("C401C1010D", reader.ask("C001C1 0011 0000290000FF 02 01 01 00"));
    }

    // The limit counts the whole APDU: 44 bytes fit, 45 do not.
    @Test
    void anAnswerThatJustFitsGoesWhole() {
        bench.board.with("3 1-0:1.8.0.255 a2", LONG_VALUE);

        assertEquals("C401C100" + LONG_VALUE, withPdu(44).ask(GET_ENERGY));
        assertTrue(withPdu(43).ask(GET_ENERGY).startsWith("C402C100"));
    }

    @Test
    void aLongAnswerGoesInBlocksThatFit() {
        bench.board.with("3 1-0:1.8.0.255 a2", LONG_VALUE);
        Bench.Client client = withPdu(30);

        String first = client.ask(GET_ENERGY);
        assertEquals("C402C1 00 00000001 00 14 ".replace(" ", "") + LONG_VALUE.substring(0, 40), first);
        assertEquals(30, first.length() / 2);
        bench.board.with("3 1-0:1.8.0.255 a2", "0600000000");
        assertEquals(
                "C40241 01 00000002 00 14 ".replace(" ", "") + LONG_VALUE.substring(40), client.ask("C00241 00000001"));
        // 16: no-long-get-in-progress
        assertEquals("C402C1 01 00000002 01 10".replace(" ", ""), client.ask("C002C1 00000002"));
    }

    // vector V19: 1500 bytes at 1024 leave 1012 for the first block
    @Test
    void theLengthOfTheRawDataIsPartOfTheLimit() {
        bench.board.with("3 1-0:1.8.0.255 a2", "098205DC" + "5A".repeat(1500));
        Bench.Client client = withPdu(1024);

        String first = client.ask(GET_ENERGY);
        assertTrue(first.startsWith("C402C10000000001008203F4098205DC5A5A"), first.substring(0, 40));
        assertEquals(1024, first.length() / 2);
        assertTrue(client.ask("C002C1 00000001").startsWith("C402C10100000002008201EC5A"));
    }

    @Test
    void aLongListGoesInBlocksOfItsEncoding() {
        bench.board.with("3 1-0:1.8.0.255 a2", LONG_VALUE);
        Bench.Client client = withPdu(64);
        String member = "00030100010800FF0200";

        assertEquals(
                "C402C1 00 00000001 00 36 02 00 ".replace(" ", "") + LONG_VALUE + "00" + LONG_VALUE.substring(0, 22),
                client.ask("C003C1 02" + member + member));
        assertEquals(
                "C402C1 01 00000002 00 1D ".replace(" ", "") + LONG_VALUE.substring(22), client.ask("C002C1 00000001"));
    }

    // 19: data-block-number-invalid, and the transfer is over
    @ParameterizedTest
    @ValueSource(strings = {"00000000", "00000002", "FFFFFFFF"})
    void aWrongBlockNumberEndsTheTransfer(String number) {
        bench.board.with("3 1-0:1.8.0.255 a2", LONG_VALUE);
        Bench.Client client = withPdu(30);
        client.ask(GET_ENERGY);

        assertEquals("C402C101" + number + "0113", client.ask("C002C1" + number));
        assertEquals("C402C101000000010110", client.ask("C002C1 00000001"));
    }

    @Test
    void anotherRequestEndsTheTransferAndIsServed() {
        bench.board.with("3 1-0:1.8.0.255 a2", LONG_VALUE).with("3 1-0:2.8.0.255 a2", "0600000007");
        Bench.Client client = withPdu(30);
        client.ask(GET_ENERGY);

        assertEquals("C401C1000600000007", client.ask("C001C1 0003 0100020800FF 02 00"));
        assertEquals("C402C101000000010110", client.ask("C002C1 00000001"));
    }

    @Test
    void aReleaseEndsTheTransfer() {
        bench.board.with("3 1-0:1.8.0.255 a2", LONG_VALUE);
        Bench.Client client = withPdu(30);
        client.ask(GET_ENERGY);
        client.ask("6200");
        client.ask(Bench.AARQ_READER);

        assertEquals("C402C101000000010110", client.ask("C002C1 00000001"));
    }

    @Test
    void withoutBlockTransferALongAnswerIsRefused() {
        bench.board.with("3 1-0:1.8.0.255 a2", LONG_VALUE);
        Bench.Client client = bench.associated(Bench.READER, Bench.AARQ_READER.replace("421E5DFFFF", "0000100020"));

        assertEquals("C401C101FA", client.ask(GET_ENERGY));
    }

    // Even the smallest legal PDU gets somewhere.
    @Test
    void blocksOfTwoBytesArriveToo() {
        bench.board.with("3 1-0:1.8.0.255 a2", "060001E240");
        Bench.Client client = withPdu(12);
        bench.board.with("3 1-0:1.8.0.255 a2", LONG_VALUE);
        StringBuilder value = new StringBuilder();
        String answer = client.ask(GET_ENERGY);
        for (int block = 1; block < 20; block++) {
            assertEquals(12, answer.length() / 2);
            value.append(answer.substring(20));
            answer = client.ask("C002C1%08X".formatted(block));
        }

        assertEquals(LONG_VALUE, value + answer.substring(20));
    }

    // 64 bytes, of which ciphering takes 1 + 3 + 5 + 12
    @Test
    void theOverheadOfCipheringIsPartOfTheLimit() {
        bench.board.with("3 1-0:1.8.0.255 a2", LONG_VALUE);
        Bench.Client connection = bench.wrapper(Bench.MANAGEMENT);
        HlsClient client = new HlsClient(connection).associated("01000000065F1F0400421E5D0040");

        String sealed = client.send(client.seal(0, HlsClient.BOTH, GET_ENERGY));
        assertTrue(sealed.length() / 2 <= 64, sealed);
        assertTrue(client.opened(sealed).startsWith("C402C10000000001"));
        String general = client.send(client.seal(0xDB, HlsClient.BOTH, GET_ENERGY));
        assertTrue(general.length() / 2 <= 64, general);
    }

    // [APPL_DATA_LN_N1] 1024 bytes are agreed
    @Test
    void anApduLongerThanAgreedIsRefused() {
        String member = "00030100630800FF0200";

        assertEquals("D80104", reader.ask("C003C1 67" + member.repeat(103)));
        assertTrue(reader.ask("C003C1 65" + member.repeat(101)).startsWith("C403C165"));
    }
}
