package org.metersim.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.nic.association.AssociationStatus;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.Layer;

class NicTest {

    private final Bench bench = new Bench();

    private static MeterNotice updateEnded(long counter) {
        CosemDateTime at = CosemDateTime.of(Octets.parse("07EA0B16070C000000FFC400"));
        return new MeterNotice.UpdateEnded(new UpdateConfirmation(
                counter,
                18,
                at,
                UpdateKind.METROLOGY,
                true,
                UpdateVerdict.NONE,
                Octets.ascii("1.4.2"),
                Octets.ascii("1.5.0"),
                "U1",
                Octets.of(new byte[32])));
    }

    @Test
    void whatGoesOnIsTold() {
        bench.associated(Bench.READER, Bench.AARQ_READER);
        new HlsClient(bench.wrapper(Bench.MANAGEMENT)).open();

        assertEquals(
                new NicStatus(
                        2,
                        List.of(
                                new NicStatus.Opened("reader", 2, AssociationStatus.ASSOCIATED),
                                new NicStatus.Opened("management", 1, AssociationStatus.ASSOCIATION_PENDING)),
                        0,
                        List.of()),
                bench.nic.status(bench.nowMs));
    }

    @Test
    void aCardWithoutPortsIsAtRestAndOneWithAnOpenPortIsNot() {
        assertTrue(bench.nic.isAtRest());
        Endpoint port = bench.nic.openHdlc(bench.nowMs);
        assertFalse(bench.nic.isAtRest());
        port.lineLost(bench.nowMs);
        assertTrue(bench.nic.isAtRest());
        assertEquals(Endpoint.NEVER, bench.nic.deadlineMs());
    }

    @Test
    void allLinksAreDroppedAtOnce() {
        Bench.Client reader = bench.associated(Bench.READER, Bench.AARQ_READER);
        Endpoint line = bench.nic.openHdlc(bench.nowMs);

        bench.nic.dropLinks(bench.nowMs);
        assertTrue(reader.port.isClosed());
        assertTrue(line.isClosed());
        assertEquals(new NicStatus(0, List.of(), 0, List.of()), bench.nic.status(bench.nowMs));
        assertEquals("", reader.ask("C001C1 0003 0100010800FF 02 00"));
        assertFalse(bench.nic.openHdlc(bench.nowMs).isClosed());
    }

    // The notice comes while a request is served: its answer is still sent, then the wire is hung up.
    @Test
    void aRestartOfMetrologyDropsTheLinksAfterTheAnswer() {
        bench.board.with("3 1-0:1.8.0.255 a2", "060001E240");
        Bench.Client reader = bench.associated(Bench.READER, Bench.AARQ_READER);
        bench.board.notices.add(new MeterNotice.Restarting(bench.nowMs + 5000));

        assertEquals("C401C100060001E240", reader.ask("C001C1 0003 0100010800FF 02 00"));
        assertTrue(reader.port.isClosed());
        assertTrue(bench.journal.has(Layer.STATE, "metrology restarts"));
    }

    @Test
    void aRestartThatComesByTimeDropsTheLinksToo() {
        Bench.Client reader = bench.associated(Bench.READER, Bench.AARQ_READER);
        bench.board.notices.add(new MeterNotice.Restarting(bench.nowMs + 5000));
        bench.nic.wake(bench.nowMs);

        assertTrue(reader.port.isClosed());
    }

    @Test
    void otherNoticesDropNothing() {
        Bench.Client reader = bench.associated(Bench.READER, Bench.AARQ_READER);
        bench.board.notices.add(new MeterNotice.EventRaised(MeterEvent.COVER_OPENED, 44));
        bench.nic.wake(bench.nowMs);

        assertFalse(reader.port.isClosed());
    }

    @Test
    void aConfirmationIsKeptAndAcknowledged() {
        bench.board.notices.add(updateEnded(7));
        bench.nic.wake(bench.nowMs);

        assertEquals(List.of(new MeterRequest.Acknowledge(7)), acknowledged());
        assertEquals(1, bench.nic.status(bench.nowMs).waiting());
        assertFalse(bench.nic.isAtRest());
        assertEquals(1, bench.restarted().status(bench.nowMs).waiting());
    }

    private List<MeterRequest> acknowledged() {
        return bench.board.asked.stream()
                .filter(MeterRequest.Acknowledge.class::isInstance)
                .toList();
    }

    @Test
    void aBoardThatNeverStopsTellingDoesNotStopTheCard() {
        for (int i = 0; i < 200; i++) {
            bench.board.notices.add(new MeterNotice.EventRaised(MeterEvent.COVER_OPENED, 44));
        }
        bench.nic.openWrapper(bench.nowMs).receive(new byte[0], bench.nowMs);
        assertEquals(200 - 64, bench.board.notices.size());
    }

    // IEC 62056-21, 6.3.4: a data set a line; with scaler and unit applied, what is not answered left out
    @Test
    void theReadoutHoldsNamesAndRegisters() {
        bench.board
                .with("1 0-0:42.0.0.255 a2", "091053494D30303030303030303132333435")
                .with("1 0-0:96.1.0.255 a2", "09083030303132333435")
                .with("1 1-0:0.2.0.255 a2", "0905312E342E32")
                .with("1 1-2:0.2.0.255 a2", "0A05312E302E30")
                .with("1 1-0:0.2.1.255 a2", "09022821")
                .with("3 1-0:1.8.0.255 a2", "060001E240")
                .with("3 1-0:1.8.0.255 a3", "02020F00161E")
                .with("3 1-0:32.7.0.255 a2", "1208FC")
                .with("3 1-0:32.7.0.255 a3", "02020FFF1623")
                .with("3 1-0:13.7.0.255 a2", "1203B6")
                .with("3 1-0:13.7.0.255 a3", "02020FFD16FF")
                .with("4 1-0:1.6.0.255 a2", "0600000BB8")
                .with("4 1-0:1.6.0.255 a3", "02020F01161B")
                .with("3 1-0:2.8.0.255 a2", "0600000001");

        assertEquals("""
                0-0:42.0.0(SIM0000000012345)
                0-0:96.1.0(00012345)
                1-0:0.2.0(1.4.2)
                1-2:0.2.0(1.0.0)
                1-0:0.2.1(2821)
                1-0:1.6.0(30000*W)
                1-0:1.8.0(123456*Wh)
                1-0:13.7.0(0.950)
                1-0:32.7.0(230.0*V)
                """.replace("\n", "\r\n"), bench.nic.readout(bench.nowMs));
    }

    @Test
    void theReadoutOfASilentMetrologyIsEmpty() {
        bench.board.silent = true;

        assertEquals("", bench.nic.readout(bench.nowMs));
    }
}
