package org.metersim.nic.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.nic.push.PushBench.confirmOf;
import static org.metersim.nic.push.PushBench.frameOf;
import static org.metersim.nic.push.PushBench.update;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.nic.state.TestMemory;
import org.metersim.runtime.Endpoint;

// The confirmed push setup of the profile: 2 retries, 10 s apart, without random delay.
class PushRetryTest {

    private static final LogicalName CONFIRMED = LogicalName.parse("0-4:25.9.0.255");
    private static final MeterRequest PUSH_FAILED = new MeterRequest.Report(MeterEvent.PUSH_FAILED);
    private static final long HOUR_MS = 3_600_000;

    private final PushBench bench = PushBench.started();

    // The same invoke id: the concentrator sees one push, however often it comes.
    @Test
    void sendsAgainWhatWasNotConfirmedWithTheSameInvokeId() {
        bench.listeners.addAll(List.of(TestListener.SILENCE, confirmOf(1)));
        bench.updateEnded(update(7));
        bench.world.advance(PushSender.ANSWER_TIMEOUT_MS + 9_999);
        assertEquals(1, bench.received.size());

        bench.world.advance(100);

        assertEquals(List.of(frameOf(1, 7), frameOf(1, 7)), bench.received);
        assertEquals(List.of(0L, PushSender.ANSWER_TIMEOUT_MS + 10_000), bench.dialledAfterMs);
        assertEquals(0, bench.push.waiting());
        assertEquals(0, bench.count(PUSH_FAILED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // the confirmation of another push, of one that is not confirmed, and one with a byte too many
                "0001000100010006104000000200",
                "0001000100010006100000000100",
                "000100010001000710400000010000",
                // an AARQ and nonsense
                "000100010001000160",
                "0001000100010000"
            })
    void ignoresWhatIsNotItsConfirmation(String answer) {
        bench.listeners.add(answer);
        bench.updateEnded(update(7));
        bench.world.advance(PushSender.ANSWER_TIMEOUT_MS - 1);
        assertEquals(1, bench.received.size());
        assertEquals(1, bench.push.waiting());
        assertEquals(1, bench.dialled.size());

        bench.world.advance(10_001);
        assertEquals(2, bench.dialled.size());
    }

    @Test
    void findsItsConfirmationBehindWhatItIgnores() {
        bench.listeners.add(confirmOf(2) + confirmOf(1));
        bench.updateEnded(update(7));
        bench.world.advance(100);

        assertEquals(0, bench.push.waiting());
    }

    // exception-response, ConfirmedServiceError, a hang-up, a stream without wrapper: no need to wait for more.
    @ParameterizedTest
    @ValueSource(strings = {"0001000100010003D80201", "00010001000100040E010600", TestListener.HANG_UP, "7EA0070321"})
    void triesAgainAfterTheDelayWhenTheListenerRefuses(String answer) {
        String whole = answer.startsWith("7E") ? answer + "00000000" : answer;
        bench.listeners.addAll(List.of(whole, confirmOf(1)));
        bench.updateEnded(update(7));
        bench.world.advance(9_999);
        assertEquals(1, bench.dialled.size());

        bench.world.advance(200);

        assertEquals(2, bench.received.size());
        assertEquals(0, bench.push.waiting());
    }

    // the concentrator may be back any time; the failure is logged once
    @Test
    void retriesAsOftenAsTheSetupSaysReportsOnceAndThenTriesEveryQuarterOfAnHour() {
        bench.updateEnded(update(7));
        bench.world.advance(HOUR_MS / 2);

        assertEquals(List.of(0L, 10_000L, 20_000L, 920_000L), bench.dialledAfterMs);
        assertEquals(1, bench.count(PUSH_FAILED));
        assertEquals(1, bench.push.waiting());
        assertFalse(bench.push.isAtRest());

        bench.listeners.add(confirmOf(1));
        bench.world.advance(HOUR_MS / 2);

        assertEquals(0, bench.push.waiting());
        assertEquals(Endpoint.NEVER, bench.push.deadlineMs());
    }

    // Somebody stands before the meter and asks: the repetition delay is not for them.
    @Test
    void doesNotWaitForTheDelayWhenAskedTo() {
        bench.updateEnded(update(7));
        bench.world.advance(3_000);
        bench.listeners.add(confirmOf(1));

        bench.push.invoke(CONFIRMED, bench.world.nowMs());
        bench.world.advance(100);

        assertEquals(List.of(0L, 3_000L), bench.dialledAfterMs);
        assertEquals(0, bench.push.waiting());
    }

    @Test
    void countsADialThatIsNeverAnsweredAsFailed() {
        bench.listeners.addAll(List.of(PushBench.UNANSWERED, confirmOf(1)));
        bench.updateEnded(update(7));
        bench.world.advance(HOUR_MS);

        assertEquals(List.of(0L, PushSender.ANSWER_TIMEOUT_MS + 10_000), bench.dialledAfterMs);
        assertEquals(0, bench.push.waiting());
    }

    @Test
    void triesAgainWhenMetrologyDoesNotAnswer() {
        bench.metrologyAnswers = false;
        bench.listeners.add(confirmOf(1));
        bench.updateEnded(update(7));
        bench.world.advance(5_000);
        assertEquals(0, bench.dialled.size());
        bench.metrologyAnswers = true;

        bench.world.advance(HOUR_MS);

        assertEquals(List.of(10_000L), bench.dialledAfterMs);
        assertEquals(0, bench.push.waiting());
    }

    @Test
    void hangsUpWhenTheCardLosesItsWires() {
        bench.listeners.addAll(List.of(TestListener.SILENCE, confirmOf(1)));
        bench.updateEnded(update(7));
        bench.world.advance(100);

        bench.push.drop(bench.world.nowMs());
        bench.world.advance(10_100);

        assertEquals(List.of(0L, 10_100L), bench.dialledAfterMs);
        assertEquals(0, bench.push.waiting());
    }

    @Test
    void spreadsStartsOverTheIntervalTheSameForTheSameSeed() {
        for (int seed = 1; seed <= 20; seed++) {
            long first = firstDialMs(seed);
            assertTrue(first >= 0 && first <= 60_000, "seed " + seed + " started after " + first);
            assertEquals(first, firstDialMs(seed), "seed " + seed);
        }
        assertTrue(java.util.stream.IntStream.rangeClosed(1, 20)
                        .mapToLong(PushRetryTest::firstDialMs)
                        .distinct()
                        .count()
                > 10);
    }

    private static long firstDialMs(int seed) {
        String text = TestMemory.profileText().replace("randomisation-s: 0", "randomisation-s: 60");
        PushBench spread = new PushBench(text, TestMemory.erased());
        spread.seed = seed;
        spread.restart();
        spread.updateEnded(update(7));
        spread.world.advance(HOUR_MS);
        // the retries follow without a further random delay
        assertEquals(spread.dialledAfterMs.get(0) + 10_000, spread.dialledAfterMs.get(1));
        return spread.dialledAfterMs.get(0);
    }

    @Test
    void neverReachesADestinationThatIsNotTcp() {
        String text =
                TestMemory.profileText().replace("{service: tcp, address: \"conc", "{service: udp, address: \"conc");
        PushBench overUdp = new PushBench(text, TestMemory.erased());
        overUdp.restart();
        overUdp.updateEnded(update(7));
        overUdp.world.advance(HOUR_MS);

        assertEquals(List.of(), overUdp.dialled);
        assertEquals(1, overUdp.count(PUSH_FAILED));
        assertEquals(1, overUdp.push.waiting());
    }
}
