package org.metersim.metrology.image;

import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.memory.RecordBatch;

/** Boots: of a new image on trial until it is confirmed or given up, and of the image that is to run. */
final class TrialBoot {

    /** How often a new image is booted before the old one returns. */
    static final int TRIES = 3;

    private static final long SELF_TEST_MS = 500;
    private static final long WATCHDOG_MS = 10_000;
    private static final long CONFIRM_WITHIN_MS = 600_000;

    private final UpdateMachine machine;
    private Behaviour behaviour = Behaviour.GOOD;
    private long deadlineMs = Endpoint.NEVER;
    private long downUntilMs = Long.MIN_VALUE;
    private boolean awaitsConfirmation;

    TrialBoot(UpdateMachine machine) {
        this.machine = machine;
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
        return awaitsConfirmation && behaviour.confirm() == Behaviour.Confirm.CLIENT;
    }

    /** The boot record says: the new image, on trial. Then the board restarts. */
    void begin(long nowMs) {
        machine.memory.triesLeft = TRIES;
        machine.on(UpdateMachine.Event.BOOT_RECORD_WRITTEN, nowMs);
        machine.save();
        resume(nowMs);
    }

    /** Boots the image on trial, again: after a restart, a watchdog reset or a power cut. */
    void resume(long nowMs) {
        UpdateState memory = machine.memory;
        behaviour = machine.bank.behaviour(memory.staging(), memory.imageBytes);
        awaitsConfirmation = false;
        goDown(nowMs);
        deadlineMs = downUntilMs;
    }

    /** Every link drops, the board is gone for its boot time. */
    private void goDown(long nowMs) {
        downUntilMs = nowMs + behaviour.bootMs().orElse(machine.bank.bootMs());
        machine.host.tell(new MeterNotice.Restarting(downUntilMs));
    }

    void wake(long nowMs) {
        if (nowMs < deadlineMs) {
            return;
        }
        boolean booting = deadlineMs == downUntilMs;
        deadlineMs = Endpoint.NEVER;
        if (booting) {
            boot(nowMs);
        } else if (awaitsConfirmation) {
            giveUp("confirm", "not confirmed within " + CONFIRM_WITHIN_MS / 1000 + " s", nowMs);
        } else {
            judge(nowMs);
        }
    }

    /** The loader looks at the new image once more: what was verified may have changed since. */
    private void boot(long nowMs) {
        UpdateState memory = machine.memory;
        ImageReport report = machine.bank.verify(memory);
        if (!report.isGood()) {
            ImageReport.Finding finding = report.failed().orElseThrow();
            end(new UpdateVerdict("boot", finding.layer().word(), finding.text()), nowMs);
            return;
        }
        if (memory.triesLeft == 0) {
            giveUp("self-test", "power was lost at each of " + TRIES + " tries", nowMs);
            return;
        }
        if (machine.state() == TransferState.PENDING) {
            machine.on(UpdateMachine.Event.BOOTED, nowMs);
        }
        memory.triesLeft--;
        machine.save();
        deadlineMs = nowMs + selfTestMs();
    }

    private int tryNumber() {
        return TRIES - machine.memory.triesLeft;
    }

    private long selfTestMs() {
        return switch (behaviour.selfTest()) {
            case PASS, FAIL -> SELF_TEST_MS;
            case HANG -> WATCHDOG_MS;
            case CRASH_AFTER -> behaviour.seconds() * 1000L;
            case PASS_ON_TRY -> tryNumber() >= behaviour.seconds() ? SELF_TEST_MS : WATCHDOG_MS;
        };
    }

    private void judge(long nowMs) {
        switch (behaviour.selfTest()) {
            case PASS -> passed(nowMs);
            case FAIL -> giveUp("self-test", "the self-test failed", nowMs);
            case HANG -> tryAgain("the watchdog reset the board", nowMs);
            case CRASH_AFTER -> tryAgain("the board reset itself", nowMs);
            case PASS_ON_TRY -> {
                if (tryNumber() >= behaviour.seconds()) {
                    passed(nowMs);
                } else {
                    tryAgain("the watchdog reset the board", nowMs);
                }
            }
        }
    }

    private void passed(long nowMs) {
        if (behaviour.confirm() == Behaviour.Confirm.AUTO) {
            machine.succeed(nowMs);
        } else {
            awaitsConfirmation = true;
            deadlineMs = nowMs + CONFIRM_WITHIN_MS;
        }
    }

    /** The client confirms what its image does not confirm itself. */
    void confirm(long nowMs) {
        awaitsConfirmation = false;
        deadlineMs = Endpoint.NEVER;
        machine.succeed(nowMs);
    }

    private void tryAgain(String cause, long nowMs) {
        if (machine.memory.triesLeft == 0) {
            giveUp("self-test", cause + " at each of " + TRIES + " tries", nowMs);
            return;
        }
        machine.host.noteState("self-test: " + cause + ", " + machine.memory.triesLeft + " tries left", nowMs);
        resume(nowMs);
    }

    private void giveUp(String layer, String cause, long nowMs) {
        end(new UpdateVerdict("self-test", layer, cause), nowMs);
    }

    /** Back to the old image, which takes its own boot time. */
    private void end(UpdateVerdict verdict, long nowMs) {
        awaitsConfirmation = false;
        machine.fail(UpdateMachine.Event.GIVEN_UP, MeterEvent.FIRMWARE_ROLLED_BACK, verdict, nowMs);
        UpdateState memory = machine.memory;
        behaviour = machine.bank.behaviour(memory.running, memory.runningBytes);
        goDown(nowMs);
    }

    /** At each power-up the image that is to run is checked; a broken one gives way to the golden image. */
    void checkRunning(long nowMs) {
        UpdateState memory = machine.memory;
        if (memory.running == UpdateState.GOLDEN || machine.bank.isRunnable(memory.running, memory.runningBytes)) {
            return;
        }
        String old = memory.activeVersion;
        machine.bank.fallBack(memory);
        machine.host.noteState("running image broken, another boots: " + old + " -> " + memory.activeVersion, nowMs);
        RecordBatch batch = machine.host.batch();
        machine.bank.save(memory, batch);
        machine.host.raise(batch, MeterEvent.FIRMWARE_ROLLED_BACK, nowMs);
        batch.commit();
    }
}
