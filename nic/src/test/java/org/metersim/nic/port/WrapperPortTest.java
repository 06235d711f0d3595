package org.metersim.nic.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.metrology.link.MeterReply;
import org.metersim.nic.Bench;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.Layer;

// The wrapper, Green Book 7.3.
class WrapperPortTest {

    private static final String GET_CLOCK = "0001 0010 0001 000D C001C1 0008 0000010000FF 02 00";
    private static final String CLOCK = "0001 0001 0010 0012 C401C100 090C07EA0B16070C000000FFC400".replace(" ", "");
    private static final String GET_ENERGY = "C001C1 0003 0100010800FF 02 00";

    private final Bench bench = new Bench();
    private final Bench.Client client = bench.associated(Bench.PUBLIC, Bench.AARQ_PUBLIC);
    private final Endpoint port = client.port;

    @BeforeEach
    void setTheClock() {
        bench.board.with("8 0-0:1.0.0.255 a2", "090C07EA0B16070C000000FFC400");
        bench.board.with("3 1-0:1.8.0.255 a2", "060001E240");
    }

    private String send(String hex) {
        port.receive(Hex.bytes(hex), bench.nowMs);
        return Bench.output(port);
    }

    // TCP is a stream: the cut between two reads may fall anywhere.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 20})
    void answersTheSameHoweverTheStreamIsCut(int chunkBytes) {
        byte[] request = Hex.bytes(GET_CLOCK);
        for (int at = 0; at < request.length; at += chunkBytes) {
            port.receive(Arrays.copyOfRange(request, at, Math.min(request.length, at + chunkBytes)), bench.nowMs);
        }

        assertEquals(CLOCK, Bench.output(port));
    }

    @Test
    void severalUnitsInOneSegmentAreAnsweredInTheirOrder() {
        // attribute 3 is one that the board of this test does not answer: object-unavailable
        assertEquals(
                CLOCK + "0001000100100005C401C1010B" + CLOCK,
                send(GET_CLOCK + "0001 0010 0001 000D C001C1 0008 0000010000FF 03 00" + GET_CLOCK));
    }

    // several clients on one connection, each with an association of its own
    @Test
    void eachClientOfAConnectionHasItsOwnAssociation() {
        Bench.Client reader = client.and(Bench.READER);

        assertEquals("D80101", reader.ask(GET_ENERGY));
        reader.ask(Bench.AARQ_READER);
        assertEquals("C401C100060001E240", reader.ask(GET_ENERGY));
        assertEquals("C401C10104", client.ask(GET_ENERGY));
        assertEquals("6303800100", reader.ask("6200"));
        assertEquals("D80101", reader.ask(GET_ENERGY));
        assertEquals("C401C10104", client.ask(GET_ENERGY));
    }

    // ... and the same client on two connections two of them
    @Test
    void anAssociationBelongsToItsConnection() {
        assertEquals("D80101", bench.wrapper(Bench.PUBLIC).ask(GET_ENERGY));
        assertEquals("C401C10104", client.ask(GET_ENERGY));
    }

    @Test
    void aFrameForAnotherLogicalDeviceIsPassedOver() {
        assertEquals("", send(GET_CLOCK.replace("0010 0001", "0010 0011")));
        assertTrue(bench.journal.has(Layer.HINT, "passed over a frame to logical device 17"));
        assertEquals(CLOCK, send(GET_CLOCK));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0002 0010 0001 000D C001C1", "0000 0010 0001 0001 00", "7EA0070321930F017E"})
    void whatIsNoWrapperIsHungUpOn(String bytes) {
        assertEquals("", send(bytes));
        assertTrue(port.isClosed());
        assertEquals(0, bench.nic.status(bench.nowMs).ports());
        assertEquals("", send(GET_CLOCK));
    }

    @Test
    void theJournalSaysWhenHdlcIsSpokenToTheWrapper() {
        send("7EA0070321930F017E");

        assertTrue(bench.journal.has(Layer.HINT, "this is HDLC on a wrapper port, set the interface to wrapper"));
    }

    @Test
    void answersToWhatCameBeforeTheNoiseAreStillSent() {
        assertEquals(CLOCK, send(GET_CLOCK + "FFFFFFFFFFFFFFFF"));
        assertTrue(port.isClosed());
    }

    // class 41 of sim-1p: 180 s
    @Test
    void aSilentConnectionIsHungUp() {
        bench.nowMs += 100_000;
        send(GET_CLOCK);
        assertEquals(bench.nowMs + 180_000, port.deadlineMs());
        port.wake(bench.nowMs + 179_999);
        assertFalse(port.isClosed());

        port.wake(bench.nowMs + 180_000);
        assertTrue(port.isClosed());
        assertEquals(Endpoint.NEVER, port.deadlineMs());
        assertTrue(bench.states().contains("association public of client SAP 16: ASSOCIATED -> IDLE on LINK_LOST"));
    }

    @Test
    void aWrittenTimeOutHoldsForTheNextConnectionAndZeroIsNone() {
        Bench endless =
                new Bench(Bench.sim1p("connections: 4, inactivity-s: 180", "connections: 4, inactivity-s: 0"), 12_345);
        Endpoint quiet = endless.nic.openWrapper(endless.nowMs);
        quiet.wake(endless.nowMs + 365L * 86_400_000);

        assertFalse(quiet.isClosed());
    }

    @Test
    void aLostLineEndsTheAssociation() {
        port.lineLost(bench.nowMs);

        assertTrue(bench.nic.status(bench.nowMs).associations().isEmpty());
        assertTrue(bench.nic.isAtRest());
    }

    // class 41 of sim-1p: 4 at a time
    @Test
    void aConnectionTooManyIsHungUpAtOnce() {
        for (int i = 0; i < 3; i++) {
            assertFalse(bench.nic.openWrapper(bench.nowMs).isClosed());
        }

        assertTrue(bench.nic.openWrapper(bench.nowMs).isClosed());
        port.lineLost(bench.nowMs);
        assertFalse(bench.nic.openWrapper(bench.nowMs).isClosed());
    }

    @Test
    void nothingIsAskedOfMetrologyTwice() {
        bench.board.with("8 0-0:1.0.0.255 a2", MeterReply.NO_ANSWER);
        send(GET_CLOCK);

        assertEquals(1, bench.board.asked.size());
    }
}
