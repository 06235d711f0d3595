package org.metersim.nic.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.codec.Hex;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.nic.Bench;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.Layer;

// HDLC, Green Book 8. Check sequences were computed apart from this project; V1 and V4 are vectors of Gurux.
class HdlcPortTest {

    private static final String SNRM = "7EA0070321930F017E";
    private static final String UA = "7EA01E210373C37A818012050180060180070400000001080400000001533B7E";
    private static final String AARQ =
            "7EA02B032110FBAFE6E600601DA109060760857405080101BE10040E01000000065F1F0400421E5D" + "FFFF19357E";
    private static final String AARE =
            "7EA0372103306C7CE6E7006129A109060760857405080101A203020100A305A103020100BE10040E"
                    + "0800065F1F04000012140400000770C67E";
    private static final String GET_CLOCK = "7EA0190321326FD8E6E600C001C100080000010000FF0200601A7E";
    private static final String CLOCK = "7EA01E210352484AE6E700C401C100090C07EA0B16070C000000FFC400E5A87E";
    private static final String GET_FIRST = "7EA0190321107FDAE6E600C001C100080000010000FF0200601A7E";
    private static final String NOT_ALLOWED = "7EA00F21033046D5E6E700D801013C437E";
    private static final String DISC = "7EA00703215303C77E";
    private static final String UA_TO_DISC = "7EA00721037301407E";
    private static final String DM = "7EA00721031F6BE97E";

    private static final String SNRM_READER = "7EA0070305935C457E";
    private static final String AARQ_READER =
            "7EA041030510E2AEE6E6006033A1090607608574050801018A0207808B0760857405080201"
                    + "AC0780054775727578BE10040E01000000065F1F0400421E5DFFFF31FD7E";
    private static final String AARE_READER = "7EA037050330361CE6E7006129A109060760857405080101A203020100A305A103020100"
            + "BE10040E0800065F1F04000012140400000770C67E";

    private static final String DISC_READER = "7EA00703055350837E";
    private static final String UA_TO_DISC_READER = "7EA0070503735B207E";

    private static final String WRONG_DEVICE = "7EA00723219334027E";
    private static final String AARQ_IN_UI =
            "7EA02B032113609DE6E600601DA109060760857405080101BE10040E01000000065F1F0400421E5DFFFF" + "19357E";

    private final Bench bench = new Bench();
    private final Endpoint port = bench.nic.openHdlc(bench.nowMs);

    @BeforeEach
    void setTheClock() {
        bench.board.with("8 0-0:1.0.0.255 a2", "090C07EA0B16070C000000FFC400");
    }

    private String send(String hex) {
        port.receive(Hex.bytes(hex), bench.nowMs);
        return Bench.output(port);
    }

    private void associate() {
        assertEquals(UA, send(SNRM));
        assertEquals(AARE, send(AARQ));
    }

    // [APPL_OPEN_1] vectors V1 and V4
    @Test
    void aClientConnectsAssociatesAndReads() {
        associate();

        assertEquals(CLOCK, send(GET_CLOCK));
    }

    // a line stays; the session behind an optical sign-on is over, and the next one may sign on
    @Test
    void aSessionOfTheOpticalPortEndsWithItsLastLink() {
        Endpoint session = bench.nic.openOptical(bench.nowMs);
        session.receive(Hex.bytes(DISC), bench.nowMs);
        assertEquals(DM, Bench.output(session));
        assertFalse(session.isClosed());
        session.receive(Hex.bytes(SNRM), bench.nowMs);
        session.receive(Hex.bytes(SNRM_READER), bench.nowMs);
        session.receive(Hex.bytes(DISC), bench.nowMs);
        assertFalse(session.isClosed());
        Bench.output(session);
        session.receive(Hex.bytes(DISC_READER), bench.nowMs);

        assertEquals(UA_TO_DISC_READER, Bench.output(session));
        assertTrue(session.isClosed());

        send(SNRM);
        send(DISC);
        assertFalse(port.isClosed());
    }

    // a frame that comes twice is answered twice and done once
    @Test
    void aRepeatedFrameIsAnsweredAgainAndNotDoneAgain() {
        associate();
        send(GET_CLOCK);

        assertEquals(CLOCK, send(GET_CLOCK));
        assertEquals(1, bench.board.asked.size());
    }

    // [APPL_IDLE_N1]
    @Test
    void aLinkAloneIsNoAssociation() {
        send(SNRM);

        assertEquals(NOT_ALLOWED, send(GET_FIRST));
    }

    // [APPL_REL_P1] with HDLC the end of the link is the end of the association
    @Test
    void disconnectingEndsTheAssociation() {
        associate();

        assertEquals(UA_TO_DISC, send(DISC));
        assertEquals(List.of(), bench.nic.status(bench.nowMs).associations());
        assertEquals(DM, send(DISC));
        assertEquals(UA, send(SNRM));
        assertEquals(NOT_ALLOWED, send(GET_FIRST));
    }

    @Test
    void aNewLinkCarriesNothingOfTheOld() {
        associate();

        assertEquals(UA, send(SNRM));
        assertEquals(NOT_ALLOWED, send(GET_FIRST));
    }

    @Test
    void twoClientsHaveTheirOwnLinksOnOneLine() {
        associate();
        send(SNRM_READER);

        assertEquals(AARE_READER, send(AARQ_READER));
        assertEquals(2, bench.nic.status(bench.nowMs).associations().size());
        assertEquals(UA_TO_DISC, send(DISC));
        assertEquals(1, bench.nic.status(bench.nowMs).associations().size());
    }

    // the AARQ of the reader in segments of 32 and 24 bytes; each is acknowledged
    @Test
    void anApduInSegmentsIsPutTogether() {
        send(SNRM_READER);

        assertEquals(
                "7EA0070503314D417E",
                send("7EA829030510FE88E6E6006033A1090607608574050801018A0207808B0760857405080201AC078071757E"));
        assertEquals(
                "7EA037050350307FE6E7006129A109060760857405080101A203020100A305A103020100BE10040E"
                        + "0800065F1F04000012140400000770C67E",
                send("7EA0210305121414054775727578BE10040E01000000065F1F0400421E5DFFFF73F37E"));
    }

    // class 23 of sim-1p: device address 16, so lower address 17 is another meter on the line
    @Test
    void aFrameForAnotherDeviceIsNoneOfOurBusiness() {
        assertEquals("", send("7EA00802232193BD647E"));
        assertEquals(
                "7EA01F2102217356F4818012050180060180070400000001080400000001533B7E", send("7EA0080221219305D17E"));
    }

    // UI: done, and nobody awaits an answer
    @Test
    void whatComesUnnumberedIsNotAnswered() {
        associate();

        assertEquals("", send("7EA019032113E4E8E6E600C001C100080000010000FF0200601A7E"));
        assertEquals(1, bench.board.asked.size());
    }

    // class 23 of sim-1p: 120 s
    @Test
    void aSilentLinkGoesDownWithItsAssociation() {
        associate();
        assertEquals(bench.nowMs + 120_000, port.deadlineMs());
        port.wake(bench.nowMs + 119_999);
        assertEquals(1, bench.nic.status(bench.nowMs).associations().size());

        port.wake(bench.nowMs + 120_000);
        assertEquals(List.of(), bench.nic.status(bench.nowMs).associations());
        assertFalse(port.isClosed());
        assertEquals(DM, send(DISC));
        assertTrue(bench.journal.has(Layer.STATE, "hdlc link of client SAP 16 down: inactivity time-out"));
    }

    // From the first association on the line to the end of the last.
    @Test
    void aLocalSessionIsLoggedFromItsFirstAssociationToItsLast() {
        send(SNRM);
        assertEquals(List.of(), bench.board.events);
        send(AARQ);
        send(SNRM_READER);
        send(AARQ_READER);
        assertEquals(List.of(MeterEvent.LOCAL_SESSION_STARTED), bench.board.events);

        send(DISC);
        assertEquals(List.of(MeterEvent.LOCAL_SESSION_STARTED), bench.board.events);
        port.lineLost(bench.nowMs);
        assertEquals(List.of(MeterEvent.LOCAL_SESSION_STARTED, MeterEvent.LOCAL_SESSION_ENDED), bench.board.events);
    }

    @Test
    void aSessionOverTheWrapperIsNotLocal() {
        bench.associated(Bench.PUBLIC, Bench.AARQ_PUBLIC);

        assertEquals(List.of(), bench.board.events);
    }

    @Test
    void theJournalSaysWhenTheWrapperIsSpokenToHdlc() {
        assertEquals("", send("00010010 0001000D C001C100080000010000FF0200"));
        assertTrue(bench.journal.has(Layer.HINT, "this looks like the wrapper on an HDLC port"));
        assertEquals(UA, send(SNRM));
    }

    // silence is the standard's answer; the journal explains it. 23 on the wire is logical device 17.
    @Test
    void theJournalSaysWhichAddressesTheMeterHas() {
        send("7EA0070321930F017E");
        assertFalse(bench.journal.has(Layer.HINT, "is not for this meter"));

        assertEquals("", send(WRONG_DEVICE));
        assertTrue(bench.journal.has(
                Layer.HINT,
                "SNRM to server address 17 from client 16 is not for this meter: it has logical device 1, physical "
                        + "device 16 (03 on the wire for 1, 0221 for 1/16)"));
        assertEquals("", send("7EA00802232193BD647E"));
        assertTrue(bench.journal.has(Layer.HINT, "SNRM to server address 1/17 from client 16 is not for this meter"));
    }

    // nobody could be told, and nothing would end it
    @Test
    void anAarqInAUiFrameOpensNothing() {
        assertEquals("", send(AARQ_IN_UI));
        assertEquals(List.of(), bench.nic.status(bench.nowMs).associations());
        assertEquals(List.of(), bench.board.events);
    }
}
