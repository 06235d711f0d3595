package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.link.UpdateConfirmation;

/** What must hold of an update engine after each start, wherever the power was cut. docs/crash-tests.md lists it. */
final class UpdateInvariants {

    private final Bench bench;
    private final List<UpdateGoal> goals;
    private final Set<Octets> activationAsked = new HashSet<>();
    private final Set<Integer> acknowledged = new HashSet<>();
    private Set<TransferState> expected = Set.of(TransferState.IDLE);
    private Octets running = Bench.GOLDEN.digest();
    private long counter = 5;
    private long boots;

    UpdateInvariants(Bench bench, List<UpdateGoal> goals) {
        this.bench = bench;
        this.goals = goals;
    }

    // --- what the client did

    /** Table 5.3: a cut in what is done now leaves one of these. */
    void expect(TransferState now, TransferState... orThen) {
        expected = EnumSet.of(now, orThen);
    }

    void acknowledged(int block) {
        acknowledged.add(block);
    }

    void activationAsked(UpdateGoal goal) {
        activationAsked.add(goal.digest());
    }

    /** The new image was booted as often as that, and the power stayed on. */
    void booted(long times) {
        boots += times;
        assertTrue(boots <= TrialBoot.TRIES, boots + " boots of " + TrialBoot.TRIES + " tries");
    }

    /** A goal is reached: what runs now is what runs from now on. */
    void reached(int goal) {
        check(goal);
        UpdateGoal ended = goals.get(goal);
        if (ended.end() == TransferState.CONFIRMED) {
            running = ended.digest();
            counter = ended.securityCounter();
        }
        acknowledged.clear();
        boots = 0;
        expected = Set.of(ended.end());
    }

    // --- what the meter shows

    void check(int goal) {
        UpdateGoal current = goals.get(goal);
        boolean isCurrent = bench.engine.identifier().equals(current.identifier());
        assertTrue(expected.contains(bench.engine.state()), bench.engine.state() + " is none of " + expected);
        if (isCurrent) {
            checkBlocks(current);
        } else {
            assertTrue(bench.engine.state() != TransferState.RECEIVING || goal > 0, "receives what nobody initiated");
        }
        checkRunning(current, isCurrent);
        checkStaging(current, isCurrent);
        checkTold(goal, isCurrent ? bench.engine.state() : TransferState.IDLE);
    }

    void checkEnd() {
        assertEquals(running, bench.engine.activeDigest());
        assertEquals(counter, bench.engine.securityCounter());
    }

    /** Acknowledged blocks survive; a block that is reported has the bytes that were sent. */
    private void checkBlocks(UpdateGoal goal) {
        acknowledged.forEach(number -> assertTrue(bench.engine.hasBlock(number), "lost block " + number));
        if (bench.engine.state().status() > 5 || goal.accident() == UpdateGoal.Accident.STAGED_IMAGE_BREAKS) {
            return;
        }
        byte[] there = bench.memory.read(staging(), goal.file().length);
        int blockBytes = bench.engine.blockBytes();
        for (int number = 0; number < bench.engine.blockCount(); number++) {
            int from = number * blockBytes;
            int to = Math.min(there.length, from + blockBytes);
            assertTrue(
                    !bench.engine.hasBlock(number) || Arrays.equals(there, from, to, goal.file(), from, to),
                    "block " + number + " has other bytes");
        }
    }

    /** Exactly one of the two images, whole; and its security counter, neither older nor ahead. */
    private void checkRunning(UpdateGoal goal, boolean isCurrent) {
        boolean isNew = isCurrent && bench.engine.state() == TransferState.CONFIRMED;
        if (isNew) {
            assertTrue(activationAsked.contains(goal.digest()), "runs what nobody activated");
        }
        assertEquals(isNew ? goal.digest() : running, bench.engine.activeDigest());
        assertEquals(isNew ? Math.max(counter, goal.securityCounter()) : counter, bench.engine.securityCounter());
        int slot = bench.engine.runningSlot();
        if (slot != UpdateState.GOLDEN && bench.engine.state() != TransferState.TRIAL) {
            int bytes = isNew ? goal.file().length : runningBytes();
            assertEquals(bench.engine.activeDigest(), digest(bench.slotAt(slot), bytes), "what stands in slot " + slot);
        }
    }

    private int runningBytes() {
        return goals.stream()
                .filter(goal -> goal.digest().equals(running))
                .map(goal -> goal.file().length)
                .findFirst()
                .orElse(Bench.GOLDEN.file().length());
    }

    private int staging() {
        boolean onTrial = bench.engine.state() == TransferState.TRIAL;
        return bench.slotAt(onTrial == (bench.engine.runningSlot() == 0) ? 0 : 1);
    }

    private Octets digest(int at, int bytes) {
        return Octets.of(Forge.hash("SHA-256", bench.memory.read(at, bytes)));
    }

    /** Status 3 or 5: the whole image that was sent stands there. */
    private void checkStaging(UpdateGoal goal, boolean isCurrent) {
        boolean claims =
                bench.engine.state().status() == 3 || bench.engine.state().status() == 5;
        if (claims && goal.accident() != UpdateGoal.Accident.STAGED_IMAGE_BREAKS) {
            Octets there = digest(staging(), bench.engine.imageBytes());
            boolean isSent = goals.stream()
                    .filter(each -> isCurrent == (each == goal))
                    .anyMatch(each -> each.end() != TransferState.REJECTED
                            && each.digest().equals(there));
            assertTrue(isSent, "no image stands there");
        }
    }

    /** State, events and confirmation are one write: none is lost, none is doubled. */
    private void checkTold(int goal, TransferState state) {
        List<Integer> events = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i <= goal; i++) {
            TransferState end = i == goal ? state : goals.get(i).end();
            events.addAll(goals.get(i).events(end));
            ends.addAll(goals.get(i).confirmed(end));
        }
        if (bench.events().isEmpty() && goals.get(goal).accident() == UpdateGoal.Accident.FACTORY_SLOT_BREAKS) {
            events.clear();
        }
        assertEquals(events, bench.events());
        List<UpdateConfirmation> told = bench.confirmations();
        assertEquals(ends, told.stream().map(UpdateConfirmation::eventCode).toList());
        for (int i = 0; i < told.size(); i++) {
            assertEquals(told.get(i).eventCode() == 18, told.get(i).ok());
        }
    }
}
