package org.metersim.metrology.crash;

import java.util.stream.IntStream;
import org.metersim.runtime.memory.NonVolatileMemory;

/** Something that happens to a meter, the same each time. Shared by threads: each case has its own memory and story. */
public interface Scenario {

    /** Unique within its sweep; begins a case's id. */
    String name();

    /** A memory as the scenario finds it. */
    NonVolatileMemory memory();

    /** Sectors that a brown-out may hit besides the one that is written, an address each. */
    default IntStream addressesAtRisk() {
        return IntStream.empty();
    }

    /**
     * Not yet started.
     *
     * @param memory the meter's, which may be cut
     * @param flash the same without a cut, for what happens to a flash by itself
     */
    Story begin(NonVolatileMemory memory, NonVolatileMemory flash);
}
