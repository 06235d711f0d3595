package org.metersim.metrology.image;

import org.metersim.metrology.crash.Scenario;
import org.metersim.metrology.crash.Story;
import org.metersim.runtime.memory.NonVolatileMemory;

/** Firmware for both boards in one transfer. */
enum BundleScenario implements Scenario {
    BUNDLE(BundleBench.GOOD, TransferState.CONFIRMED),
    BUNDLE_OF_WHICH_A_PART_FAILS(BundleBench.bundle(Bench.FAILING, BundleBench.NIC), TransferState.REVERTED);

    private final byte[] file;
    private final TransferState end;

    BundleScenario(byte[] file, TransferState end) {
        this.file = file;
        this.end = end;
    }

    @Override
    public NonVolatileMemory memory() {
        // a bench that was only started has not written anything
        return new BundleBench().memory;
    }

    @Override
    public Story begin(NonVolatileMemory memory, NonVolatileMemory flash) {
        return new BundleStory(memory, file, end);
    }
}
