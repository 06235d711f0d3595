package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.crash.Story;
import org.metersim.metrology.image.UpdateGoal.Accident;
import org.metersim.runtime.memory.NonVolatileMemory;

/** A client that brings one update after the other to its end, whatever is cut. */
final class UpdateStory implements Story {

    private final Bench bench;
    private final NonVolatileMemory flash;
    private final List<UpdateGoal> goals;
    private final UpdateInvariants invariants;
    private int reached;
    private boolean broke;
    private boolean confirmed;
    private int deeds;

    UpdateStory(Bench bench, NonVolatileMemory flash, List<UpdateGoal> goals) {
        this.bench = bench;
        this.flash = flash;
        this.goals = goals;
        this.invariants = new UpdateInvariants(bench, goals);
    }

    private UpdateGoal goal() {
        return goals.get(reached);
    }

    @Override
    public void start() {
        bench.restart();
    }

    @Override
    public void check() {
        if (!isOver()) {
            invariants.check(reached);
        }
    }

    @Override
    public boolean isOver() {
        return reached == goals.size();
    }

    @Override
    public void checkEnd() {
        invariants.checkEnd();
    }

    @Override
    public void goOn() {
        UpdateEngine engine = bench.engine;
        if (engine.identifier().equals(goal().identifier()) && engine.state() == goal().end()) {
            invariants.reached(reached);
            reached++;
            broke = false;
            confirmed = false;
        } else if (goal().accident() == Accident.FACTORY_SLOT_BREAKS && !broke) {
            broke = true;
            breakSlot(0);
            bench.restart();
        } else if (!engine.identifier().equals(goal().identifier())) {
            invariants.expect(engine.state(), TransferState.IDLE, TransferState.RECEIVING);
            assertEquals(AccessResult.SUCCESS, engine.initiate(goal().identifier(), goal().file().length, bench.nowMs));
        } else {
            goOnWith(engine);
        }
    }

    private void goOnWith(UpdateEngine engine) {
        switch (engine.state()) {
            case RECEIVING -> {
                invariants.expect(TransferState.RECEIVING, TransferState.COMPLETE);
                receive();
            }
            case COMPLETE -> {
                boolean good = goal().end() != TransferState.REJECTED;
                TransferState then = good ? TransferState.VERIFIED : TransferState.REJECTED;
                invariants.expect(TransferState.COMPLETE, then);
                verify(good);
            }
            case VERIFYING -> {
                invariants.expect(TransferState.COMPLETE, TransferState.VERIFIED);
                time();
            }
            case VERIFIED -> {
                invariants.expect(TransferState.VERIFIED);
                invariants.activationAsked(goal());
                assertEquals(AccessResult.SUCCESS, engine.activate(bench.nowMs));
            }
            case ARMED -> {
                invariants.expect(TransferState.VERIFIED, TransferState.PENDING);
                time();
            }
            case PENDING, TRIAL -> tryOut();
            case CONFIRMED -> breakAfterwards();
            default -> throw new AssertionError("stuck in " + engine.state());
        }
    }

    /** To what the engine waits for. */
    private void time() {
        bench.step(Math.max(0, bench.engine.deadlineMs() - bench.nowMs));
    }

    private void receive() {
        deeds++;
        UpdateEngine engine = bench.engine;
        int number = engine.firstNotTransferred();
        if (goal().accident() == Accident.IN_PIECES) {
            number = engine.blockCount() - 1;
            while (engine.hasBlock(number)) {
                number--;
            }
            if (deeds % 3 == 0) {
                bench.cutPower();
                return;
            }
        }
        assertEquals(AccessResult.SUCCESS, bench.send(goal().file(), number));
        invariants.acknowledged(number);
        if (goal().accident() == Accident.IN_PIECES) {
            long operations = bench.memory.operations();
            assertEquals(AccessResult.SUCCESS, bench.send(goal().file(), number));
            assertEquals(operations, bench.memory.operations());
        }
    }

    private void verify(boolean good) {
        AccessResult now = good ? AccessResult.SUCCESS : AccessResult.OTHER_REASON;
        AccessResult expected = bench.firmware.verifyMs() > 0 ? AccessResult.TEMPORARY_FAILURE : now;
        assertEquals(expected, bench.engine.verify(bench.nowMs));
    }

    private void tryOut() {
        TransferState state = bench.engine.state();
        TransferState end = goal().end();
        TransferState first = goal().breaksAfterwards() ? TransferState.CONFIRMED : end;
        boolean isWhole = goal().accident() != Accident.STAGED_IMAGE_BREAKS;
        invariants.expect(state, state == TransferState.PENDING && isWhole ? TransferState.TRIAL : first);
        if (!isWhole && !broke) {
            broke = true;
            breakSlot(1 - bench.engine.runningSlot());
        }
        long before = boots();
        // once that was answered the client never asks again
        if (!confirmed && state == TransferState.TRIAL) {
            confirmed = bench.engine.activate(bench.nowMs) == AccessResult.SUCCESS;
        }
        if (bench.engine.state() == state) {
            time();
        }
        invariants.booted(boots() - before);
        assertTrue(isWhole || bench.engine.state() != TransferState.TRIAL, "runs a broken image");
    }

    private long boots() {
        return bench.journal.stream()
                .filter(line -> line.endsWith("-> 5 (TRIAL)"))
                .count();
    }

    private void breakAfterwards() {
        invariants.expect(TransferState.CONFIRMED, TransferState.REVERTED);
        if (!broke) {
            broke = true;
            breakSlot(bench.engine.runningSlot());
            if (goal().accident() == Accident.BOTH_IMAGES_BREAK) {
                breakSlot(1 - bench.engine.runningSlot());
            }
        }
        bench.restart();
    }

    /** Clears a bit in the image of a slot, as flash that ages does. */
    private void breakSlot(int slot) {
        int at = bench.slotAt(slot) + 200;
        while (flash.read(at, 1)[0] == 0) {
            at++;
        }
        flash.program(at, new byte[] {0});
    }
}
