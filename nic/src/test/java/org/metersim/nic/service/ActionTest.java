package org.metersim.nic.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.nic.Bench;
import org.metersim.nic.HlsClient;

// ACTION, Green Book 9.3.10.
class ActionTest {

    private static final LogicalName IMAGE_TRANSFER = LogicalName.parse("0-0:44.0.0.255");
    private static final MethodRef DISCONNECT = new MethodRef(70, LogicalName.parse("0-0:96.3.10.255"), 1);
    private static final String REMOTE_DISCONNECT = "0046 000060030AFF 01 ";

    private final Bench bench = new Bench();
    private HlsClient client = new HlsClient(bench.wrapper(Bench.MANAGEMENT));

    @BeforeEach
    void associate() {
        client.associated();
    }

    private static MeterRequest disconnected(CosemData parameter) {
        return new MeterRequest.Invoke(DISCONNECT, parameter);
    }

    @Test
    void aMethodOfTheMetrologyIsInvoked() {
        assertEquals("C701C10000", client.ask("C301C1" + REMOTE_DISCONNECT + "01 0F00"));
        assertEquals("C701C10000", client.ask("C301C1" + REMOTE_DISCONNECT + "00"));
        assertEquals(List.of(disconnected(CosemData.integer(0)), disconnected(CosemData.NULL)), bench.board.asked);
    }

    // vector V20: class 18 method 2 goes as an update block
    @Test
    void anImageBlockIsRelayedAsOne() {
        assertEquals("C701C10000", client.ask("C301C1001200002C0000FF02010202060000000209028081"));
        assertEquals(List.of(new MeterRequest.UpdateBlock(IMAGE_TRANSFER, 2, Octets.parse("8081"))), bench.board.asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0202 120002 09028081",
                "0201 0600000002",
                "0202 0600000002 0A028081",
                "0600000002",
                "0203 0600000002 090180 00"
            })
    void anImageBlockOfAnotherFormIsATypeUnmatched(String parameter) {
        assertEquals("C701C10C00", client.ask("C301C1001200002C0000FF0201" + parameter));
        assertEquals(List.of(), bench.board.asked);
    }

    @Test
    void whatAMethodReturnsIsReturned() {
        bench.board.with("70 0-0:96.3.10.255 m1", "060001E240");

        assertEquals("C701C1000100060001E240", client.ask("C301C1" + REMOTE_DISCONNECT + "01 0F00"));
    }

    @ParameterizedTest
    @CsvSource({
        "0046 0100630800FF 01, 04",
        "0003 000060030AFF 01, 09",
        "0046 000060030AFF 03, 03",
        "0046 000060030AFF 00, 03"
    })
    void whatMayNotBeInvokedIsAnsweredWithTheReason(String target, String result) {
        assertEquals("C701C1" + result + "00", client.ask("C301C1" + target + "01 0F00"));
        assertEquals(List.of(), bench.board.asked);
    }

    // the reading key does not update: the reader may not invoke, and its association has no ACTION
    @Test
    void whoOnlyReadsCannotInvoke() {
        Bench.Client reader = bench.associated(Bench.READER, Bench.AARQ_READER);

        assertEquals("D80202", reader.ask("C301C1001200002C0000FF010102020904494D47310600000082"));
    }

    @Test
    void whatMetrologyRefusesIsPassedOn() {
        bench.board.with("70 0-0:96.3.10.255 m1", new MeterReply.Refused(AccessResult.TEMPORARY_FAILURE));

        assertEquals("C701C10200", client.ask("C301C1" + REMOTE_DISCONNECT + "01 0F00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C3",
                "C301C1",
                "C301C10046000060030AFF01",
                "C301C10046000060030AFF0101",
                "C307C1",
                "C301C10046000060030AFF010000"
            })
    void aBrokenActionIsAnExceptionForAnotherReason(String broken) {
        assertEquals("D80103", client.ask(broken));
    }

    @Test
    void aListIsInvokedInItsOrderWithARefusalInItsPlace() {
        String targets = "03" + REMOTE_DISCONNECT + "0046 0100630800FF 01" + REMOTE_DISCONNECT;

        assertEquals("C703C103 0000 0400 0000".replace(" ", ""), client.ask("C303C1" + targets + "03 0F01 0F02 0F03"));
        assertEquals(
                List.of(disconnected(CosemData.integer(1)), disconnected(CosemData.integer(3))), bench.board.asked);
    }

    @Test
    void aParameterInBlocksIsUsedWhenTheLastHasCome() {
        String image = "0012 00002C0000FF 02 ";

        assertEquals("C704C100000001", client.ask("C304C1" + image + "00 00000001 04 02020600"));
        assertEquals("C704C100000002", client.ask("C306C1 00 00000002 04 00000209"));
        assertEquals(List.of(), bench.board.asked);
        assertEquals("C701C10000", client.ask("C306C1 01 00000003 03 028081"));
        assertEquals(List.of(new MeterRequest.UpdateBlock(IMAGE_TRANSFER, 2, Octets.parse("8081"))), bench.board.asked);
        // 16: no-long-action-in-progress
        assertEquals("C701C11000", client.ask("C306C1 01 00000004 03 028081"));
    }

    // 15: long-action-aborted
    @ParameterizedTest
    @ValueSource(strings = {"00000001", "00000003"})
    void aWrongBlockNumberEndsTheTransfer(String number) {
        client.ask("C304C1" + REMOTE_DISCONNECT + "00 00000001 01 0F");

        assertEquals("C701C10F00", client.ask("C306C1 01" + number + "01 00"));
        assertEquals("C701C11000", client.ask("C306C1 01 00000002 01 00"));
        assertEquals(List.of(), bench.board.asked);
    }

    @Test
    void whatMayNotBeInvokedIsRefusedAtItsFirstBlock() {
        assertEquals("C701C10300", client.ask("C304C1 0046 000060030AFF 03 00 00000001 01 0F"));
        assertEquals("C701C11000", client.ask("C306C1 01 00000002 01 00"));
    }

    @Test
    void blocksThatAreNoValueTogetherAreATypeUnmatched() {
        assertEquals("C701C10C00", client.ask("C304C1" + REMOTE_DISCONNECT + "01 00000001 01 0F"));
    }

    @Test
    void aListInBlocksIsInvokedWhenTheLastHasCome() {
        String targets = "02" + REMOTE_DISCONNECT + REMOTE_DISCONNECT;

        assertEquals("C704C100000001", client.ask("C305C1" + targets + "00 00000001 02 020F"));
        assertEquals("C703C10200000000", client.ask("C306C1 01 00000002 03 010F02"));
        assertEquals(
                List.of(disconnected(CosemData.integer(1)), disconnected(CosemData.integer(2))), bench.board.asked);
    }

    // the client's limit is 64 with ciphering: 64 - 21 - 8 - 1 bytes of answer in a block
    @Test
    void aLongAnswerGoesInBlocks() {
        bench.board.with("70 0-0:96.3.10.255 m1", "0928" + "5A".repeat(40));
        Bench.Client connection = bench.wrapper(Bench.MANAGEMENT);
        HlsClient small = new HlsClient(connection);
        small.counter = client.counter;
        small.associated("01000000065F1F0400421E5D0040");

        String first = small.ask("C301C1" + REMOTE_DISCONNECT + "01 0F00");
        assertEquals("C702C1 00 00000001 22 00 01 00 0928".replace(" ", "") + "5A".repeat(29), first);
        assertEquals("C702C1 01 00000002 0B ".replace(" ", "") + "5A".repeat(11), small.ask("C302C1 00000001"));
        assertEquals("C701C11000", small.ask("C302C1 00000002"));
    }

    @Test
    void aWrongNumberOfALongAnswerEndsIt() {
        bench.board.with("70 0-0:96.3.10.255 m1", "098205DC" + "5A".repeat(1500));
        HlsClient small = new HlsClient(bench.wrapper(Bench.MANAGEMENT));
        small.counter = client.counter;
        small.associated("01000000065F1F0400421E5D0400");
        assertTrue(small.ask("C301C1" + REMOTE_DISCONNECT + "01 0F00").startsWith("C702C10000000001"));

        assertEquals("C701C10F00", small.ask("C302C1 00000002"));
        assertEquals("C701C11000", small.ask("C302C1 00000001"));
    }

    @Test
    void blocksAndListsThatWereNotNegotiatedAreNotSupported() {
        client = new HlsClient(bench.wrapper(Bench.MANAGEMENT));
        client.counter = 0x200;
        client.associated("01000000065F1F0400000001FFFF");

        assertEquals("D80202", client.ask("C304C1" + REMOTE_DISCONNECT + "01 00000001 02 0F00"));
        assertEquals("D80202", client.ask("C306C1 01 00000001 02 0F00"));
        assertEquals("D80202", client.ask("C302C1 00000001"));
        assertEquals("D80202", client.ask("C303C1 01" + REMOTE_DISCONNECT + "01 0F00"));
        assertEquals("C701C10000", client.ask("C301C1" + REMOTE_DISCONNECT + "01 0F00"));
    }
}
