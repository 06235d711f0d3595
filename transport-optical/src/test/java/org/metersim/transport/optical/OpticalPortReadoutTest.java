package org.metersim.transport.optical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.runtime.LineControl;

/** Mode C, to which every acknowledgement without HDLC leads. IEC 62056-21, 6.4.3. */
class OpticalPortReadoutTest {

    private static final String REQUEST = "2F 3F 21 0D 0A";

    // STX, "1-0:1.8.0(000123*Wh)", CR LF, "!", CR LF, ETX; BCC is the exclusive or of all after STX, by hand
    private static final String DATA_MESSAGE =
            "02 31 2D 30 3A 31 2E 38 2E 30 28 30 30 30 31 32 33 2A 57 68 29 0D 0A 21 0D 0A 03 19";

    private static final String DATA_MESSAGE_WITH_PARITY =
            "82 B1 2D 30 3A B1 2E B8 2E 30 28 30 30 30 B1 B2 33 AA D7 E8 A9 8D 0A 21 8D 0A 03 99";

    // BCC 71 as in a capture of a DRS155M (gist.github.com/hdo/4231981)
    private static final String BREAK = "01 42 30 03 71";

    private final Bench bench = Bench.port(Bench.METER);

    private void identify() {
        bench.send(REQUEST);
        bench.pass(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "06 30 35 30 0D 0A", // ACK 0 5 0: readout
                "06 30 35 32 0D 0A", // ACK 0 5 2: V is not 2
                "06 32 35 36 0D 0A", // ACK 2 5 6: Y is not 2
                "06 32 35 30 0D 0A", // ACK 2 5 0
                "06 31 35 31 0D 0A" // ACK 1 5 1: programming, but of the secondary protocol
            })
    void readsOutAtTheAgreedRate(String acknowledgement) {
        identify();
        assertEquals("", bench.send(acknowledgement));
        assertEquals(9600, bench.line.meterBaud());
        bench.atBaud(9600);

        assertEquals("", bench.pass(199));
        assertEquals(DATA_MESSAGE, bench.pass(1));
        assertTrue(bench.sessions.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void readsOutHoweverTheStreamIsCut(int chunkLength) {
        bench.send(REQUEST, chunkLength);
        bench.pass(200);
        bench.send("06 30 30 30 0D 0A", chunkLength);

        assertEquals(DATA_MESSAGE, bench.pass(200));
    }

    @Test
    void readsOutWithParityWhenAskedWithParity() {
        bench.send("AF 3F 21 8D 0A");
        bench.pass(200);
        bench.send("06 30 35 30 8D 0A");

        assertEquals(DATA_MESSAGE_WITH_PARITY, bench.atBaud(9600).pass(200));
    }

    // 28 characters of 10 bits: 30 ms at 9600 baud, 934 ms at 300 baud
    @ParameterizedTest
    @CsvSource({"35, 9600, 30", "30, 300, 934"})
    void goesBackToTheInitialRateWhenTheDataSetHasLeft(String z, int baud, long wireMs) {
        identify();
        bench.send("06 30 " + z + " 30 0D 0A");
        bench.atBaud(baud).pass(200);

        bench.pass(wireMs - 1);
        assertEquals(OpticalPort.State.LEAVING, bench.state());
        assertEquals(baud, bench.line.meterBaud());
        bench.pass(1);
        assertEquals(OpticalPort.State.IDLE, bench.state());
        assertEquals(300, bench.line.meterBaud());
    }

    @Test
    void isIdleAtOnceOnALineWithoutSettings() {
        OpticalPort port = new OpticalPort(Bench.METER, LineControl.NONE, FakeSession::new, atMs -> Bench.DATA_SET);
        Bench tcp = Bench.of(port);
        tcp.send(REQUEST);
        tcp.pass(200);
        tcp.send("06 30 35 30 0D 0A");

        assertEquals(DATA_MESSAGE, tcp.pass(200));
        assertEquals(OpticalPort.State.IDLE, port.state());
    }

    @Test
    void readsOutTheDataSetOfThatMoment() {
        OpticalPort port = new OpticalPort(Bench.METER, LineControl.NONE, FakeSession::new, atMs -> atMs + "\u00e9");
        Bench tcp = Bench.of(port);
        tcp.nowMs = 1000;
        tcp.send(REQUEST);
        tcp.pass(200);
        tcp.send("06 30 35 30 0D 0A");

        // "1400", then "?" for what is no ASCII
        assertEquals("02 31 34 30 30 3F 21 0D 0A 03 1F", tcp.pass(200));
    }

    @Test
    void doesNotReadOutAtARateThatWasNotOffered() {
        identify();
        bench.send("06 30 36 30 0D 0A");

        assertEquals("", bench.pass(10_000));
    }

    @Test
    void refusesProgrammingWithABreak() {
        identify();
        bench.send("06 30 35 31 0D 0A");
        assertEquals(9600, bench.line.meterBaud());
        bench.atBaud(9600);

        assertEquals(BREAK, bench.pass(200));
        assertEquals("", bench.pass(10_000));
        assertEquals(OpticalPort.State.IDLE, bench.state());
        assertEquals(300, bench.line.meterBaud());
    }
}
