package org.metersim.metrology.image;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.metersim.metrology.crash.CrashTests;
import org.metersim.metrology.crash.Depth;
import org.metersim.metrology.crash.Scenario;
import org.metersim.metrology.crash.Story;
import org.metersim.metrology.image.Forge.Signer;
import org.metersim.profiles.Firmware;
import org.metersim.runtime.memory.FlashGeometry;
import org.metersim.runtime.memory.NonVolatileMemory;

/** An image as large as a slot of sim-1p: the power is cut at each of its thousands of operations, in each way. */
@EnabledIfSystemProperty(named = "crash.full", matches = "true")
class FullSizeSweepTest {

    private static final int SECTOR_BYTES = 4_096;
    private static final int SLOT_BYTES = 512 * 1_024;
    private static final int BLOCK_BYTES = 200;
    private static final int PAYLOAD_BYTES = 523_900;

    /** As many as there must be of an image of that size. */
    private static final int CASES = 27_000;

    private static final CrashTests SWEEPS = new CrashTests(FullSizeSweepTest.class);

    /** One update of 512 KiB. */
    private static final class FullSize implements Scenario {

        private final Firmware firmware = Bench.firmware(SLOT_BYTES, BLOCK_BYTES);
        private final UpdateGoal goal = UpdateGoal.of(Signer.ED25519.sign(image()), TransferState.CONFIRMED);

        private static byte[] image() {
            byte[] payload = new byte[PAYLOAD_BYTES];
            for (int at = 0; at < payload.length; at++) {
                payload[at] = (byte) (at * 31 + at / 251);
            }
            byte[] counter = Forge.tlv(0x50, 6, 0, 0, 0);
            return Forge.toBeSigned(payload, counter, Forge.VID, Forge.CID, Forge.METROLOGY);
        }

        @Override
        public String name() {
            return "FULL_SIZE";
        }

        @Override
        public NonVolatileMemory memory() {
            return Bench.factoryFlash(firmware, FlashGeometry.plain(SECTOR_BYTES));
        }

        @Override
        public Story begin(NonVolatileMemory memory, NonVolatileMemory flash) {
            return new UpdateStory(new Bench(firmware, memory), flash, List.of(goal));
        }
    }

    @Test
    void aCutAnywhereHarmsNothing() {
        try {
            SWEEPS.sweep(new FullSize(), Depth.ONCE_EACH);
        } finally {
            SWEEPS.print();
        }
        SWEEPS.assertAtLeast(CASES);
    }
}
