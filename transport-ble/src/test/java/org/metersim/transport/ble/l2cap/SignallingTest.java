package org.metersim.transport.ble.l2cap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.hci.ConnectionParameters;

/** The LE signalling channel. Core Specification Vol 3 Part A 4.1, 4.20 and 4.21. */
class SignallingTest {

    private static final ConnectionParameters WANTED = new ConnectionParameters(0x18, 0x28, 0, 0x2A);
    private static final String REQUEST = "12 01 08 00 18 00 28 00 00 00 2A 00";

    private final Signalling central = new Signalling(Signalling.Role.CENTRAL);
    private final Signalling peripheral = new Signalling(Signalling.Role.PERIPHERAL);

    private static String answer(Signalling end, String payload) {
        return end.receive(new L2capFrame(L2capFrame.SIGNALLING, Octets.parse(payload)))
                .map(frame -> frame.channel() + ": " + frame.payload())
                .orElse("");
    }

    @Test
    void thePeripheralAsksAndTheCentralAccepts() {
        L2capFrame request = peripheral.requestUpdate(WANTED);
        assertEquals(new L2capFrame(5, Octets.parse(REQUEST)), request);
        assertEquals(Signalling.Update.ASKED, peripheral.update());

        assertEquals("5: 130102000000", answer(central, REQUEST));
        assertEquals(Optional.of(WANTED), central.takeWanted());
        assertEquals(Optional.empty(), central.takeWanted());

        assertEquals("", answer(peripheral, "13 01 02 00 00 00"));
        assertEquals(Signalling.Update.ACCEPTED, peripheral.update());
    }

    @Test
    void theCentralRejectsParametersOutOfRange() {
        assertEquals("5: 130102000100", answer(central, "12 01 08 00 05 00 28 00 00 00 2A 00"));
        assertEquals(Optional.empty(), central.takeWanted());
    }

    @ParameterizedTest
    @CsvSource({
        "13 01 02 00 01 00, REJECTED",
        "01 01 02 00 00 00, REJECTED",
        "13 02 02 00 00 00, ASKED",
        "13 01 01 00 00, ASKED",
        "03 01 00 00, ASKED"
    })
    void onlyTheAnswerToTheRequestSettlesIt(String response, Signalling.Update expected) {
        peripheral.requestUpdate(WANTED);

        assertEquals("", answer(peripheral, response));
        assertEquals(expected, peripheral.update());
    }

    @Test
    void anAnswerThatNobodyAwaitsChangesNothing() {
        assertEquals("", answer(peripheral, "13 01 02 00 00 00"));
        assertEquals(Signalling.Update.NOT_ASKED, peripheral.update());
    }

    // A peripheral is not asked for parameters; connection-oriented channels (14) and anything else are unknown here.
    @ParameterizedTest
    @CsvSource({
        REQUEST + ", 010102000000",
        "14 07 0A 00 80 00 40 00 17 00 17 00 01 00, 010702000000",
        "0A 05 02 00 02 00, 010502000000",
        "FF 09 00 00, 010902000000",
        "12 03 05 00 00, 010302000000"
    })
    void whatItDoesNotKnowIsRejected(String request, String rejected) {
        assertEquals("5: " + rejected, answer(peripheral, request));
    }

    @Test
    void aFrameOfMoreThan23OctetsIsRejectedWithTheMtu() {
        String data = "00".repeat(19);
        assertEquals("5: 010502000000", answer(peripheral, "08 05 13 00" + data));
        assertEquals("5: 0105040001001700", answer(peripheral, "08 05 14 00 00" + data));
    }

    // nothing to answer to: no identifier, the forbidden identifier 0, or itself a rejection
    @ParameterizedTest
    @ValueSource(strings = {"", "12", "12 00 08 00 18 00 28 00 00 00 2A 00", "01 05 02 00 00 00", "01 05"})
    void whatHasNoIdentifierIsNotAnswered(String payload) {
        assertEquals("", answer(peripheral, payload));
    }

    @Test
    void identifiersRunFrom1To255() {
        for (int i = 0; i < 255; i++) {
            peripheral.requestUpdate(WANTED);
        }
        assertEquals(Octets.parse(REQUEST), peripheral.requestUpdate(WANTED).payload());
        assertThrows(IllegalStateException.class, () -> central.requestUpdate(WANTED));
    }
}
