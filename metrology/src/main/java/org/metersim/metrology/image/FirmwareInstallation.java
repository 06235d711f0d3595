package org.metersim.metrology.image;

import java.util.List;

/** The firmware of one board: booted on trial, then confirmed, or reverted. */
public final class FirmwareInstallation implements Installation {

    private final Board board;
    private final TrialBoot boot;

    FirmwareInstallation(Board board) {
        this.board = board;
        this.boot = new TrialBoot(board.machine(), List.of(board), board::verify);
    }

    /** The update engine of a board. To be started before it is asked. @param bank its slots, verifier and profile */
    public static UpdateEngine engine(Bank bank, UpdateHost host) {
        UpdateMachine machine = new UpdateMachine(bank.kind(), bank.slots(), host, bank.fresh());
        return new UpdateEngine(machine, new FirmwareInstallation(new Board(bank, machine)), bank.firmware());
    }

    @Override
    public ImageReport verify() {
        return board.verify();
    }

    @Override
    public List<Ending> endings() {
        return List.of(board.ending());
    }

    @Override
    public ImageVersion runningVersion() {
        return board.runningVersion();
    }

    @Override
    public void begin(long nowMs) {
        boot.begin(board.machine().host.batch(), nowMs);
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

    @Override
    public void start(long nowMs) {
        UpdateMachine machine = board.machine();
        if (machine.state() == TransferState.PENDING || machine.state() == TransferState.TRIAL) {
            machine.note(
                    "image_transfer_status " + machine.state().status() + " (" + machine.state() + ") boots again",
                    nowMs);
            boot.resume(nowMs);
        } else {
            board.checkRunning(nowMs);
        }
    }
}
