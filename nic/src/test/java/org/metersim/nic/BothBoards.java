package org.metersim.nic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.metersim.metrology.table.MetrologyBoard;
import org.metersim.metrology.table.MetrologyModel;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ProfileReader;
import org.metersim.runtime.journal.MemoryJournal;
import org.metersim.runtime.memory.FactoryContent;
import org.metersim.runtime.memory.FlashMemory;

/** The card in front of the real metrology board, as a meter has them. */
final class BothBoards {

    static final long NOW_MS = 1_764_000_000_000L;
    private static final int SECTOR_BYTES = 4096;

    final MeterModel profile = ProfileReader.builtin("sim-1p");
    private final MetrologyModel model = MetrologyModel.of(profile, List.of());
    final MemoryJournal journal = new MemoryJournal();
    private final MetrologyBoard board = new MetrologyBoard(
            model,
            new MetrologyBoard.Settings(12_345, 42),
            new MetrologyBoard.Surroundings(
                    new FlashMemory(new FactoryContent(model.memoryBytes(), model.flash(), model.factoryPieces())),
                    journal),
            NOW_MS);
    final Nic nic = new Nic(
            new Nic.Settings(NicModel.of(profile), 12_345, Optional.empty()),
            new Nic.Surroundings(
                    new FlashMemory(new FactoryContent(Nic.MEMORY_BYTES, SECTOR_BYTES, Map.of())),
                    board,
                    (host, port, endpoint) -> endpoint.lineLost(NOW_MS),
                    journal,
                    new Random(42)),
            NOW_MS);
}
