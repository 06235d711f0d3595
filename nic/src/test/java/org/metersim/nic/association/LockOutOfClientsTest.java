package org.metersim.nic.association;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.nic.Bench;
import org.metersim.nic.HlsClient;
import org.metersim.runtime.journal.Layer;

// sim-1p locks a client for 60 s after 5 failed log-ins; the rule is the project's own.
class LockOutOfClientsTest {

    private static final String WRONG = "6033A1090607608574050801018A0207808B0760857405080201AC0780054775727579"
            + "BE10040E01000000065F1F0400421E5DFFFF";
    private static final String REJECTED = "6117A109060760857405080101A203020101A305A10302010D";
    private static final String LOCKED = "6117A109060760857405080101A203020102A305A10302010D";
    private static final String ACCEPTED = "6129A109060760857405080101A203020100A305A103020100";

    private final Bench bench = new Bench();
    private final Bench.Client reader = bench.wrapper(Bench.READER);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertEquals(REJECTED, reader.ask(WRONG));
        }
    }

    @Test
    void afterFiveFailuresEvenTheRightPasswordIsRefusedForAMinute() {
        fail(5);

        assertEquals(LOCKED, reader.ask(Bench.AARQ_READER));
        assertEquals(List.of("reader"), bench.nic.status(bench.nowMs).lockedOut());
        bench.nowMs += 59_999;
        assertEquals(LOCKED, reader.ask(Bench.AARQ_READER));
        bench.nowMs += 1;
        assertTrue(reader.ask(Bench.AARQ_READER).startsWith(ACCEPTED));
        assertEquals(Collections.nCopies(5, MeterEvent.LOGIN_FAILED), bench.board.events);
        assertTrue(bench.journal.has(Layer.HINT, "client SAP 2 is locked out for 60 s after 5 failed log-ins"));
    }

    @Test
    void fourFailuresLockNobodyAndASuccessForgetsThem() {
        fail(4);
        assertTrue(reader.ask(Bench.AARQ_READER).startsWith(ACCEPTED));
        fail(4);

        assertTrue(reader.ask(Bench.AARQ_READER).startsWith(ACCEPTED));
    }

    @Test
    void whoIsLockedOutLocksNobodyElse() {
        fail(5);

        assertTrue(bench.wrapper(Bench.PUBLIC).ask(Bench.AARQ_PUBLIC).startsWith(ACCEPTED));
        new HlsClient(bench.wrapper(Bench.MANAGEMENT)).associated();
    }

    @Test
    void aLockSurvivesAPowerCut() {
        fail(5);

        assertEquals(List.of("reader"), bench.restarted().status(bench.nowMs).lockedOut());
    }

    // wrong keys count as wrong passwords do, whether they fail at the InitiateRequest or at pass 3
    @Test
    void wrongKeysLockToo() {
        HlsClient stranger = new HlsClient(bench.wrapper(Bench.MANAGEMENT)).withKeys("FF".repeat(16), HlsClient.GAK);
        for (int i = 0; i < 4; i++) {
            assertEquals("D80105", stranger.open());
        }
        HlsClient client = new HlsClient(bench.wrapper(Bench.MANAGEMENT));
        client.open();
        assertEquals("C701C10300", client.prove("00".repeat(16)));

        assertEquals("6117A109060760857405080103A203020102A305A10302010D", client.open());
        assertEquals(List.of("management"), bench.nic.status(bench.nowMs).lockedOut());
    }

    @Test
    void aRepeatedCounterIsNoFailedLogIn() {
        HlsClient client = new HlsClient(bench.wrapper(Bench.MANAGEMENT)).associated();
        for (int i = 0; i < 6; i++) {
            client.counter = 0x100;
            assertTrue(client.open().startsWith("D80106"));
        }

        assertEquals(List.of(), bench.nic.status(bench.nowMs).lockedOut());
    }
}
