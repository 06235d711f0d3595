package org.metersim.transport.optical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.runtime.Endpoint;

/** Sign-on in mode E at the client's end. IEC 62056-21, 6.4.5 and annex E. */
class OpticalSignOnTest {

    // "/?!" CR LF and ACK 2 5 2 CR LF, seven bits and even parity
    private static final String REQUEST = "AF 3F 21 8D 0A";
    private static final String ACKNOWLEDGEMENT = "06 B2 35 B2 8D 0A";

    private static final String IDENTIFICATION = "2F 53 49 4D 35 5C 32 53 49 4D 2D 31 50 0D 0A";
    private static final String CONFIRMATION = "06 32 35 32 0D 0A";

    private final FakeSession session = new FakeSession();
    private final SerialLine line = new SerialLine();
    private final OpticalSignOn signOn = new OpticalSignOn("", line.clientEnd(), 19_200, session);
    private final Bench bench = Bench.of(signOn);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 15})
    void signsOnHoweverTheStreamIsCut(int chunkLength) {
        assertEquals(REQUEST, bench.pass(0));
        assertEquals(300, line.clientBaud());
        assertEquals(ACKNOWLEDGEMENT, bench.send(IDENTIFICATION, chunkLength));
        assertEquals(Optional.of("/SIM5\\2SIM-1P"), signOn.identification());
        assertEquals("", bench.pass(200));
        assertEquals(9600, line.clientBaud());
        assertEquals(0, session.wakes());

        session.say("7E A0 07 03 21 93 0F 01 7E");
        assertEquals("7E A0 07 03 21 93 0F 01 7E", bench.send(CONFIRMATION, chunkLength));
        assertEquals(1, session.wakes());
        assertEquals("", bench.send("7E A0 1E", chunkLength));
        assertEquals("7E A0 1E", session.heard());
        assertFalse(signOn.isClosed());
        assertTrue(signOn.failure().isEmpty());
    }

    @Test
    void takesAnswersWithParity() {
        bench.pass(0);
        assertEquals(ACKNOWLEDGEMENT, bench.send("AF 53 C9 4D 35 5C B2 53 C9 4D 2D B1 50 8D 0A"));
        bench.pass(200);
        bench.send("06 B2 35 B2 8D 0A 7E");

        assertEquals("7E", session.heard());
    }

    @Test
    void asksForOneMeter() {
        Bench one = Bench.of(new OpticalSignOn("12345", line.clientEnd(), 9600, session));

        assertEquals("AF 3F B1 B2 33 B4 35 21 8D 0A", one.pass(0));
    }

    // six characters of ten bits at 300 baud: the rate must not change before they have left
    @Test
    void changesItsRateWhenTheAcknowledgementHasLeft() {
        bench.pass(0);
        bench.send(IDENTIFICATION);

        bench.pass(199);
        assertEquals(300, line.clientBaud());
        bench.pass(1);
        assertEquals(9600, line.clientBaud());
    }

    // a line that is faster than its rate says, as pseudo terminals are
    @Test
    void takesAConfirmationThatComesEarly() {
        bench.pass(0);
        bench.send(IDENTIFICATION);
        bench.pass(20);
        bench.send(CONFIRMATION + "7E");

        assertEquals(9600, line.clientBaud());
        assertEquals("7E", session.heard());
        assertEquals("", bench.pass(60_000));
        assertEquals(OpticalSignOn.State.SIGNED_ON, signOn.state());
    }

    // Z of the acknowledgement, with parity: the lower of what the meter offers and the client can do
    @ParameterizedTest
    @CsvSource({
        "35, 19200, 35, 9600",
        "36, 9600, 35, 9600",
        "35, 9599, B4, 4800",
        "30, 9600, 30, 300",
        "36, 115200, 36, 19200"
    })
    void choosesTheLowerRate(String offered, int maxBaud, String chosen, int baud) {
        Bench client = Bench.of(new OpticalSignOn("", line.clientEnd(), maxBaud, session));
        client.pass(0);

        assertEquals("06 B2 " + chosen + " B2 8D 0A", client.send("2F 53 49 4D " + offered + " 5C 32 0D 0A"));
        client.pass(200);
        assertEquals(baud, line.clientBaud());
    }

    // an optical head that sees its own light: the first acknowledgement is the client's own
    @ParameterizedTest
    @ValueSource(strings = {REQUEST, "2F 3F 21 0D 0A", "00 FF AF 3F 21 8D 0A"})
    void leavesOutItsEcho(String echo) {
        bench.pass(0);
        assertEquals("", bench.send(echo));
        assertEquals(ACKNOWLEDGEMENT, bench.send(IDENTIFICATION));
        bench.send(ACKNOWLEDGEMENT);
        assertEquals(OpticalSignOn.State.ACKNOWLEDGING, signOn.state());
        bench.pass(200);
        session.say("7E 01 02 7E");
        session.say("7E 03 04 7E");
        assertEquals("7E 01 02 7E 7E 03 04 7E", bench.send(CONFIRMATION));

        bench.send("7E 01 02 7E 7E");
        assertEquals("", session.heard());
        bench.send("03 04 7E 7E 05 06 7E");
        assertEquals("7E 05 06 7E", session.heard());
        // the echo ends: what looked like one is handed over whole
        session.say("7E 07 7E");
        bench.send("");
        bench.endpoint.nextOutput();
        bench.send("7E 08 7E");
        assertEquals("7E 08 7E", session.heard());
    }

    @Test
    void takesNothingForAnEchoWhenThereWasNone() {
        bench.pass(0);
        bench.send(IDENTIFICATION);
        bench.pass(200);
        session.say("7E 01 7E");
        bench.send(CONFIRMATION);
        bench.send("7E 01 7E");

        assertEquals("7E 01 7E", session.heard());
    }

    @Test
    void asksTwiceAndSaysWhyItGaveUp() {
        assertEquals(REQUEST, bench.pass(1_999));
        assertEquals(REQUEST, bench.pass(2_000));
        assertFalse(signOn.isClosed());
        assertEquals("", bench.pass(1));

        assertTrue(signOn.isClosed());
        assertTrue(session.isLost());
        assertEquals(Endpoint.NEVER, signOn.deadlineMs());
        assertEquals(
                "no meter answered the sign-on at 300 baud (2 tries): check the probe, the port and the address",
                signOn.failure().orElseThrow());
        assertTrue(signOn.identification().isEmpty());
        assertEquals("", bench.send(IDENTIFICATION) + bench.pass(60_000));
    }

    @Test
    void namesTheMeterThatDidNotAnswer() {
        OpticalSignOn one = new OpticalSignOn("12345", line.clientEnd(), 9600, session);
        Bench.of(one).pass(10_000);

        assertEquals(
                "12345 did not answer the sign-on at 300 baud (2 tries): check the probe, the port and the address",
                one.failure().orElseThrow());
    }

    @Test
    void signsOnAtTheSecondTry() {
        bench.pass(2_500);
        assertEquals(ACKNOWLEDGEMENT, bench.send(IDENTIFICATION));
        bench.pass(200);
        bench.send(CONFIRMATION);

        assertEquals(OpticalSignOn.State.SIGNED_ON, signOn.state());
    }

    // without a confirmation the meter is somewhere else: the whole sign-on again, at 300 baud
    @Test
    void beginsAgainWhenTheMeterDoesNotConfirm() {
        bench.pass(0);
        bench.send(IDENTIFICATION);

        assertEquals(REQUEST, bench.pass(2_200));
        assertEquals(300, line.clientBaud());
        bench.send("2F 53 49 4D 34 0D 0A");
        assertEquals("", bench.pass(2_200));
        assertEquals(
                "meter /SIM4 did not confirm HDLC at 4800 baud (2 tries), and its identification does not offer HDLC",
                signOn.failure().orElseThrow());
        assertTrue(signOn.isClosed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "06 32 34 32 0D 0A", // another rate
                "06 30 35 32 0D 0A", // another protocol
                "06 32 35 32 0A", // no CR
                "02 31 2E 38 2E 30 28 31 29 0D 0A 21 0D 0A 03 00" // a readout
            })
    void takesNothingElseForTheConfirmation(String message) {
        bench.pass(0);
        bench.send(IDENTIFICATION);
        bench.pass(200);
        bench.send(message);

        assertEquals(OpticalSignOn.State.AWAITING_CONFIRMATION, signOn.state());
    }

    @ParameterizedTest
    @CsvSource({
        "2F 53 49 4D 41 5C 32 0D 0A, Z of mode B",
        "2F 53 49 31 35 5C 32 0D 0A, a digit in the flag",
        "2F 53 49 4D 0D 0A, no Z",
        "2F 53 49 4D 35 5C 32 0A, no CR",
        "2F 53 49 4D 35 31 32 33 34 35 36 37 38 39 30 31 32 33 34 35 36 37 0D 0A, 17 characters"
    })
    void takesNothingElseForTheIdentification(String message) {
        bench.pass(0);

        assertEquals("", bench.send(message));
        assertEquals(OpticalSignOn.State.AWAITING_IDENTIFICATION, signOn.state());
    }

    // an answer that is coming in at 300 baud may end, but not never
    @Test
    void waitsForTheEndOfAnAnswer() {
        bench.pass(1_900);
        bench.send("2F 53 49 4D");
        assertEquals("", bench.pass(1_400));
        assertEquals(ACKNOWLEDGEMENT, bench.send("35 5C 32 0D 0A"));
    }

    @Test
    void doesNotWaitForAnAnswerThatNeverEnds() {
        StringBuilder said = new StringBuilder(bench.pass(0));
        for (int i = 0; i < 100; i++) {
            said.append(bench.send("2F 53")).append(bench.pass(100));
        }

        assertEquals(REQUEST + REQUEST, said.toString());
        assertTrue(signOn.isClosed());
    }

    @Test
    void saysThatTheLineWasLost() {
        bench.pass(0);
        signOn.lineLost(bench.nowMs);

        assertEquals("the line was lost during the sign-on", signOn.failure().orElseThrow());
        assertTrue(signOn.isClosed());
        assertTrue(session.isLost());
    }

    @Test
    void tellsTheSessionOfALostLineAndOfItsTime() {
        bench.pass(0);
        bench.send(IDENTIFICATION);
        bench.pass(200);
        bench.send(CONFIRMATION);
        session.waitUntil(bench.nowMs + 50);
        assertEquals("7E 7E", bench.pass(50));
        signOn.lineLost(bench.nowMs);

        assertTrue(session.isLost());
        assertTrue(signOn.failure().isEmpty());
        assertFalse(signOn.isClosed());
        session.close();
        assertTrue(signOn.isClosed());
    }

    @Test
    void refusesWhatNoMeterCanBeAskedFor() {
        assertThrows(IllegalArgumentException.class, () -> new OpticalSignOn("1!", line.clientEnd(), 9600, session));
        assertThrows(IllegalArgumentException.class, () -> new OpticalSignOn("", line.clientEnd(), 299, session));
    }

    @Test
    void printsItsStates() {
        assertTrue(OpticalSignOn.diagram().contains("READY --> AWAITING_IDENTIFICATION : REQUEST_SENT"));
        assertTrue(OpticalPort.diagram().contains("IDENTIFIED --> READING_OUT : READOUT_ACKNOWLEDGED"));
    }
}
