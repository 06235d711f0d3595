package org.metersim.metrology.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.metrology.table.TestMeter;

/** A flash that fails while a program is applied: the program is undone at once, or at the next start. */
class ProgramUndoTest {

    private final FailingMemory memory = new FailingMemory(TestMeter.blankMemory());
    private final ProgramClient client = new ProgramClient(new TestMeter(memory, TestMeter.START_MS));

    private List<CosemData> configuration() {
        return java.util.stream.Stream.concat(
                        java.util.stream.IntStream.rangeClosed(2, 9)
                                .mapToObj(attribute -> client.meter.read(20, ProgramClient.CALENDAR, attribute)),
                        java.util.stream.IntStream.rangeClosed(2, 4)
                                .mapToObj(attribute -> client.meter.read(70, ProgramClient.RELAY, attribute)))
                .toList();
    }

    private void arm() {
        client.transfer(ProgramClient.container(ProgramScenario.CALENDAR_AND_RELAY.wanted()));
        assertEquals("ok", client.verify());
        assertEquals("ok", client.activate());
    }

    // wherever the first of two writes in a row fails: the second is that to the other bank of the records
    @Test
    void aProgramThatTheMemoryDoesNotTakeIsUndone() {
        Set<String> verdicts = new TreeSet<>();
        boolean failed = true;
        for (int skip = 0; failed; skip++) {
            assertTrue(skip < 200, "it comes to an end");
            failed = new ProgramUndoTest().undoes(skip, verdicts);
        }
        assertEquals(Set.of("apply/memory/the memory does not take it"), verdicts);
    }

    private boolean undoes(int skip, Set<String> verdicts) {
        arm();
        List<CosemData> before = configuration();
        memory.fail(skip, 2);
        client.meter.step(3_000);
        memory.fail(Integer.MAX_VALUE, 0);
        if (client.status() == 6) {
            assertFalse(configuration().equals(before));
            return false;
        }
        assertEquals(7, client.status(), "skip " + skip);
        assertEquals(before, configuration(), "skip " + skip);
        assertEquals("", client.active());
        verdicts.add(client.verdict());
        client.powerCut();
        assertEquals(before, configuration(), "after a restart, skip " + skip);
        client.step(60_000);
        assertEquals(
                List.of(false), client.told.stream().map(UpdateConfirmation::ok).toList());
        assertEquals(1, client.log().stream().filter(code -> code == 224).count());
        client.apply(ProgramScenario.CALENDAR_AND_RELAY.wanted());
        assertEquals(6, client.status());
        return true;
    }

    @Test
    void aMemoryThatIsDeadWhenItIsToBeUndoneIsUndoneAtTheNextStart() {
        arm();
        List<CosemData> before = configuration();
        // PREPARE and the first items are written, then nothing more
        memory.fail(12, 1_000_000);
        client.meter.step(3_000);
        memory.fail(Integer.MAX_VALUE, 0);
        client.powerCut();

        assertEquals(7, client.status());
        assertEquals("apply/power/power was lost while it was applied", client.verdict());
        assertEquals(before, configuration());
        client.step(60_000);
        assertEquals(1, client.told.size());
    }
}
