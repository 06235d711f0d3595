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
