package org.metersim.metrology.image;

import java.util.List;

/** An installation that boots new images on trial. */
abstract class BootingInstallation implements Installation, TrialBoot.Subject {

    private final UpdateMachine machine;
    private final TrialBoot boot;

    BootingInstallation(UpdateMachine machine, List<Board> boards) {
        this.machine = machine;
        this.boot = new TrialBoot(machine, boards, this);
    }

    TrialBoot boot() {
        return boot;
    }

    /** Goes on with a trial that the power cut; true when there was one. */
    boolean startTrial(long nowMs) {
        boolean isOnTrial = machine.state() == TransferState.PENDING || machine.state() == TransferState.TRIAL;
        if (isOnTrial) {
            String state = machine.state().status() + " (" + machine.state() + ")";
            machine.note("image_transfer_status " + state + " boots again", nowMs);
            boot.resume(nowMs);
        }
        return isOnTrial;
    }

    @Override
    public boolean awaitsClient() {
        return boot.awaitsClient();
    }

    @Override
    public void confirm(long nowMs) {
        boot.confirm(nowMs);
    }

    @Override
    public boolean isDown(long nowMs) {
        return boot.isDown(nowMs);
    }

    @Override
    public long backMs() {
        return boot.backMs();
    }

    @Override
    public long deadlineMs() {
        return boot.deadlineMs();
    }

    @Override
    public void wake(long nowMs) {
        boot.wake(nowMs);
    }
}
