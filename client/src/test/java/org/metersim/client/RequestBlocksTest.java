package org.metersim.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.apdu.ActionResult;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;

/** Requests that are too long for the meter: its server-max-receive-pdu-size is 32 bytes unless said. */
class RequestBlocksTest {

    private static final CosemData TWENTY =
            new CosemData.OctetString(Octets.parse("000102030405060708090A0B0C0D0E0F10111213"));
    private static final AttributeRef NAME = new AttributeRef(1, LogicalName.parse("0-0:42.0.0.255"), 2);
    private static final MethodRef METHOD = new MethodRef(18, LogicalName.parse("0-0:44.0.0.255"), 2);

    private static Conversation meter(String conformance) {
        return meter(conformance, "0020");
    }

    private static Conversation meter(String conformance, String maxPdu) {
        Conversation meter = Conversation.wrapper(16).associate(Conversation.PUBLIC);
        return meter.play("> 601DA109060760857405080101BE10040E01000000065F1F0400005E1DFFFF\n"
                + "< 6129A109060760857405080101A203020100A305A103020100BE10040E0800065F1F0400" + conformance
                + maxPdu + "0007");
    }

    @Test
    void setsInBlocksThatFit() {
        Conversation meter = meter("005E1D");
        meter.session.set(List.of(Assignment.of(NAME, TWENTY)), meter.note(), meter.nowMs());
        // header of 3 + 10 + 6 bytes, and two more that a length may take: 11 raw bytes fit
        meter.play("""
                > C102C1 000100002A0000FF0200 00 00000001 0B 0914000102030405060708
                < C502C1 00000001
                > C103C1 01 00000002 0B 090A0B0C0D0E0F10111213
                < C503C1 00 00000002
                """);

        assertEquals(List.of(AccessResult.SUCCESS), meter.last());
    }

    @Test
    void setsAListInBlocks() {
        Conversation meter = meter("005E1D", "0028");
        Assignment name = Assignment.of(NAME, new CosemData.OctetString(Octets.parse("00010203040506070809")));
        meter.session.set(List.of(name, name), meter.note(), meter.nowMs());
        meter.play("""
                > C105C1 02 000100002A0000FF0200 000100002A0000FF0200 00 00000001 08 02090A0001020304
                < C502C1 00000001
                > C103C1 00 00000002 08 0506070809090A00
                < C502C1 00000002
                > C103C1 00 00000003 08 0102030405060708
                < C502C1 00000003
                > C103C1 01 00000004 01 09
                < C504C1 02 00 03 00000004
                """);

        assertEquals(List.of(AccessResult.SUCCESS, AccessResult.READ_WRITE_DENIED), meter.last());
    }

    @Test
    void aMeterMayRefuseAtTheFirstBlock() {
        Conversation meter = meter("005E1D");
        meter.session.set(List.of(Assignment.of(NAME, TWENTY)), meter.note(), meter.nowMs());
        meter.play("> C102C1 000100002A0000FF0200 00 00000001 0B 0914000102030405060708\n< C503C1 03 00000001");

        assertEquals(List.of(AccessResult.READ_WRITE_DENIED), meter.last());
    }

    @Test
    void aConfirmationOfAnotherBlockEndsTheTransfer() {
        Conversation meter = meter("005E1D");
        meter.session.set(List.of(Assignment.of(NAME, TWENTY)), meter.note(), meter.nowMs());
        meter.play("> C102C1 000100002A0000FF0200 00 00000001 0B 0914000102030405060708\n< C502C1 00000002");

        assertEquals(new Failure(Failure.Kind.PROTOCOL, "block number 2 confirmed (expected: 1)"), meter.failure());
    }

    @Test
    void invokesInBlocksThatFit() {
        Conversation meter = meter("005E1D");
        meter.session.action(List.of(new Invocation(METHOD, TWENTY)), meter.note(), meter.nowMs());
        meter.play("""
                > C304C1 001200002C0000FF02 00 00000001 0C 091400010203040506070809
                < C704C1 00000001
                > C306C1 01 00000002 0A 0A0B0C0D0E0F10111213
                < C701C10000
                """);

        assertEquals(List.of(ActionResult.of(AccessResult.SUCCESS)), meter.last());
    }

    // the last block was sent: nothing more can be asked for
    @Test
    void aMeterThatWantsMoreThanThereIsIsRefused() {
        Conversation meter = meter("005E1D");
        meter.session.action(List.of(new Invocation(METHOD, TWENTY)), meter.note(), meter.nowMs());
        meter.play("""
                > C304C1 001200002C0000FF02 00 00000001 0C 091400010203040506070809
                < C704C1 00000001
                > C306C1 01 00000002 0A 0A0B0C0D0E0F10111213
                < C704C1 00000002
                """);

        assertEquals(Failure.Kind.PROTOCOL, meter.failure().kind());
    }

    @Test
    void withoutBlocksALongRequestCannotBeMade() {
        Conversation meter = meter("00121D");
        meter.session.action(List.of(new Invocation(METHOD, TWENTY)), meter.note(), meter.nowMs());
        meter.play("-");

        assertEquals(Failure.Kind.NOT_POSSIBLE, meter.failure().kind());
        assertTrue(
                meter.failure().text().startsWith("a request of 35 bytes, the meter takes 32"),
                meter.failure().text());
    }
}
