package org.metersim.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.LogicalName;

/** A session over HDLC, as whole frames. SNRM, UA and the AARE frame are those of dlms-wire V1 and V4. */
class HdlcSessionTest {

    private static final String SNRM = "7EA0070321930F017E";
    private static final String UA = "7EA01E210373C37A818012050180060180070400000001080400000001533B7E";
    private static final String AARQ =
            "7EA02B032110FBAFE6E600601DA109060760857405080101BE10040E01000000065F1F0400005E1DFFFF72F27E";
    private static final String AARE = "7EA0372103306C7CE6E7006129A109060760857405080101A203020100A305A103020100"
            + "BE10040E0800065F1F0400421E5D040000077F977E";
    private static final String OPEN = "> " + SNRM + "\n< " + UA + "\n> " + AARQ + "\n< " + AARE;

    private static final SelectedAttribute ENERGY =
            SelectedAttribute.whole(new AttributeRef(3, LogicalName.parse("1-0:1.8.0.255"), 2));

    private final Conversation meter = Conversation.hdlc().associate(Conversation.PUBLIC);

    @Test
    void connectsTheLinkAndThenAssociates() {
        meter.play(OPEN + "\n-");

        assertInstanceOf(AssociationInfo.class, meter.last());
    }

    @Test
    void aLostFrameIsSentAgain() {
        meter.play("> " + SNRM + "\n@ 2000\n> " + SNRM + "\n< " + UA + "\n> " + AARQ + "\n@ 2000\n> " + AARQ);
        meter.play("< " + AARE);

        assertInstanceOf(AssociationInfo.class, meter.last());
    }

    @Test
    void aDamagedFrameIsNoFrame() {
        meter.play("> " + SNRM + "\n< " + UA + "\n> " + AARQ + "\n< " + AARE.replace("0800065F", "0800065E"));
        assertEquals(List.of(), meter.told());
        meter.play("@ 2000\n> " + AARQ + "\n< " + AARE);

        assertInstanceOf(AssociationInfo.class, meter.last());
    }

    @Test
    void aSilentMeterIsGivenUpAfterThreeTries() {
        meter.play("> " + SNRM + "\n@ 2000\n> " + SNRM + "\n@ 2000\n> " + SNRM + "\n@ 1999\n-");
        assertEquals(List.of(), meter.told());
        meter.play("@ 1\n-");

        assertEquals(new Failure(Failure.Kind.LINE, "no answer from server address 1"), meter.failure());
    }

    // DM: the meter has forgotten the link, so it has forgotten the association
    @Test
    void aMeterInDisconnectedModeEndsTheAssociation() {
        meter.play(OPEN);
        meter.session.get(List.of(ENERGY), meter.note(), meter.nowMs());
        meter.play("> 7EA0190321326FD8E6E600C001C100030100010800FF020032687E\n< 7EA00721031F6BE97E");

        assertEquals(new Failure(Failure.Kind.LINE, "the server is in disconnected mode"), meter.failure());
        assertFalse(meter.session.isAssociated());
    }

    @Test
    void closingDisconnectsAndHangsUp() {
        meter.play(OPEN);
        meter.session.close(() -> {}, meter.nowMs());
        meter.play("> 7EA00703215303C77E");
        assertFalse(meter.session.isClosed());
        meter.play("< 7EA00721037301407E");

        assertTrue(meter.session.isClosed());
    }

    @Test
    void closingDoesNotWaitForEver() {
        meter.play(OPEN);
        meter.session.close(() -> {}, meter.nowMs());
        meter.play("@ 6000");

        assertTrue(meter.session.isClosed());
    }

    // a meter's optical port may fall back to 300 baud when its last link ends
    @Test
    void aSecondClientConnectsBesideTheFirstAndBothAreDisconnectedAtTheEnd() {
        meter.play(OPEN);
        meter.associate(Conversation.READER);
        meter.play("> 7EA0070305935C457E\n< 7EA01E050373991A818012050180060180070400000001080400000001533B7E");
        meter.session.nextOutput();
        meter.play("< 7EA037050330361CE6E7006129A109060760857405080101A203020100A3"
                + "05A103020100BE10040E0800065F1F0400421E5D040000077F977E");
        assertEquals(2, meter.told().size());

        meter.session.close(() -> {}, meter.nowMs());
        meter.play("> 7EA00703215303C77E\n-\n< 7EA00721037301407E\n> 7EA00703055350837E\n< 7EA0070503735B207E");
        assertTrue(meter.session.isClosed());
    }

    @Test
    void whatIsAskedAfterTheLineWasLostFailsAtOnce() {
        meter.play(OPEN);
        meter.session.lineLost(meter.nowMs());
        meter.session.get(List.of(ENERGY), meter.note(), meter.nowMs());
        meter.play("-");

        assertEquals(Failure.Kind.LINE, meter.failure().kind());
        assertEquals(Long.MAX_VALUE, meter.session.deadlineMs());
    }

    @Test
    void whatWaitsIsToldWhenTheLineIsLost() {
        meter.session.get(List.of(ENERGY), meter.note(), meter.nowMs());
        meter.session.lineLost(meter.nowMs());

        assertEquals(2, meter.told().size());
        assertEquals(
                new Failure(Failure.Kind.LINE, "the connection was lost"),
                meter.told().get(0));
    }
}
