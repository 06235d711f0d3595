package org.metersim.nic.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.link.MeterReply;
import org.metersim.nic.Bench;
import org.metersim.nic.HlsClient;

// docs/update-options.md: what a profile leaves to the card.
class TransferQuirksTest {

    private static final int FIRMWARE = 3;
    private static final String INITIATE = "C301C1001200002C0000FF01010202090141060000000A";
    private static final String BLOCK = "C301C1001200002C0000FF02010202060000000009028081";
    private static final String ACTIVATE = "C301C1001200002C0000FF04010F00";
    private static final String DONE = "C701C10000";
    private static final String DENIED = "C701C10300";
    private static final String STATUS = "18 0-0:44.0.0.255 a6";

    private static Bench bench(String option) {
        return new Bench(Bench.sim1p("  boot-ms: 5000", "  boot-ms: 5000\n  options: {" + option + "}"), 12_345);
    }

    private static HlsClient client(Bench bench, int sap) {
        HlsClient client = new HlsClient(bench.wrapper(sap));
        client.associated();
        return client;
    }

    // the statuses in which something would be lost: 1 initiated, 2 and 3 verification, 5 activation
    @ParameterizedTest
    @CsvSource({
        "any-client, 1, " + DONE,
        "owner-locked, 0, " + DONE,
        "owner-locked, 1, " + DENIED,
        "owner-locked, 2, " + DENIED,
        "owner-locked, 3, " + DENIED,
        "owner-locked, 4, " + DONE,
        "owner-locked, 5, " + DENIED,
        "owner-locked, 6, " + DONE,
        "owner-locked, 7, " + DONE
    })
    void anotherClientMayGoOnWithATransferOrNot(String ownership, String status, String answer) {
        Bench bench = bench("ownership: " + ownership);
        HlsClient owner = client(bench, Bench.MANAGEMENT);
        HlsClient other = client(bench, FIRMWARE);
        assertEquals(DONE, owner.ask(INITIATE));
        bench.board.with(STATUS, "160" + status);

        assertEquals(answer, other.ask(BLOCK));
        assertEquals(answer, other.ask(ACTIVATE));
        assertEquals(DONE, owner.ask(BLOCK));
        assertEquals(answer, other.ask(INITIATE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sent", "lost"})
    void theAnswerToActivateIsSentOrLost(String value) {
        Bench bench = bench("activate-reply: " + value);
        HlsClient client = client(bench, Bench.MANAGEMENT);

        String answer = client.ask(ACTIVATE);

        assertEquals(value.equals("lost"), answer.isEmpty());
        assertTrue(bench.board.asked.toString().contains("18 0-0:44.0.0.255 m4"), bench.board.asked::toString);
        assertEquals(DONE, client.ask(BLOCK));
    }

    // what was not accepted is answered: only then does a client know that nothing comes
    @ParameterizedTest
    @ValueSource(strings = {"sent", "lost"})
    void aRefusalOfActivateIsAlwaysSent(String value) {
        Bench bench = bench("activate-reply: " + value);
        bench.board.with("18 0-0:44.0.0.255 m4", new MeterReply.Refused(AccessResult.OTHER_REASON));

        assertEquals("C701C1FA00", client(bench, Bench.MANAGEMENT).ask(ACTIVATE));
    }
}
