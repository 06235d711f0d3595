package org.metersim.metrology.image;

import java.util.List;

/** The firmware of one board: booted on trial, then confirmed, or reverted. */
public final class FirmwareInstallation extends BootingInstallation {

    private final Board board;

    private FirmwareInstallation(Board board) {
        super(board.machine(), List.of(board));
        this.board = board;
    }

    /** The update engine of a board. To be started before it is asked. @param bank its slots, verifier and profile */
    public static UpdateEngine engine(Bank bank, UpdateHost host) {
        UpdateMachine machine = new UpdateMachine(bank.kind(), bank.slots(), host, bank.fresh());
        return new UpdateEngine(machine, new FirmwareInstallation(new Board(bank, machine)), bank.firmware());
    }

    Board board() {
        return board;
    }

    @Override
    public ImageReport verify(long nowMs) {
        return board.verify(nowMs);
    }

    @Override
    public List<Offer> offers() {
        return List.of(board.offer());
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
    public boolean breaks(Behaviour.Breakage what) {
        return board.breaks(what);
    }

    @Override
    public void begin(long nowMs) {
        boot().begin(board.machine().host.batch(), nowMs);
    }

    @Override
    public ImageReport verifyTrial(long nowMs) {
        return board.verify(nowMs);
    }

    @Override
    public void run(long nowMs) {
        board.runNew(nowMs);
    }

    @Override
    public void start(long nowMs) {
        // the trial of a part is that of its bundle
        if (!board.machine().memory.isPart && !startTrial(nowMs)) {
            board.checkRunning(nowMs);
        }
    }
}
