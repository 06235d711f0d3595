package org.metersim.app.field;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.metersim.client.Target;
import org.metersim.metrology.table.MetrologyBoard;
import org.metersim.metrology.table.MetrologyModel;
import org.metersim.nic.Nic;
import org.metersim.nic.NicModel;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ProfileReader;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.LineControl;
import org.metersim.runtime.SimulationClock;
import org.metersim.runtime.journal.MemoryJournal;
import org.metersim.runtime.memory.FactoryContent;
import org.metersim.runtime.memory.FlashMemory;
import org.metersim.runtime.memory.MemoryRegion;
import org.metersim.runtime.wire.VirtualWorld;
import org.metersim.transport.optical.OpticalPort;

/** NIC and metrology of one meter of profile sim-1p in a virtual world, with every port that a client may call. */
final class TwoBoards {

    static final MeterModel PROFILE = ProfileReader.builtin("sim-1p");
    private static final MetrologyModel METROLOGY = MetrologyModel.of(PROFILE, List.of());
    private static final NicModel CARD = NicModel.of(PROFILE);
    private static final long NUMBER = 12345;

    final MemoryJournal journal = new MemoryJournal();
    final MetrologyBoard board;
    final Nic nic;
    private final SimulationClock clock;

    TwoBoards(SimulationClock clock) {
        this.clock = clock;
        Map<Integer, byte[]> pieces = new HashMap<>();
        METROLOGY.factoryPieces().forEach((address, bytes) -> pieces.put(address + Nic.MEMORY_BYTES, bytes));
        int bytes = Nic.MEMORY_BYTES + METROLOGY.memoryBytes();
        FlashMemory memory = new FlashMemory(new FactoryContent(bytes, MetrologyModel.SECTOR_BYTES, pieces));
        long nowMs = clock.nowMs();
        board = new MetrologyBoard(
                METROLOGY,
                new MetrologyBoard.Settings(NUMBER, 42),
                new MetrologyBoard.Surroundings(
                        new MemoryRegion(memory, Nic.MEMORY_BYTES, METROLOGY.memoryBytes()), journal),
                nowMs);
        nic = new Nic(
                new Nic.Settings(CARD, NUMBER, Optional.empty()),
                new Nic.Surroundings(
                        new MemoryRegion(memory, 0, Nic.MEMORY_BYTES),
                        board,
                        (host, port, endpoint) -> endpoint.lineLost(clock.nowMs()),
                        journal,
                        new Random(42)),
                nowMs);
    }

    /** In a virtual world, which wakes it. */
    static TwoBoards in(VirtualWorld world) {
        TwoBoards boards = new TwoBoards(world);
        world.attend(new VirtualWorld.Sleeper() {
            @Override
            public long deadlineMs() {
                return Math.min(boards.board.deadlineMs(), boards.nic.deadlineMs());
            }

            @Override
            public void wake(long atMs) {
                boards.wake(atMs);
            }
        });
        return boards;
    }

    void wake(long nowMs) {
        board.wake(nowMs);
        nic.wake(nowMs);
    }

    /** Who answers at a target. */
    Optional<Endpoint> answer(Target target) {
        return Optional.of(open(target.transport(), LineControl.NONE));
    }

    /** A port of that kind, on a new line. */
    Endpoint open(Target.Transport transport, LineControl line) {
        OpticalPort.Settings optical =
                new OpticalPort.Settings("SIM", "METER", "00012345", 300, 9600, 200, 120_000, false, false);
        return switch (transport) {
            case TCP -> nic.openWrapper(clock.nowMs());
            case HDLC -> nic.openHdlc(clock.nowMs());
            case OPTICAL, PTY -> new OpticalPort(optical, line, () -> nic.openHdlc(clock.nowMs()), nic::readout);
        };
    }
}
