package org.metersim.nic.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.nic.Bench;
import org.metersim.nic.HlsClient;

// SET, Green Book 9.3.9; the names of the ATS cases (DLMS UA 1001-6) stand in brackets.
class SetTest {

    private static final AttributeRef SUPPLY = new AttributeRef(1, LogicalName.parse("0-0:96.1.2.255"), 2);
    private static final String POINT_OF_SUPPLY = "0001 0000600102FF 02 00 ";

    private final Bench bench = new Bench();
    private final HlsClient client = new HlsClient(bench.wrapper(Bench.MANAGEMENT));

    @BeforeEach
    void associate() {
        client.associated();
    }

    private static MeterRequest written(String octets) {
        return new MeterRequest.Write(SUPPLY, Selection.NONE, CosemData.octets(Hex.bytes(octets)));
    }

    @Test
    void anAttributeOfTheMetrologyIsWritten() {
        assertEquals("C501C100", client.ask("C101C1" + POINT_OF_SUPPLY + "0903414243"));
        assertEquals(List.of(written("414243")), bench.board.asked);
    }

    @Test
    void anAttributeOfTheCardIsWrittenWithoutAskingMetrology() {
        assertEquals("C501C100", client.ask("C101C1 0029 0000190000FF 06 00 12003C"));
        assertEquals("C401C10012003C", client.ask("C001C1 0029 0000190000FF 06 00"));
        assertEquals(List.of(), bench.board.asked);
    }

    @Test
    void anUnconfirmedSetIsDoneAndNotAnswered() {
        assertEquals("", client.ask("C10181" + POINT_OF_SUPPLY + "0903414243"));
        assertEquals(List.of(written("414243")), bench.board.asked);
    }

    // [APPL_DATA_LN_N3]
    @ParameterizedTest
    @CsvSource({
        "0001 0100630800FF 02, 04",
        "0003 0000600102FF 02, 09",
        "0001 0000600102FF 01, 03",
        "0001 0000600102FF 03, 03",
        "0001 0000600100FF 02, 03",
        "0001 0000600102FF 00, 03"
    })
    void whatMayNotBeWrittenIsAnsweredWithTheReason(String target, String result) {
        assertEquals("C501C1" + result, client.ask("C101C1" + target + "00 0903414243"));
        assertEquals(List.of(), bench.board.asked);
    }

    @Test
    void whatMetrologyRefusesIsPassedOn() {
        bench.board.with("1 0-0:96.1.2.255 a2", new MeterReply.Refused(AccessResult.TYPE_UNMATCHED));

        assertEquals("C501C10C", client.ask("C101C1" + POINT_OF_SUPPLY + "0601020304"));
        bench.board.silent = true;
        assertEquals("C501C102", client.ask("C101C1" + POINT_OF_SUPPLY + "0903414243"));
    }

    // [APPL_DATA_LN_N3]
    @ParameterizedTest
    @ValueSource(
            strings = {
                "C1",
                "C101C1",
                "C101C10001",
                "C101C100010000600102FF0200",
                "C101C100010000600102FF0200090341",
                "C106C1",
                "C101C100010000600102FF020009034142 4300"
            })
    void aBrokenSetIsAnExceptionForAnotherReason(String broken) {
        assertEquals("D80103", client.ask(broken));
        assertEquals(List.of(), bench.board.asked);
    }

    @Test
    void aSelectionWhereTheCardKnowsNoneIsOutOfScope() {
        assertEquals("C501C10D", client.ask("C101C1 0029 0000190000FF 06 01 01 00 12003C"));
    }

    @Test
    void aListIsWrittenInItsOrderWithARefusalInItsPlace() {
        String targets = "03" + POINT_OF_SUPPLY + "0001 0100630800FF 02 00" + POINT_OF_SUPPLY;

        assertEquals("C505C103000400", client.ask("C104C1" + targets + "03 090141 090142 090143"));
        assertEquals(List.of(written("41"), written("43")), bench.board.asked);
    }

    @Test
    void aListWithAnotherNumberOfValuesIsBroken() {
        assertEquals("D80103", client.ask("C104C1 01" + POINT_OF_SUPPLY + "02 090141 090142"));
        assertEquals(List.of(), bench.board.asked);
    }

    @Test
    void aValueInBlocksIsWrittenWhenTheLastHasCome() {
        assertEquals("C502C100000001", client.ask("C102C1" + POINT_OF_SUPPLY + "00 00000001 03 090441"));
        assertEquals("C502C100000002", client.ask("C103C1 00 00000002 01 42"));
        assertEquals(List.of(), bench.board.asked);
        assertEquals("C503C10000000003", client.ask("C103C1 01 00000003 02 4344"));
        assertEquals(List.of(written("41424344")), bench.board.asked);
        // 18: no-long-set-in-progress
        assertEquals("C503C11200000004", client.ask("C103C1 01 00000004 02 4344"));
    }

    @Test
    void aSingleBlockIsFirstAndLast() {
        assertEquals("C503C10000000001", client.ask("C102C1" + POINT_OF_SUPPLY + "01 00000001 03 090141"));
        assertEquals(List.of(written("41")), bench.board.asked);
    }

    // access is checked at the start
    @Test
    void whatMayNotBeWrittenIsRefusedAtItsFirstBlock() {
        assertEquals("C503C10300000001", client.ask("C102C1 0001 0000600100FF 02 00 00 00000001 03 090441"));
        assertEquals("C503C11200000002", client.ask("C103C1 01 00000002 02 4344"));
    }

    // 19: data-block-number-invalid
    @ParameterizedTest
    @ValueSource(strings = {"00000000", "00000001", "00000003"})
    void aWrongBlockNumberEndsTheTransfer(String number) {
        client.ask("C102C1" + POINT_OF_SUPPLY + "00 00000001 03 090441");

        assertEquals("C503C113" + number, client.ask("C103C1 00" + number + "01 42"));
        assertEquals("C503C11200000002", client.ask("C103C1 01 00000002 03 424344"));
        assertEquals(List.of(), bench.board.asked);
    }

    @Test
    void aFirstBlockHasNumberOne() {
        assertEquals("C503C11300000002", client.ask("C102C1" + POINT_OF_SUPPLY + "00 00000002 03 090441"));
    }

    @Test
    void anotherRequestEndsTheTransfer() {
        client.ask("C102C1" + POINT_OF_SUPPLY + "00 00000001 03 090441");
        client.ask("C001C1 0011 0000290000FF 01 00");

        assertEquals("C503C11200000002", client.ask("C103C1 01 00000002 03 424344"));
    }

    // 17: long-set-aborted. 66 blocks of 1000 bytes are more than 65536.
    @Test
    void aValueThatGetsTooLongEndsTheTransfer() {
        String raw = "8203C0" + "5A".repeat(960);
        client.ask("C102C1" + POINT_OF_SUPPLY + "00 00000001" + raw);
        String answer = "";
        int block = 1;
        do {
            block++;
            answer = client.ask("C103C1 00 %08X".formatted(block) + raw);
        } while (answer.startsWith("C502"));

        assertEquals("C503C111%08X".formatted(69), answer);
        assertEquals(69, block);
    }

    @Test
    void blocksThatAreNoValueTogetherAreATypeUnmatched() {
        client.ask("C102C1" + POINT_OF_SUPPLY + "00 00000001 03 090541");

        assertEquals("C503C10C00000002", client.ask("C103C1 01 00000002 03 424344"));
        assertEquals(List.of(), bench.board.asked);
    }

    @Test
    void aListInBlocksIsWrittenWhenTheLastHasCome() {
        String targets = "02" + POINT_OF_SUPPLY + "0001 0000600100FF 02 00";

        assertEquals("C502C100000001", client.ask("C105C1" + targets + "00 00000001 03 020901"));
        assertEquals("C504C102000300000002", client.ask("C103C1 01 00000002 04 41090142"));
        assertEquals(List.of(written("41")), bench.board.asked);
    }

    @Test
    void aListInBlocksWithAnotherNumberOfValuesWritesNothing() {
        String targets = "02" + POINT_OF_SUPPLY + POINT_OF_SUPPLY;

        assertEquals("C504C102FAFA00000001", client.ask("C105C1" + targets + "01 00000001 04 01090141"));
        assertEquals("C504C1020C0C00000001", client.ask("C105C1" + targets + "01 00000001 04 81FF0901"));
        assertEquals(List.of(), bench.board.asked);
    }

    // [APPL_DATA_LN_N4]: set alone was negotiated
    @Test
    void blocksAndListsThatWereNotNegotiatedAreNotSupported() {
        HlsClient plain = new HlsClient(bench.wrapper(Bench.MANAGEMENT));
        plain.counter = client.counter;
        plain.associated("01000000065F1F04000000 09FFFF".replace(" ", ""));

        assertEquals("D80202", plain.ask("C102C1" + POINT_OF_SUPPLY + "00 00000001 03 090441"));
        assertEquals("D80202", plain.ask("C103C1 01 00000002 03 424344"));
        assertEquals("D80202", plain.ask("C104C1 01" + POINT_OF_SUPPLY + "01 090141"));
        assertEquals("D80202", plain.ask("C001C1 0011 0000290000FF 01 00"));
        assertTrue(plain.ask("C101C1" + POINT_OF_SUPPLY + "090141").startsWith("C501C100"));
    }
}
