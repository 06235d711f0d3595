package org.metersim.nic.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.nic.push.PushBench.confirmOf;
import static org.metersim.nic.push.PushBench.update;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.nic.state.TestMemory;
import org.metersim.runtime.memory.FlashMemory;
import org.metersim.runtime.memory.PowerCut;
import org.metersim.runtime.memory.PowerLost;
import org.metersim.runtime.memory.RecordStore;

class OutboxTest {

    private static final int SETUP = 3;
    private static final int OTHER_SETUP = 5;

    private final FlashMemory memory = TestMemory.erased();

    private Outbox restarted() {
        return new Outbox(new RecordStore(memory));
    }

    @Test
    void keepsAConfirmationForEachSetupInOrderAcrossARestart() {
        assertEquals(Outbox.Taking.TAKEN, restarted().take(update(7), List.of(SETUP, OTHER_SETUP)));
        assertEquals(Outbox.Taking.TAKEN, restarted().take(update(9), List.of(SETUP)));

        Outbox outbox = restarted();
        assertEquals(3, outbox.size());
        assertEquals(Optional.of(new Outbox.Entry(1, SETUP, update(7))), outbox.first(SETUP));
        assertEquals(Optional.of(new Outbox.Entry(2, OTHER_SETUP, update(7))), outbox.first(OTHER_SETUP));
        outbox.remove(outbox.first(SETUP).orElseThrow());
        assertEquals(
                Optional.of(new Outbox.Entry(3, SETUP, update(9))), restarted().first(SETUP));
        assertEquals(2, restarted().size());
    }

    @Test
    void takesEachEventOnce() {
        restarted().take(update(7), List.of(SETUP));

        assertEquals(Outbox.Taking.KNOWN, restarted().take(update(7), List.of(SETUP)));
        assertEquals(Outbox.Taking.KNOWN, restarted().take(update(6), List.of(SETUP)));
        assertEquals(1, restarted().size());
    }

    @Test
    void takesNothingMoreWhenItIsFullAndRemembersNothingOfIt() {
        for (int counter = 1; counter <= Outbox.LIMIT - 1; counter++) {
            assertEquals(Outbox.Taking.TAKEN, restarted().take(update(counter), List.of(SETUP)));
        }
        assertEquals(Outbox.Taking.FULL, restarted().take(update(8), List.of(SETUP, OTHER_SETUP)));
        assertEquals(Outbox.Taking.TAKEN, restarted().take(update(8), List.of(SETUP)));
        assertEquals(Outbox.Taking.FULL, restarted().take(update(9), List.of(SETUP)));

        Outbox outbox = restarted();
        outbox.remove(outbox.first(SETUP).orElseThrow());
        assertEquals(Outbox.Taking.TAKEN, outbox.take(update(9), List.of(SETUP)));
    }

    @Test
    void shortensTheCauseOfAnEntryThatIsTooLong() {
        UpdateVerdict verdict = new UpdateVerdict("verify", "structure", "x".repeat(1_000));
        restarted().take(update(7, verdict), List.of(SETUP));

        UpdateConfirmation kept = restarted().first(SETUP).orElseThrow().confirmation();
        assertTrue(kept.verdict().cause().length() > 200, kept.verdict().cause());
        assertTrue(verdict.cause().startsWith(kept.verdict().cause()));
        assertEquals(update(7, kept.verdict()), kept);
        assertTrue(restarted().first(SETUP).orElseThrow().encode().length <= Outbox.MAX_ENTRY_BYTES);
    }

    @Test
    void givesNoInvokeIdTwice() {
        assertEquals(1, restarted().nextInvokeId());
        restarted().take(update(7), List.of(SETUP));
        assertEquals(2, restarted().first(SETUP).orElseThrow().invokeId());
        assertEquals(3, restarted().nextInvokeId());
    }

    // Metrology repeats until it is acknowledged: it must not be before the outbox has it for good.
    @ParameterizedTest
    @EnumSource(PowerCut.Moment.class)
    void acknowledgesOnlyWhatSurvives(PowerCut.Moment moment) {
        for (long operation = 0; operation < 4; operation++) {
            PowerCut cut = new PowerCut(TestMemory.erased(), number -> {});
            PushBench bench = new PushBench(TestMemory.profileText(), cut);
            bench.restart();
            cut.cutAt(operation, moment);
            try {
                bench.updateEnded(update(7));
            } catch (PowerLost here) {
                assertEquals(List.of(), bench.asked, "acknowledged too early");
            }
            assertFalse(cut.isArmed());

            bench.restart();
            bench.updateEnded(update(7));
            assertEquals(1, bench.push.waiting(), "operation " + operation);
            assertEquals(List.of(new MeterRequest.Acknowledge(7)), bench.asked);
        }
    }

    // Delivered, and cut before that is noted: it is sent once more, under the same invoke id; never is it lost.
    @ParameterizedTest
    @EnumSource(PowerCut.Moment.class)
    void deliversAtLeastOnceWhereverThePowerIsCut(PowerCut.Moment moment) {
        // four operations put it into the outbox; then come a mark, the batch that removes it, and a seal
        for (long operation = 4; operation < 7; operation++) {
            PowerCut cut = new PowerCut(TestMemory.erased(), number -> {});
            PushBench bench = new PushBench(TestMemory.profileText(), cut);
            bench.restart();
            bench.listeners.addAll(List.of(confirmOf(1), confirmOf(1)));
            bench.updateEnded(update(7));
            cut.cutAt(operation, moment);
            try {
                bench.world.advance(100);
            } catch (PowerLost here) {
                assertEquals(1, bench.received.size());
            }
            assertFalse(cut.isArmed());

            bench.restart();
            bench.world.advance(100);

            int times = bench.received.size();
            assertTrue(times == 2 || times == 1 && operation > 4, times + " times, cut at " + operation);
            assertTrue(times == 1 || operation < 6, times + " times, cut at " + operation);
            assertEquals(1, bench.received.stream().distinct().count());
            assertEquals(0, bench.push.waiting());
        }
    }

    @Test
    void neverLosesWhatMetrologyRepeatsWhileItIsFull() {
        PushBench bench = PushBench.started();
        for (int counter = 1; counter <= 10; counter++) {
            bench.updateEnded(update(counter));
        }
        assertEquals(Outbox.LIMIT, bench.push.waiting());
        assertEquals(0, bench.count(new MeterRequest.Acknowledge(9)));

        bench.world.advance(3_600_000);
        for (int id = 1; id <= 10; id++) {
            bench.listeners.add(confirmOf(id));
        }
        bench.push.invoke(org.metersim.dlms.cosem.LogicalName.parse("0-4:25.9.0.255"), bench.world.nowMs());
        bench.world.advance(1_000);
        bench.updateEnded(update(9));
        bench.updateEnded(update(10));
        bench.world.advance(1_000);

        assertEquals(10, bench.received.stream().distinct().count());
        assertEquals(10, bench.received.size());
        assertEquals(1, bench.count(new MeterRequest.Acknowledge(10)));
    }
}
