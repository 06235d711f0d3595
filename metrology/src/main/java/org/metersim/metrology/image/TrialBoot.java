package org.metersim.metrology.image;

import java.util.Optional;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.memory.RecordBatch;

/** Boots: of a new image on trial until it is confirmed or given up, and of the image that is to run. */
final class TrialBoot {

    /** How often a new image is booted before the old one returns. */
    static final int TRIES = 3;

    static final long SELF_TEST_MS = 500;
    static final long WATCHDOG_MS = 10_000;
    static final long CONFIRM_WITHIN_MS = 600_000;

    private static final String BOOT = "boot";
    private static final String SELF_TEST = "self-test";
    private static final String CONFIRM = "confirm";

    /** What {@link #deadlineMs} is the time of. */
    private enum Awaited {
        NOTHING,
        BOOT,
        END_OF_SELF_TEST,
        CONFIRMATION
    }

    private final UpdateMachine machine;
    private Behaviour behaviour = Behaviour.GOOD;
    private Awaited awaited = Awaited.NOTHING;
    private long deadlineMs = Endpoint.NEVER;
    private long downUntilMs = Long.MIN_VALUE;

    TrialBoot(UpdateMachine machine) {
        this.machine = machine;
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
        return awaited == Awaited.CONFIRMATION && behaviour.confirm() == Behaviour.Confirm.CLIENT;
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
        behaviour = machine.bank.behaviour(memory.staging, memory.imageBytes);
        goDown(nowMs);
        await(Awaited.BOOT, downUntilMs);
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
        Awaited reached = awaited;
        await(Awaited.NOTHING, Endpoint.NEVER);
        switch (reached) {
            case NOTHING -> {}
            case BOOT -> boot(nowMs);
            case END_OF_SELF_TEST -> judge(nowMs);
            case CONFIRMATION ->
                end(CONFIRM, new Finding(CONFIRM, "none came within " + CONFIRM_WITHIN_MS / 1000 + " s"), nowMs);
        }
    }

    /** The loader looks at the new image once more: what was verified may have changed since. */
    private void boot(long nowMs) {
        UpdateState memory = machine.memory;
        Optional<ImageReport.Finding> fault = machine.bank.verify(memory).failed();
        if (fault.isPresent()) {
            end(BOOT, Finding.of(fault.get()), nowMs);
        } else if (memory.triesLeft == 0) {
            giveUp("power was lost at each of " + TRIES + " tries", nowMs);
        } else {
            memory.triesLeft--;
            machine.on(UpdateMachine.Event.BOOTED, nowMs);
            machine.save();
            await(Awaited.END_OF_SELF_TEST, nowMs + selfTestMs());
        }
    }

    private boolean isDueToPass() {
        return TRIES - machine.memory.triesLeft >= behaviour.count();
    }

    private long selfTestMs() {
        return switch (behaviour.selfTest()) {
            case PASS, FAIL -> SELF_TEST_MS;
            case HANG -> WATCHDOG_MS;
            case CRASH_AFTER -> behaviour.count() * 1000L;
            case PASS_ON_TRY -> isDueToPass() ? SELF_TEST_MS : WATCHDOG_MS;
        };
    }

    private void judge(long nowMs) {
        switch (behaviour.selfTest()) {
            case PASS -> passed(nowMs);
            case FAIL -> giveUp("failed", nowMs);
            case HANG -> tryAgain("the watchdog reset the board", nowMs);
            case CRASH_AFTER -> tryAgain("the board reset itself", nowMs);
            case PASS_ON_TRY -> {
                if (isDueToPass()) {
                    passed(nowMs);
                } else {
                    tryAgain("the watchdog reset the board", nowMs);
                }
            }
        }
    }

    private void passed(long nowMs) {
        if (behaviour.confirm() == Behaviour.Confirm.AUTO) {
            confirm(nowMs);
        } else {
            await(Awaited.CONFIRMATION, nowMs + CONFIRM_WITHIN_MS);
        }
    }

    /** The image confirms itself, or the client confirms what does not. */
    void confirm(long nowMs) {
        await(Awaited.NOTHING, Endpoint.NEVER);
        UpdateState memory = machine.memory;
        ImageReport report = machine.bank.verify(memory);
        if (report.isGood()) {
            machine.succeed(report.container().orElseThrow(), nowMs);
        } else {
            end(CONFIRM, Finding.of(report.failed().orElseThrow()), nowMs);
        }
    }

    private void tryAgain(String cause, long nowMs) {
        if (machine.memory.triesLeft == 0) {
            giveUp(cause + " at each of " + TRIES + " tries", nowMs);
            return;
        }
        machine.note("self-test: " + cause + ", " + machine.memory.triesLeft + " tries left", nowMs);
        resume(nowMs);
    }

    private void giveUp(String cause, long nowMs) {
        end(SELF_TEST, new Finding(SELF_TEST, cause), nowMs);
    }

    /** What was wrong, in the words of a verdict. */
    private record Finding(String layer, String cause) {

        static Finding of(ImageReport.Finding finding) {
            return new Finding(finding.layer().word(), finding.text());
        }
    }

    /** Back to the old image, which takes its own boot time. */
    private void end(String phase, Finding finding, long nowMs) {
        await(Awaited.NOTHING, Endpoint.NEVER);
        UpdateVerdict verdict = new UpdateVerdict(phase, finding.layer(), finding.cause());
        machine.fail(UpdateMachine.Event.GIVEN_UP, verdict, nowMs);
        checkRunning(nowMs);
        UpdateState memory = machine.memory;
        behaviour = machine.bank.behaviour(memory.running, memory.runningBytes);
        goDown(nowMs);
    }

    /** At each power-up the image that is to run is checked; a broken one gives way to another, at last the golden. */
    void checkRunning(long nowMs) {
        UpdateState memory = machine.memory;
        if (memory.running == UpdateState.GOLDEN) {
            return;
        }
        machine.bank.fault(memory.running, memory.runningBytes).ifPresent(fault -> replaceRunning(fault, nowMs));
    }

    private void replaceRunning(ImageReport.Finding fault, long nowMs) {
        UpdateState memory = machine.memory;
        Bank.Names broken = machine.bank.active(memory);
        machine.bank.fallBack(memory);
        String names = broken.identifier().toAscii() + " -> " + memory.activeVersion;
        machine.note("running image broken (" + fault.layer().word() + "), another boots: " + names, nowMs);
        if (memory.state == TransferState.CONFIRMED) {
            // it must not be said to run any more: the update failed after all
            UpdateVerdict verdict = new UpdateVerdict(BOOT, fault.layer().word(), fault.text());
            machine.fail(UpdateMachine.Event.GIVEN_UP, verdict, broken, nowMs);
            return;
        }
        RecordBatch batch = machine.host.batch();
        machine.bank.save(memory, batch);
        machine.host.raise(batch, MeterEvent.FIRMWARE_ROLLED_BACK, nowMs);
        batch.commit();
    }
}
