package org.metersim.nic.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.nic.push.PushBench.confirmOf;
import static org.metersim.nic.push.PushBench.frameOf;
import static org.metersim.nic.push.PushBench.update;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.nic.state.TestMemory;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.Layer;

// The confirmed push setup of the profile: 2 retries, 10 s apart, without random delay.
class PushTest {

    private static final LogicalName CONFIRMED = LogicalName.parse("0-4:25.9.0.255");
    private static final LogicalName ON_DEMAND = LogicalName.parse("0-7:25.9.0.255");
    private static final MeterRequest ACKNOWLEDGE_7 = new MeterRequest.Acknowledge(7);
    private static final MeterRequest PUSH_FAILED = new MeterRequest.Report(MeterEvent.PUSH_FAILED);
    private static final long HOUR_MS = 3_600_000;

    private final PushBench bench = PushBench.started();

    @Test
    void restsWhenThereIsNothingToPush() {
        bench.world.advance(HOUR_MS);

        assertTrue(bench.push.isAtRest());
        assertEquals(Endpoint.NEVER, bench.push.deadlineMs());
        assertEquals(List.of(), bench.dialled);
        assertEquals(0, bench.memory.operations());
    }

    @Test
    void pushesTheEndOfAnUpdateAndForgetsItWhenConfirmed() {
        bench.listeners.add(confirmOf(1));
        bench.updateEnded(update(7));
        assertEquals(1, bench.push.waiting());
        assertFalse(bench.push.isAtRest());

        bench.world.advance(100);

        assertEquals(List.of("concentrator:4064"), bench.dialled);
        assertEquals(List.of(frameOf(1, 7)), bench.received);
        assertEquals(0, bench.push.waiting());
        assertTrue(bench.push.isAtRest());
        assertEquals(List.of(ACKNOWLEDGE_7), bench.asked);
        assertTrue(bench.journal.has(Layer.STEP, "upd-000123 OK, counter 7"));
    }

    @Test
    void takesWhatMetrologyRepeatsOnce() {
        bench.listeners.add(confirmOf(1));
        bench.updateEnded(update(7));
        bench.updateEnded(update(7));
        bench.world.advance(100);
        bench.updateEnded(update(7));
        bench.restart();
        bench.updateEnded(update(7));
        bench.world.advance(HOUR_MS);

        assertEquals(1, bench.received.size());
        assertEquals(4, bench.count(ACKNOWLEDGE_7));
    }

    @Test
    void sendsToTheDestinationThatItWasStartedWith() {
        bench.destination = Optional.of("[::1]:40640");
        bench.restart();
        bench.updateEnded(update(7));
        bench.world.advance(0);

        assertEquals(List.of("::1:40640"), bench.dialled);
    }

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

    @Test
    void retriesAsOftenAsTheSetupSaysAndThenReportsOnce() {
        bench.updateEnded(update(7));
        bench.world.advance(HOUR_MS);

        assertEquals(List.of(0L, 10_000L, 20_000L), bench.dialledAfterMs);
        assertEquals(1, bench.count(PUSH_FAILED));
        assertEquals(1, bench.push.waiting());
        assertFalse(bench.push.isAtRest());
        assertEquals(Endpoint.NEVER, bench.push.deadlineMs());
    }

    @Test
    void triesWhatIsLeftOnTheNextTriggerInOrder() {
        bench.updateEnded(update(7));
        bench.world.advance(HOUR_MS);
        bench.listeners.addAll(List.of(confirmOf(1), confirmOf(2)));

        bench.updateEnded(update(8));
        bench.world.advance(100);

        assertEquals(List.of(frameOf(1, 7), frameOf(2, 8)), bench.received);
        assertEquals(0, bench.push.waiting());
    }

    @Test
    void doesNotBeginTheNextBeforeTheFirstIsConfirmed() {
        bench.listeners.addAll(List.of(TestListener.SILENCE, confirmOf(1), confirmOf(2)));
        bench.updateEnded(update(7));
        bench.world.advance(1_000);
        bench.updateEnded(update(8));
        bench.world.advance(1_000);
        assertEquals(1, bench.dialled.size());

        bench.world.advance(HOUR_MS);

        assertEquals(List.of(frameOf(1, 7), frameOf(1, 7), frameOf(2, 8)), bench.received);
    }

    @Test
    void triesWhatIsLeftWhenAskedTo() {
        bench.updateEnded(update(7));
        bench.world.advance(HOUR_MS);
        bench.listeners.add(confirmOf(1));

        assertEquals(MeterReply.DONE, bench.push.invoke(CONFIRMED, bench.world.nowMs()));
        bench.world.advance(100);

        assertEquals(List.of(frameOf(1, 7)), bench.received);
        assertEquals(0, bench.push.waiting());
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
    void goesOnAfterARestart() {
        bench.updateEnded(update(7));
        bench.world.advance(HOUR_MS);
        bench.listeners.add(confirmOf(1));

        bench.restart();
        bench.world.advance(100);

        assertEquals(List.of(frameOf(1, 7)), bench.received);
        assertEquals(0, bench.push.waiting());
    }

    @Test
    void givesInvokeIdsOnAfterARestart() {
        bench.listeners.addAll(List.of(confirmOf(1), confirmOf(2)));
        bench.updateEnded(update(7));
        bench.world.advance(100);
        bench.restart();
        bench.updateEnded(update(8));
        bench.world.advance(100);

        assertEquals(List.of(frameOf(1, 7), frameOf(2, 8)), bench.received);
    }

    // What is read of the last update is the newer one by then; each push still tells of its own.
    @Test
    void tellsOfThatUpdateAndNotOfALaterOne() {
        bench.updateEnded(update(7));
        bench.updateEnded(update(8));
        bench.listeners.addAll(List.of(confirmOf(1), confirmOf(2)));
        bench.world.advance(100);

        assertEquals(List.of(frameOf(1, 7), frameOf(2, 8)), bench.received);
    }

    // Without an update to tell of, a push on demand says what a read would.
    @Test
    void pushesValuesAsTheyAreWhenNothingWaits() {
        bench.lastUpdate = update(3).toData();
        bench.listeners.add(confirmOf(1));

        bench.push.invoke(CONFIRMED, bench.world.nowMs());
        bench.world.advance(100);

        assertEquals(List.of(frameOf(1, 3)), bench.received);
        assertTrue(bench.push.isAtRest());
    }

    @Test
    void leavesThePlaceOfWhatCannotBeReadEmpty() {
        bench.listeners.add(confirmOf(1));

        bench.push.invoke(CONFIRMED, bench.world.nowMs());
        bench.world.advance(100);

        assertEquals(
                List.of("0001000100010026" + "0F4000000100" + "020E" + PushBench.SERIAL + "09060004190900FF"
                        + "00".repeat(12)),
                bench.received);
    }

    @Test
    void triesAPushOnDemandAgainAndThenGivesItUp() {
        bench.push.invoke(CONFIRMED, bench.world.nowMs());
        bench.world.advance(HOUR_MS);

        assertEquals(3, bench.dialled.size());
        assertEquals(1, bench.count(PUSH_FAILED));
        assertTrue(bench.push.isAtRest());
    }

    @Test
    void knowsOnlyThePushSetupsOfTheProfile() {
        MeterReply reply = bench.push.invoke(LogicalName.parse("0-1:25.9.0.255"), bench.world.nowMs());

        assertEquals(new MeterReply.Refused(org.metersim.dlms.cosem.AccessResult.OBJECT_UNDEFINED), reply);
    }

    // general-glo-ciphering, authenticated and encrypted; computed with the JDK. The counter is that of management.
    @Test
    void ciphersWithTheKeysOfItsClientAndIsDoneWhenTheConnectionTookIt() {
        bench.listeners.addAll(List.of(TestListener.SILENCE, TestListener.SILENCE));
        bench.push.invoke(ON_DEMAND, bench.world.nowMs());
        bench.world.advance(100);
        assertTrue(bench.push.isAtRest());
        bench.push.invoke(ON_DEMAND, bench.world.nowMs());
        bench.world.advance(100);

        String header = "000100010001002E" + "DB0853494D0000003039" + "23" + "30";
        assertEquals(
                List.of(
                        header + "00000000" + "6A1BD1F2BE096DD337FF47CCC4C71D26C5DC544E0157909159C8686B4A02",
                        header + "00000001" + "696765BAD9180E1257BB8DDBDC1B57253890B5F0A0334A44270F883E4733"),
                bench.received);
        assertEquals(List.of("listener:9598", "listener:9598"), bench.dialled);
    }

    @Test
    void reportsAnUnconfirmedPushThatNobodyTook() {
        bench.push.invoke(ON_DEMAND, bench.world.nowMs());
        bench.world.advance(HOUR_MS);

        assertEquals(1, bench.dialled.size());
        assertEquals(1, bench.count(PUSH_FAILED));
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
                        .mapToLong(PushTest::firstDialMs)
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

    @Test
    void acknowledgesWhatNoPushSetupAsksFor() {
        String text = TestMemory.profileText().replace("trigger: update-ended", "trigger: none");
        PushBench silent = new PushBench(text, TestMemory.erased());
        silent.restart();
        silent.updateEnded(update(7));
        silent.world.advance(HOUR_MS);

        assertEquals(List.of(ACKNOWLEDGE_7), silent.asked);
        assertTrue(silent.push.isAtRest());
    }
}
