package org.metersim.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.apdu.ActionResult;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.Selection;

/**
 * GET, SET and ACTION in clear, as transcripts: literal APDUs of dlms-wire V19 to V21, and blocks of either direction.
 */
class ServicesTest {

    private static final SelectedAttribute ENERGY = attribute(3, "1-0:1.8.0.255", 2);
    private static final SelectedAttribute NAME = attribute(1, "0-0:42.0.0.255", 2);
    private static final MethodRef INITIATE = new MethodRef(18, LogicalName.parse("0-0:44.0.0.255"), 1);

    private final Conversation meter = Conversation.wrapper(16).associate(Conversation.PUBLIC);

    private static SelectedAttribute attribute(int classId, String obis, int index) {
        return SelectedAttribute.whole(new AttributeRef(classId, LogicalName.parse(obis), index));
    }

    @BeforeEach
    void associate() {
        meter.play(Conversation.PUBLIC_ASSOCIATION);
    }

    private void get(SelectedAttribute... targets) {
        meter.session.get(List.of(targets), meter.note(), meter.nowMs());
    }

    private void set(Assignment... targets) {
        meter.session.set(List.of(targets), meter.note(), meter.nowMs());
    }

    private void action(Invocation... targets) {
        meter.session.action(List.of(targets), meter.note(), meter.nowMs());
    }

    @Test
    void getsOneAttribute() {
        get(ENERGY);
        meter.play("> C001C100030100010800FF0200\n< C401C100060001E240");

        assertEquals(List.of(GetResult.of(CosemData.doubleLongUnsigned(123456))), meter.last());
    }

    @Test
    void anAccessResultIsAValue() {
        get(ENERGY);
        meter.play("> C001C100030100010800FF0200\n< C401C10104");

        assertEquals(List.of(GetResult.error(AccessResult.OBJECT_UNDEFINED)), meter.last());
    }

    @Test
    void getsAListWithAnUndefinedMember() {
        get(NAME, ENERGY);
        meter.play("> C003C102000100002A0000FF020000030100010800FF0200");
        meter.play("< C403C10200091053494D303030303030303030303030310104");

        assertEquals(
                List.of(
                        GetResult.of(new CosemData.OctetString(Octets.ascii("SIM0000000000001"))),
                        GetResult.error(AccessResult.OBJECT_UNDEFINED)),
                meter.last());
    }

    @Test
    void aListWithTooFewResultsIsRefused() {
        get(NAME, ENERGY);
        meter.play("> C003C102000100002A0000FF020000030100010800FF0200\n< C403C101060001E240"
                .replace("C101060", "C10100060"));

        assertEquals(new Failure(Failure.Kind.PROTOCOL, "1 results, 2 were asked for"), meter.failure());
    }

    // V21: ten entries of a profile
    @Test
    void getsASelectionOfAProfile() {
        CosemData entries = CosemData.structure(
                CosemData.doubleLongUnsigned(1),
                CosemData.doubleLongUnsigned(10),
                CosemData.longUnsigned(1),
                CosemData.longUnsigned(0));
        get(new SelectedAttribute(
                new AttributeRef(7, LogicalName.parse("1-0:99.1.0.255"), 2), new Selection(2, entries)));
        meter.play("> C001C100070100630100FF02010202040600000001060000000A120001120000\n< C401C1000100");

        assertEquals(List.of(GetResult.of(CosemData.array(List.of()))), meter.last());
    }

    @Test
    void joinsTheBlocksOfAnAnswer() {
        get(ENERGY);
        meter.play("""
                > C001C100030100010800FF0200
                < C402C100 00000001 00 03 090401
                > C002C1 00000001
                < C402C100 00000002 00 02 0203
                > C002C1 00000002
                < C402C101 00000003 00 01 04
                """);

        assertEquals(List.of(GetResult.of(CosemData.octets(new byte[] {1, 2, 3, 4}))), meter.last());
    }

    @Test
    void joinsTheBlocksOfAList() {
        get(NAME, ENERGY);
        meter.play("""
                > C003C102000100002A0000FF020000030100010800FF0200
                < C402C100 00000001 00 04 02000901
                > C002C1 00000001
                < C402C101 00000002 00 03 AA0104
                """);

        assertEquals(
                List.of(
                        GetResult.of(new CosemData.OctetString(Octets.parse("AA"))),
                        GetResult.error(AccessResult.OBJECT_UNDEFINED)),
                meter.last());
    }

    @ParameterizedTest
    @ValueSource(strings = {"00000001", "00000003", "00000000"})
    void aBlockOfAnotherNumberEndsTheTransfer(String number) {
        get(ENERGY);
        meter.play("> C001C100030100010800FF0200\n< C402C100 00000001 00 03 090401\n> C002C1 00000001");
        meter.play("< C402C101 " + number + " 00 03 020304");

        assertEquals(Failure.Kind.PROTOCOL, meter.failure().kind());
        assertTrue(
                meter.failure().text().startsWith("block number "),
                meter.failure().text());
        assertTrue(
                meter.failure().text().endsWith("(expected: 2)"),
                meter.failure().text());
    }

    @Test
    void aMeterMayEndABlockTransfer() {
        get(ENERGY);
        meter.play("> C001C100030100010800FF0200\n< C402C100 00000001 00 03 090401\n> C002C1 00000001");
        meter.play("< C402C101 00000002 01 0F");

        assertEquals(
                new Failure(Failure.Kind.PROTOCOL, "the meter ended a block transfer: long-get-aborted"),
                meter.failure());
    }

    // 09 7F would be 127 bytes, two came
    @Test
    void blocksThatHoldNoDataAreRefused() {
        get(ENERGY);
        meter.play("> C001C100030100010800FF0200\n< C402C101 00000001 00 03 097F01");

        assertEquals(Failure.Kind.PROTOCOL, meter.failure().kind());
    }

    @Test
    void anAnswerWithAnotherInvokeIdIsNotTaken() {
        get(ENERGY);
        meter.play("> C001C100030100010800FF0200\n< C401C200060001E240");
        assertEquals(1, meter.told().size());
        meter.play("< C401C100060001E241");

        assertEquals(List.of(GetResult.of(CosemData.doubleLongUnsigned(123457))), meter.last());
    }

    @Test
    void anAnswerThatComesTwiceIsTakenOnce() {
        get(ENERGY);
        get(ENERGY);
        meter.play("> C001C100030100010800FF0200\n< C401C100060001E240\n< C401C100060001E240");
        assertEquals(2, meter.told().size());
        meter.play("> C001C200030100010800FF0200\n< C401C200060001E241");

        assertEquals(List.of(GetResult.of(CosemData.doubleLongUnsigned(123457))), meter.last());
    }

    @Test
    void anAnswerOfAnotherServiceIsRefused() {
        get(ENERGY);
        meter.play("> C001C100030100010800FF0200\n< C501C100");

        assertEquals(Failure.Kind.PROTOCOL, meter.failure().kind());
    }

    // reading twice is reading once; the invoke id is new, so that a late answer is known
    @Test
    void aReadingWithoutAnswerIsRepeatedAndThenGivenUp() {
        get(ENERGY);
        meter.play("""
                > C001C100030100010800FF0200
                @ 2000
                > C001C200030100010800FF0200
                @ 2000
                > C001C300030100010800FF0200
                < C401C100060001E240
                @ 1999
                -
                """);
        assertEquals(1, meter.told().size());
        meter.play("@ 1\n-");

        assertEquals(
                new Failure(Failure.Kind.NO_ANSWER, "no answer to GET 3 1-0:1.8.0.255 a2 within 2.0 s"),
                meter.failure());
    }

    @Test
    void aMethodWithoutAnswerIsNotInvokedAgain() {
        action(new Invocation(INITIATE, CosemData.NULL));
        meter.play("> C301C1001200002C0000FF0100\n@ 2000\n-");

        assertEquals(Failure.Kind.NO_ANSWER, meter.failure().kind());
    }

    @Test
    void anExceptionResponseIsReadable() {
        get(ENERGY);
        meter.play("> C001C100030100010800FF0200\n< D80101");

        assertEquals(
                new Failure(Failure.Kind.EXCEPTION, "exception-response: service-not-allowed, operation-not-possible"),
                meter.failure());
        assertTrue(meter.session.isAssociated());
    }

    @Test
    void whatTheMeterSendsUnaskedIsKeptAndInNoOnesWay() {
        get(ENERGY);
        meter.play("""
                > C001C100030100010800FF0200
                < 0FC0000001000202091053494D303030303030303030303030310600000004
                < C20000030000616200FF020600000004
                < 0FFF
                < C401C100060001E240
                """);

        assertEquals(List.of(GetResult.of(CosemData.doubleLongUnsigned(123456))), meter.last());
        assertEquals(2, meter.session.notifications().size());
    }

    @Test
    void setsOneAttributeAndAList() {
        set(Assignment.of(ENERGY.attribute(), CosemData.doubleLongUnsigned(5)));
        meter.play("> C101C100030100010800FF02000600000005\n< C501C103");
        assertEquals(List.of(AccessResult.READ_WRITE_DENIED), meter.last());

        set(
                Assignment.of(NAME.attribute(), CosemData.unsigned(1)),
                Assignment.of(ENERGY.attribute(), CosemData.unsigned(2)));
        meter.play("> C104C202 000100002A0000FF0200 00030100010800FF0200 02 1101 1102\n< C505C202000C");
        assertEquals(List.of(AccessResult.SUCCESS, AccessResult.TYPE_UNMATCHED), meter.last());
    }

    @Test
    void invokesAMethodAndAList() {
        CosemData image =
                CosemData.structure(new CosemData.OctetString(Octets.ascii("IMG1")), CosemData.doubleLongUnsigned(130));
        action(new Invocation(INITIATE, image));
        meter.play("> C301C1001200002C0000FF010102020904494D47310600000082\n< C701C10000");
        assertEquals(List.of(ActionResult.of(AccessResult.SUCCESS)), meter.last());

        action(new Invocation(INITIATE, CosemData.integer(0)), new Invocation(INITIATE, CosemData.NULL));
        meter.play("> C303C202 001200002C0000FF01 001200002C0000FF01 02 0F00 00\n< C703C202 0000 FA0100 0F07");
        assertEquals(
                List.of(
                        ActionResult.of(AccessResult.SUCCESS),
                        new ActionResult(
                                AccessResult.OTHER_REASON, java.util.Optional.of(GetResult.of(CosemData.integer(7))))),
                meter.last());
    }

    // the blocks of an answer hold what comes after the invoke id: result, flag, choice, value
    @Test
    void joinsTheBlocksOfWhatAMethodReturns() {
        action(new Invocation(INITIATE, CosemData.NULL));
        meter.play("""
                > C301C1001200002C0000FF0100
                < C702C100 00000001 04 00010009
                > C302C1 00000001
                < C702C101 00000002 02 01AA
                """);

        assertEquals(List.of(ActionResult.of(new CosemData.OctetString(Octets.parse("AA")))), meter.last());
    }
}
