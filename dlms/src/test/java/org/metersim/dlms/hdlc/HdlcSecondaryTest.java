package org.metersim.dlms.hdlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.codec.Octets;

/** The meter's end of a line with several clients, several logical devices, and clients that behave badly. */
class HdlcSecondaryTest {

    private static final Octets QUESTION = Octets.parse("E6E600C001C100030100010800FF0200");
    private static final HdlcParameters WIDE = new HdlcParameters(2030, 2030, 7, 7);
    private static final long NOW_MS = 1_800_000_000_000L;

    private HdlcSecondary meter = meter(120_000, 25);
    private final HdlcFrameDecoder line = new HdlcFrameDecoder();
    private final List<HdlcIndication> news = new ArrayList<>();

    private static HdlcSecondary meter(long inactivityMs, long interOctetMs) {
        return new HdlcSecondary(
                new HdlcSecondary.Settings(List.of(1, 2), 17, WIDE, inactivityMs, interOctetMs, 2_000));
    }

    private void send(int client, int server, int control, Octets information) {
        HdlcFrame frame =
                new HdlcFrame(HdlcAddress.of(server, 17), HdlcAddress.of(client), false, control, information);
        meter.receive(frame.encode(), NOW_MS);
        for (var one = meter.nextIndication(); one.isPresent(); one = meter.nextIndication()) {
            news.add(one.get());
        }
    }

    private void connect(int client, int server) {
        send(client, server, FrameKind.SNRM.unnumbered(), WIDE.encode());
        assertEquals(FrameKind.UA, said().get(0).kind());
    }

    private List<HdlcFrame> said() {
        meter.respond();
        List<HdlcFrame> frames = new ArrayList<>();
        for (Optional<byte[]> bytes = meter.nextOutput(); bytes.isPresent(); bytes = meter.nextOutput()) {
            line.feed(bytes.get());
            frames.add(line.next().orElseThrow());
        }
        return frames;
    }

    @Test
    void keepsTheLinksOfSeveralClientsApart() {
        connect(16, 1);
        connect(2, 1);
        send(16, 1, HdlcFrame.information(0, 0, true), QUESTION);
        meter.answer(16, new byte[] {1});
        HdlcFrame answer = said().get(0);
        assertEquals(HdlcAddress.of(16), answer.destination());
        send(2, 1, FrameKind.DISC.unnumbered(), Octets.EMPTY);
        said();
        send(16, 1, HdlcFrame.receiveReady(1), Octets.EMPTY);
        assertEquals(List.of(FrameKind.RR), said().stream().map(HdlcFrame::kind).toList());
    }

    // One client may be connected to two logical devices: the answer belongs to the one that was asked
    @Test
    void answersFromTheLogicalDeviceThatWasAsked() {
        connect(1, 1);
        connect(1, 2);
        for (int device : new int[] {1, 2, 1}) {
            int asked = (int) news.stream()
                    .filter(one -> one instanceof HdlcIndication.Received received && received.serverSap() == device)
                    .count();
            send(1, device, HdlcFrame.information(asked, asked, true), QUESTION);
            meter.answer(1, new byte[] {(byte) device});
            HdlcFrame answer = said().get(0);
            assertEquals(HdlcAddress.of(device, 17), answer.source());
            assertEquals(Octets.parse("E6E7000" + device), answer.information());
        }
    }

    // A client that asks and asks and acknowledges nothing must not fill the meter
    @Test
    void takesNoMoreQuestionsWhileTooManyAnswersWait() {
        connect(16, 1);
        int executed = 0;
        for (int i = 0; i < 300; i++) {
            send(16, 1, HdlcFrame.information(executed % 8, 0, true), QUESTION);
            long received = news.stream()
                    .filter(HdlcIndication.Received.class::isInstance)
                    .count();
            if (received > executed) {
                executed++;
                meter.answer(16, new byte[1_900]);
            }
            assertTrue(said().size() <= 7);
        }
        // seven answers in the window, then as many as fit 65536 bytes, and the one that went beyond
        assertEquals(7 + 35, executed);

        send(16, 1, 0x05 | 0x10, Octets.EMPTY);
        List<HdlcFrame> busyBoth = said();
        assertEquals(
                List.of(FrameKind.RNR), busyBoth.stream().map(HdlcFrame::kind).toList());
        send(16, 1, HdlcFrame.receiveReady(7), Octets.EMPTY);
        assertEquals(7, said().size());
    }

    @Test
    void hasRoomForSixteenClientsAndTheNextTakesThePlaceOfOneThatLeft() {
        for (int client = 1; client <= 16; client++) {
            connect(client, 1);
        }
        send(17, 1, FrameKind.SNRM.unnumbered(), Octets.EMPTY);
        assertEquals(List.of(), said());
        send(5, 1, FrameKind.DISC.unnumbered(), Octets.EMPTY);
        said();
        connect(17, 1);
        assertEquals(NOW_MS + 120_000, meter.deadlineMs());
    }

    // There are no segments of UI
    @Test
    void pushesWhatFitsOneFrameToWhoIsConnected() {
        assertFalse(meter.push(16, new byte[10]));
        send(16, 1, FrameKind.SNRM.unnumbered(), Octets.EMPTY);
        said();
        assertTrue(meter.push(16, new byte[125]));
        HdlcFrame push = said().get(0);
        assertEquals(0x03, push.control());
        assertEquals("E6E700" + "00".repeat(125), push.information().toHex());
        assertFalse(meter.push(16, new byte[126]));
        assertFalse(meter.push(2, new byte[1]));
        assertEquals(List.of(), said());
    }

    @Test
    void hasNoTimeOutsWhenTheyAreZero() {
        meter = meter(HdlcSecondary.NO_TIMEOUT, HdlcSecondary.NO_TIMEOUT);
        connect(16, 1);
        assertEquals(Long.MAX_VALUE, meter.deadlineMs());
        meter.wake(Long.MAX_VALUE - 1);
        byte[] poll = new HdlcFrame(
                        HdlcAddress.of(1), HdlcAddress.of(16), false, HdlcFrame.receiveReady(0), Octets.EMPTY)
                .encode();
        meter.receive(java.util.Arrays.copyOf(poll, 4), NOW_MS);
        meter.receive(java.util.Arrays.copyOfRange(poll, 4, poll.length), NOW_MS + 3_600_000);
        assertEquals(List.of(FrameKind.RR), said().stream().map(HdlcFrame::kind).toList());
    }

    @Test
    void tellsWhenALinkIsDownByItself() {
        connect(16, 1);
        meter.wake(NOW_MS + 119_999);
        assertEquals(Optional.empty(), meter.nextIndication());
        meter.wake(NOW_MS + 120_000);
        assertEquals(Optional.of(new HdlcIndication.Disconnected(16, "inactivity time-out")), meter.nextIndication());
        assertEquals(Long.MAX_VALUE, meter.deadlineMs());
    }

    // The poll before SNRM was answered by UA: no RR after it
    @Test
    void answersAPollOfTheOldLinkNoMore() {
        connect(16, 1);
        byte[] poll = new HdlcFrame(
                        HdlcAddress.of(1), HdlcAddress.of(16), false, HdlcFrame.receiveReady(0), Octets.EMPTY)
                .encode();
        meter.receive(poll, NOW_MS);
        send(16, 1, FrameKind.SNRM.unnumbered(), Octets.EMPTY);
        assertEquals(List.of(FrameKind.UA), said().stream().map(HdlcFrame::kind).toList());
    }
}
