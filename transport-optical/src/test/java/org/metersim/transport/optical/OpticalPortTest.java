package org.metersim.transport.optical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.runtime.LineControl;

/** Sign-on in mode E at the meter's end. IEC 62056-21, 6.4.5 and annex E. */
class OpticalPortTest {

    private static final String REQUEST = "2F 3F 21 0D 0A";
    private static final String IDENTIFICATION = "2F 53 49 4D 35 5C 32 53 49 4D 2D 31 50 0D 0A";
    private static final String ACKNOWLEDGEMENT = "06 32 35 32 0D 0A";
    private static final String SNRM = "7E A0 07 03 21 93 0F 01 7E";

    private final Bench bench = Bench.port(Bench.METER);

    private static void signOn(Bench bench) {
        bench.send(REQUEST);
        bench.pass(200);
        bench.send(ACKNOWLEDGEMENT);
        bench.atBaud(9600).pass(200);
    }

    // dlms-wire V28, with the \2 that offers HDLC; the stream may be cut anywhere
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void signsOnAndHandsTheLineToHdlcHoweverTheStreamIsCut(int chunkLength) {
        assertEquals("", bench.send(REQUEST, chunkLength));
        assertEquals(IDENTIFICATION, bench.pass(200));
        assertEquals("", bench.send(ACKNOWLEDGEMENT, chunkLength));
        assertEquals(9600, bench.line.meterBaud());
        bench.atBaud(9600);
        assertEquals(ACKNOWLEDGEMENT, bench.pass(200));

        bench.latest().say("7E A0 01");
        assertEquals("7E A0 01", bench.send(SNRM, chunkLength));
        assertEquals(SNRM, bench.latest().heard());
        assertFalse(bench.endpoint.isClosed());
    }

    // an answer comes no sooner than the reaction time
    @Test
    void answersAfterTheReactionTime() {
        bench.send(REQUEST);

        assertEquals(bench.nowMs + 200, bench.endpoint.deadlineMs());
        assertEquals("", bench.pass(199));
        assertEquals(IDENTIFICATION, bench.pass(1));
    }

    // 6.3.2: a third letter in lower case promises 20 ms
    @Test
    void saysThatItReactsFast() {
        Bench fast = Bench.port(new OpticalPort.Settings("SIM", "", "1", 300, 19200, 20, 30_000, false, false));
        fast.send(REQUEST);

        assertEquals("2F 53 49 6D 36 5C 32 0D 0A", fast.pass(20));
    }

    // 7E1 on a wire of eight bits: who sends parity gets parity
    @Test
    void answersWithParityToARequestWithParity() {
        bench.send("AF 3F 21 8D 0A");
        assertEquals("AF 53 C9 4D 35 5C B2 53 C9 4D 2D B1 50 8D 0A", bench.pass(200));
        bench.send("06 B2 35 B2 8D 0A");
        bench.atBaud(9600);
        assertEquals("06 B2 35 B2 8D 0A", bench.pass(200));
        bench.latest().say("7E AF 3F");

        assertEquals("7E AF 3F", bench.send(SNRM));
        assertEquals(SNRM, bench.latest().heard());
    }

    @Test
    void forgetsParityWithTheNextRequest() {
        bench.send("AF 3F 21 8D 0A");
        bench.pass(5_000);
        bench.send(REQUEST);

        assertEquals(IDENTIFICATION, bench.pass(200));
    }

    // 6.3.1: the address of the device, leading zeros of no account
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2F 3F 31 32 33 34 35 21 0D 0A",
                "2F 3F 30 30 30 31 32 33 34 35 21 0D 0A",
                "2F 3F 30 30 30 30 30 30 31 32 33 34 35 21 0D 0A"
            })
    void answersToItsAddress(String request) {
        bench.send(request);

        assertEquals(IDENTIFICATION, bench.pass(200));
    }

    @ParameterizedTest
    @CsvSource({
        "2F 3F 31 32 33 34 36 21 0D 0A, 12346",
        "2F 3F 31 32 33 34 35 30 21 0D 0A, 123450",
        "2F 3F 32 33 34 35 21 0D 0A, 2345",
        "2F 3F 30 21 0D 0A, 0"
    })
    void isSilentToAnotherAddress(String request) {
        bench.send(request);

        assertEquals("", bench.pass(10_000));
        assertEquals(OpticalPort.State.IDLE, bench.state());
    }

    @ParameterizedTest
    @CsvSource({
        "2F 3F 21 0D, no LF",
        "2F 3F 21 0A, no CR",
        "2F 21 0D 0A, no question mark",
        "2F 3F 0D 0A, no exclamation mark",
        "2F 3F 31 2E 35 21 0D 0A, a full stop in the address",
        "2F 3F 21 21 0D 0A, one exclamation mark too many",
        "3F 21 0D 0A, no slash"
    })
    void isSilentToWhatIsNoRequest(String request) {
        bench.send(request);

        assertEquals("", bench.pass(10_000));
    }

    // annex B: NUL characters wake a battery device; a probe that is put on adds garbage
    @ParameterizedTest
    @ValueSource(strings = {"00 00 00 00", "FF 21 0D 0A 55", "2F 3F", "06 06", "2F"})
    void skipsWhatPrecedesARequest(String garbage) {
        bench.send(garbage);
        bench.send(REQUEST);

        assertEquals(IDENTIFICATION, bench.pass(200));
    }

    // an address has 32 characters at most; a line of 64 without an end is forgotten
    @Test
    void takesTheLongestAddressAndNoLonger() {
        String zeros = "30".repeat(27);
        bench.send("2F3F" + zeros + "3132333435" + "210D0A");
        assertEquals(IDENTIFICATION, bench.pass(200));
        bench.pass(5_000);

        bench.send("2F3F" + zeros + "303132333435" + "210D0A");
        bench.send("2F3F" + "30".repeat(1000) + "210D0A");

        assertEquals("", bench.pass(5_000));
    }

    // a client that missed the identification asks again
    @Test
    void answersARepeatedRequest() {
        bench.send(REQUEST);
        bench.pass(1_000);
        bench.send(REQUEST);

        assertEquals(IDENTIFICATION, bench.pass(200));
    }

    @Test
    void leavesTheLineToAnotherMeterThatIsAddressed() {
        bench.send(REQUEST);
        bench.pass(200);
        bench.send("2F 3F 39 21 0D 0A");

        assertEquals("", bench.send(ACKNOWLEDGEMENT) + bench.pass(10_000));
        assertEquals(300, bench.line.meterBaud());
    }

    @Test
    void ignoresAnAcknowledgementNobodyAskedFor() {
        assertEquals("", bench.send(ACKNOWLEDGEMENT) + bench.pass(10_000));
        assertEquals(300, bench.line.meterBaud());
    }

    // Z may be lower than offered
    @ParameterizedTest
    @CsvSource({"30, 300", "31, 600", "32, 1200", "33, 2400", "34, 4800", "35, 9600"})
    void changesToALowerRate(String z, int baud) {
        bench.send(REQUEST);
        bench.pass(200);
        bench.send("06 32 " + z + " 32 0D 0A");

        assertEquals(baud, bench.line.meterBaud());
        assertEquals("06 32 " + z + " 32 0D 0A", bench.atBaud(baud).pass(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"36", "37", "39", "41", "2F", "20"})
    void doesNotAnswerToARateThatWasNotOffered(String z) {
        bench.send(REQUEST);
        bench.pass(200);
        bench.send("06 32 " + z + " 32 0D 0A");

        assertEquals("", bench.pass(10_000));
        assertEquals(300, bench.line.meterBaud());
        assertEquals(OpticalPort.State.IDLE, bench.state());
    }

    // what comes at another rate is noise at every step
    @Test
    void hearsNoiseAtAWrongRate() {
        assertEquals("", bench.atBaud(9600).send(REQUEST) + bench.pass(1_000));
        assertEquals("", bench.send(SNRM));
        assertTrue(bench.sessions.isEmpty());

        bench.atBaud(300).send(REQUEST);
        assertEquals(IDENTIFICATION, bench.pass(200));
        assertEquals("", bench.atBaud(9600).send(ACKNOWLEDGEMENT) + bench.pass(1_000));
        bench.atBaud(300).send(ACKNOWLEDGEMENT);
        bench.pass(200);
        bench.send(SNRM);
        assertEquals("", bench.latest().heard());
        bench.atBaud(9600).send(SNRM);
        assertEquals(SNRM, bench.latest().heard());
    }

    @Test
    void takesAnyRateOnALineWithoutSettings() {
        FakeSession session = new FakeSession();
        Bench tcp = Bench.of(new OpticalPort(Bench.METER, LineControl.NONE, () -> session, atMs -> Bench.DATA_SET));
        tcp.send(REQUEST);
        assertEquals(IDENTIFICATION, tcp.pass(200));
        tcp.send(ACKNOWLEDGEMENT);
        assertEquals(ACKNOWLEDGEMENT, tcp.pass(200));
        tcp.send(SNRM);

        assertEquals(SNRM, session.heard());
    }

    // half duplex: what the client says before it was answered is lost
    @Test
    void doesNotHearWhileItIsItsTurn() {
        bench.send(REQUEST);
        bench.pass(200);
        bench.send(ACKNOWLEDGEMENT + SNRM);
        bench.atBaud(9600).send(SNRM);
        bench.pass(200);

        assertEquals("", bench.latest().heard());
    }

    @Test
    void givesTheSessionItsTime() {
        signOn(bench);
        bench.latest().waitUntil(bench.nowMs + 700);

        assertEquals(bench.nowMs + 700, bench.endpoint.deadlineMs());
        assertEquals("7E 7E", bench.pass(700));
    }

    // a session may have something to say that nobody asked for
    @Test
    void carriesWhatTheSessionSaysUnasked() {
        signOn(bench);
        bench.latest().say("7E A0 02");

        assertEquals("7E A0 02", Hex.of(bench.endpoint.nextOutput().orElseThrow()));
    }

    @Test
    void signsOnAnewWhenTheSessionHasClosed() {
        signOn(bench);
        FakeSession first = bench.latest();
        first.say("7E 73 7E");
        first.close();
        assertEquals("7E 73 7E", bench.send("7E 53 7E"));

        bench.pass(1_000);
        assertEquals(300, bench.line.meterBaud());
        assertFalse(first.isLost());
        bench.atBaud(300);
        signOn(bench);
        assertNotSame(first, bench.latest());
    }

    // direct HDLC: no sign-on
    @Test
    void passesEverythingStraightOnInDirectMode() {
        Bench direct = Bench.port(new OpticalPort.Settings("SIM", "", "1", 9600, 9600, 200, 30_000, false, true));
        direct.atBaud(9600).send("00" + REQUEST);

        assertEquals("00 " + REQUEST, direct.latest().heard());
        assertEquals("", direct.pass(1_000));
        assertEquals(1, direct.sessions.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9})
    void takesAFlagForTheBeginOfHdlc(int chunkLength) {
        bench.send(SNRM, chunkLength);

        assertEquals(SNRM, bench.latest().heard());
        assertEquals(1, bench.sessions.size());
    }

    @Test
    void takesNoFlagForHdlcBetweenIdentificationAndAcknowledgement() {
        bench.send(REQUEST);
        bench.pass(200);
        bench.send(SNRM);

        assertTrue(bench.sessions.isEmpty());
    }

    // an optical head that sees its own light
    @Test
    void sendsBackWhatItHearsWhenItEchoes() {
        Bench echoing = Bench.port(Bench.ECHOING);

        assertEquals(REQUEST, echoing.send(REQUEST, 2));
        assertEquals(IDENTIFICATION, echoing.pass(200));
        assertEquals(ACKNOWLEDGEMENT, echoing.send(ACKNOWLEDGEMENT));
        assertEquals(ACKNOWLEDGEMENT, echoing.atBaud(9600).pass(200));
        echoing.latest().say("7E A0 01");
        assertEquals(SNRM + " 7E A0 01", echoing.send(SNRM));
    }

    @Test
    void refusesSettingsThatNoMeterHas() {
        assertThrows(IllegalArgumentException.class, () -> settings("SIm", "SIM-1P", "1", 9600));
        assertThrows(IllegalArgumentException.class, () -> settings("SIM", "SIM/1P", "1", 9600));
        assertThrows(IllegalArgumentException.class, () -> settings("SIM", "12345678901234567", "1", 9600));
        assertThrows(IllegalArgumentException.class, () -> settings("SIM", "SIM-1P", "1!", 9600));
        assertThrows(IllegalArgumentException.class, () -> settings("SIM", "SIM-1P", "1", 115_200));
    }

    private static OpticalPort.Settings settings(String flag, String identification, String address, int baud) {
        return new OpticalPort.Settings(flag, identification, address, 300, baud, 200, 1, false, false);
    }
}
