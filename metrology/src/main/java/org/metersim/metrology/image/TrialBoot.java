package org.metersim.metrology.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.profiles.UpdateQuirk;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.memory.RecordBatch;

/**
 * Boots new images on trial until they are confirmed or given up: of one board, or of both together. What is written is
 * written for all of them at once.
 */
final class TrialBoot {

    /** How often a new image is booted before the old one returns. */
    static final int TRIES = 3;

    static final long CONFIRM_WITHIN_MS = 600_000;

    static final String BOOT = "boot";
    private static final String SELF_TEST = "self-test";
    private static final String CONFIRM = "confirm";

    /** What is on trial. */
    interface Subject {

        /** All checks of the images on trial: what was verified may have changed since. */
        ImageReport verifyTrial(long nowMs);

        /** They are the ones that run from now on; to be saved after it. */
        void run(long nowMs);
    }

    /** What {@link #deadlineMs} is the time of. */
    private enum Awaited {
        NOTHING,
        BOOT,
        END_OF_SELF_TEST,
        CONFIRMATION
    }

    private final UpdateMachine machine;
    private final List<Board> boards;
    private final Subject subject;
    private final int tries;
    private Awaited awaited = Awaited.NOTHING;
    private long deadlineMs = Endpoint.NEVER;
    private long downUntilMs = Long.MIN_VALUE;

    /**
     * @param machine of the update
     * @param boards those that it changes
     */
    TrialBoot(UpdateMachine machine, List<Board> boards, Subject subject) {
        this.machine = machine;
        this.boards = List.copyOf(boards);
        this.subject = subject;
        this.tries = boards.get(0).options().has(UpdateQuirk.RESET_REVERTS) ? 1 : TRIES;
    }

    private void await(Awaited what, long untilMs) {
        awaited = what;
        deadlineMs = untilMs;
    }

    boolean isDown(long nowMs) {
        return nowMs < downUntilMs;
    }

    long backMs() {
        return downUntilMs;
    }

    long deadlineMs() {
        return deadlineMs;
    }

    boolean awaitsClient() {
        return awaited == Awaited.CONFIRMATION
                && boards.stream().noneMatch(board -> board.behaviour().confirm() == Behaviour.Confirm.NEVER);
    }

    /** The client confirms: now if that is waited for, else once the self-test passed, also after a power cut. */
    void confirm(long nowMs) {
        if (awaited == Awaited.CONFIRMATION) {
            finish(nowMs);
        } else if (!machine.memory.isConfirmed) {
            machine.memory.isConfirmed = true;
            machine.save();
        }
    }

    /** The boot record says: the new image, on trial. Then the boards restart. */
    void begin(RecordBatch batch, long nowMs) {
        machine.memory.triesLeft = tries;
        machine.memory.isConfirmed = false;
        on(UpdateMachine.Event.BOOT_RECORD_WRITTEN, batch, nowMs);
        resume(nowMs);
    }

    /** A move of all of them in one write. */
    private void on(UpdateMachine.Event event, RecordBatch batch, long nowMs) {
        for (UpdateMachine each : machines()) {
            each.on(event, nowMs);
            each.save(batch);
        }
        batch.commit();
    }

    private List<UpdateMachine> machines() {
        List<UpdateMachine> all = new ArrayList<>(List.of(machine));
        boards.stream().map(Board::machine).filter(each -> each != machine).forEach(all::add);
        return all;
    }

    /** Boots what is on trial, again: after a restart, a watchdog reset or a power cut. */
    void resume(long nowMs) {
        boards.forEach(Board::loadNew);
        goDown(nowMs);
        await(Awaited.BOOT, downUntilMs);
    }

    /** Every link drops, the meter is gone for the boot time of what was loaded. */
    private void goDown(long nowMs) {
        downUntilMs = nowMs + boards.stream().mapToLong(Board::bootMs).max().orElse(0);
        machine.host.tell(new MeterNotice.Restarting(downUntilMs));
    }

    void wake(long nowMs) {
        if (nowMs < deadlineMs) {
            return;
        }
        Awaited reached = awaited;
        await(Awaited.NOTHING, Endpoint.NEVER);
        switch (reached) {
            case NOTHING -> {}
            case BOOT -> boot(nowMs);
            case END_OF_SELF_TEST -> judge(nowMs);
            case CONFIRMATION -> end(CONFIRM, CONFIRM, "none came within " + CONFIRM_WITHIN_MS / 1000 + " s", nowMs);
        }
    }

    /** The loader looks at the new image once more: what was verified may have changed since. */
    private void boot(long nowMs) {
        UpdateState memory = machine.memory;
        Optional<ImageReport.Finding> fault = subject.verifyTrial(nowMs).failed();
        if (fault.isPresent()) {
            end(BOOT, fault.get(), nowMs);
        } else if (memory.triesLeft == 0) {
            giveUp("power was lost at each of " + tries + " tries", nowMs);
        } else {
            memory.triesLeft--;
            on(UpdateMachine.Event.BOOTED, machine.host.batch(), nowMs);
            await(Awaited.END_OF_SELF_TEST, nowMs + selfTest().afterMs());
        }
    }

    private SelfTest selfTest() {
        int boot = tries - machine.memory.triesLeft;
        return SelfTest.together(boards.stream()
                .map(board -> board.selfTest(boot, boards.size() > 1))
                .toList());
    }

    private void judge(long nowMs) {
        SelfTest test = selfTest();
        switch (test.end()) {
            case PASSED -> passed(nowMs);
            case FAILED -> giveUp(test.cause(), nowMs);
            case RESET -> tryAgain(test.cause(), nowMs);
        }
    }

    private void passed(long nowMs) {
        if (machine.memory.isConfirmed
                || boards.stream().allMatch(board -> board.behaviour().confirm() == Behaviour.Confirm.AUTO)) {
            finish(nowMs);
        } else {
            await(Awaited.CONFIRMATION, nowMs + CONFIRM_WITHIN_MS);
        }
    }

    /** The images confirm themselves, or the client confirms what does not. */
    private void finish(long nowMs) {
        await(Awaited.NOTHING, Endpoint.NEVER);
        Optional<ImageReport.Finding> fault = subject.verifyTrial(nowMs).failed();
        if (fault.isPresent()) {
            end(CONFIRM, fault.get(), nowMs);
            return;
        }
        List<Ending> endings = boards.stream().map(Board::ending).toList();
        subject.run(nowMs);
        List<MeterEvent> events = List.of(MeterEvent.FIRMWARE_ACTIVATED, MeterEvent.SELF_CHECK_PASSED);
        endAll(UpdateMachine.Event.CONFIRMED, new Outcome(UpdateVerdict.NONE, events, endings), nowMs);
    }

    /** All of them end in one write. */
    private void endAll(UpdateMachine.Event event, Outcome outcome, long nowMs) {
        RecordBatch batch = machine.host.batch();
        machine.end(event, outcome, batch, nowMs);
        machines().stream().skip(1).forEach(part -> part.endAsPart(event, machine, batch, nowMs));
        batch.commit();
    }

    private void tryAgain(String cause, long nowMs) {
        if (machine.memory.triesLeft == 0) {
            giveUp(cause + " at each of " + tries + " tries", nowMs);
            return;
        }
        machine.note("self-test: " + cause + ", " + machine.memory.triesLeft + " tries left", nowMs);
        resume(nowMs);
    }

    private void giveUp(String cause, long nowMs) {
        end(SELF_TEST, SELF_TEST, cause, nowMs);
    }

    private void end(String phase, ImageReport.Finding finding, long nowMs) {
        end(phase, finding.layer().word(), finding.text(), nowMs);
    }

    /** Back to the old images, which take their own boot time. */
    private void end(String phase, String layer, String cause, long nowMs) {
        List<Ending> endings = boards.stream().map(Board::ending).toList();
        UpdateVerdict verdict = new UpdateVerdict(phase, layer, cause);
        Outcome outcome = new Outcome(verdict, List.of(MeterEvent.FIRMWARE_ROLLED_BACK), endings);
        endAll(UpdateMachine.Event.GIVEN_UP, outcome, nowMs);
        boards.forEach(board -> board.checkRunning(nowMs));
        boards.forEach(Board::loadOld);
        goDown(nowMs);
    }
}
