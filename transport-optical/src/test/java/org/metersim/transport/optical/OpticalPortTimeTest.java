package org.metersim.transport.optical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.metersim.runtime.Endpoint;

/** How long the meter waits. IEC 62056-21, 6.4. */
class OpticalPortTimeTest {

    private static final String REQUEST = "2F 3F 21 0D 0A";
    private static final String IDENTIFICATION = "2F 53 49 4D 35 5C 32 53 49 4D 2D 31 50 0D 0A";
    private static final String ACKNOWLEDGEMENT = "06 32 35 32 0D 0A";

    private final Bench bench = Bench.port(Bench.METER);

    private void signOn() {
        bench.send(REQUEST);
        bench.pass(200);
        bench.send(ACKNOWLEDGEMENT);
        bench.atBaud(9600).pass(200);
    }

    @Test
    void waitsForNothingAtRest() {
        assertEquals(Endpoint.NEVER, bench.endpoint.deadlineMs());
    }

    @Test
    void doesNothingWhenWokenEarly() {
        bench.send(REQUEST);
        bench.endpoint.wake(bench.nowMs);
        bench.endpoint.wake(bench.nowMs + 199);

        assertTrue(bench.endpoint.nextOutput().isEmpty());
    }

    // 6.4.3: at most 1500 ms between two characters
    @Test
    void takesAPauseOfFifteenHundredMillisecondsAndNoMore() {
        bench.send("2F 3F");
        bench.pass(1_500);
        bench.send("21 0D 0A");
        assertEquals(IDENTIFICATION, bench.pass(200));
        bench.pass(5_000);

        bench.send("2F 3F");
        bench.pass(1_501);
        bench.send("21 0D 0A");
        assertEquals("", bench.pass(5_000));
        bench.send(REQUEST);
        assertEquals(IDENTIFICATION, bench.pass(200));
    }

    @Test
    void waitsTwoAndAHalfSecondsForAnAcknowledgement() {
        bench.send(REQUEST);
        bench.pass(200);

        assertEquals("", bench.pass(2_499));
        assertEquals(OpticalPort.State.IDENTIFIED, bench.state());
        assertEquals("", bench.pass(1));
        assertEquals(OpticalPort.State.IDLE, bench.state());
        assertEquals("", bench.send(ACKNOWLEDGEMENT) + bench.pass(5_000));
    }

    // the acknowledgement has begun in time: it may end
    @Test
    void letsAnAcknowledgementEnd() {
        bench.send(REQUEST);
        bench.pass(200 + 2_400);
        bench.send("06 32 35");
        bench.pass(1_400);
        bench.send("32 0D 0A");

        assertEquals(ACKNOWLEDGEMENT, bench.atBaud(9600).pass(200));
    }

    // no SNRM: back to 300 baud
    @Test
    void givesUpTheLineWhenNoHdlcFollows() {
        signOn();
        FakeSession session = bench.latest();

        bench.pass(29_999);
        assertFalse(session.isLost());
        assertEquals(9600, bench.line.meterBaud());
        bench.pass(1);
        assertTrue(session.isLost());
        assertEquals(300, bench.line.meterBaud());
        assertEquals(OpticalPort.State.IDLE, bench.state());
        bench.atBaud(300).send(REQUEST);
        assertEquals(IDENTIFICATION, bench.pass(200));
    }

    @Test
    void keepsTheLineAsLongAsTheClientSpeaks() {
        signOn();
        bench.pass(29_000);
        bench.send("7E");
        bench.pass(29_000);
        assertFalse(bench.latest().isLost());

        // noise is no sign of life
        bench.atBaud(300).send("7E");
        bench.pass(1_000);
        assertTrue(bench.latest().isLost());
    }

    @Test
    void keepsTheLineForEverWhenToldSo() {
        Bench patient =
                Bench.port(new OpticalPort.Settings("SIM", "", "1", 300, 9600, 200, Endpoint.NEVER, false, false));
        patient.send("7E");

        assertEquals(Endpoint.NEVER, patient.endpoint.deadlineMs());
    }

    // a chunk that comes after a deadline nobody was woken for
    @Test
    void isAsFarAsTimeIsWhenBytesArriveLate() {
        bench.send(REQUEST);
        bench.pass(200);
        bench.nowMs += 60_000;

        assertEquals("", bench.send(ACKNOWLEDGEMENT));
        assertEquals(300, bench.line.meterBaud());
    }

    @Test
    void isIdleAgainWhenTheLineIsLost() {
        signOn();
        FakeSession session = bench.latest();
        bench.endpoint.lineLost(bench.nowMs);

        assertTrue(session.isLost());
        assertEquals(OpticalPort.State.IDLE, bench.state());
        assertEquals(300, bench.line.meterBaud());
        assertEquals(Endpoint.NEVER, bench.endpoint.deadlineMs());

        bench.atBaud(300).send("2F 3F");
        bench.endpoint.lineLost(bench.nowMs);
        bench.send("21 0D 0A");
        assertEquals("", bench.pass(5_000));
    }
}
