package org.metersim.metrology.image;

import java.util.List;
import java.util.stream.IntStream;
import org.metersim.metrology.crash.Scenario;
import org.metersim.metrology.crash.Story;
import org.metersim.metrology.image.Forge.Signer;
import org.metersim.metrology.image.UpdateGoal.Accident;
import org.metersim.profiles.Firmware;
import org.metersim.profiles.UpdateOptions;
import org.metersim.profiles.UpdateQuirk;
import org.metersim.runtime.memory.MemoryRegion;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.memory.RecordStore;

/** Ways in which updates of one component go, right and wrong. */
enum UpdateScenario implements Scenario {
    FRESH_UPDATE(UpdateGoal.of(Bench.GOOD, TransferState.CONFIRMED)),
    RESUMED_IN_PIECES(UpdateGoal.of(Bench.GOOD, TransferState.CONFIRMED, Accident.IN_PIECES)),
    /** All records move to the other bank on the way. */
    WITH_CROWDED_RECORDS(UpdateGoal.of(Bench.GOOD, TransferState.CONFIRMED)),
    VERIFIED_LATER(Bench.verifyingFor(3_000), UpdateGoal.of(Bench.GOOD, TransferState.CONFIRMED)),
    INITIATED_OVER_A_VERIFIED_IMAGE(
            UpdateGoal.of(Bench.GOOD, TransferState.VERIFIED), UpdateGoal.of(Images.NEXT, TransferState.CONFIRMED)),
    REJECTED_IMAGE(UpdateGoal.bad(Bench.BAD), UpdateGoal.of(Bench.GOOD, TransferState.CONFIRMED)),
    FAILING_SELF_TEST(
            UpdateGoal.of(Bench.FAILING, TransferState.REVERTED), UpdateGoal.of(Bench.GOOD, TransferState.CONFIRMED)),
    HANGING_SELF_TEST(UpdateGoal.of(Images.HANGING, TransferState.REVERTED)),
    CONFIRMED_BY_THE_CLIENT(UpdateGoal.of(Images.CLIENT_CONFIRMS, TransferState.CONFIRMED)),
    /** Which it says while the self-test runs: docs/update-options.md, activate-on-trial. */
    CONFIRMED_EARLY(
            Bench.with(UpdateOptions.of(UpdateQuirk.ACTIVATE_CONFIRMS)),
            UpdateGoal.of(Images.CLIENT_CONFIRMS, TransferState.CONFIRMED)),
    NEVER_CONFIRMED(UpdateGoal.of(Images.NEVER_CONFIRMS, TransferState.REVERTED)),
    VERIFIED_THEN_A_FAILING_ONE(
            UpdateGoal.of(Images.NEXT, TransferState.VERIFIED), UpdateGoal.of(Bench.FAILING, TransferState.REVERTED)),
    THREE_UPDATES(
            UpdateGoal.of(Bench.GOOD, TransferState.CONFIRMED),
            UpdateGoal.of(Images.NEXT, TransferState.CONFIRMED),
            UpdateGoal.of(Images.OTHER, TransferState.CONFIRMED)),
    BROKEN_BEFORE_ITS_BOOT(
            UpdateGoal.of(Bench.GOOD, TransferState.REVERTED, Accident.STAGED_IMAGE_BREAKS),
            UpdateGoal.of(Images.NEXT, TransferState.CONFIRMED)),
    REVERTED_LATER(
            UpdateGoal.of(Images.SAME_COUNTER, TransferState.REVERTED, Accident.NEW_IMAGE_BREAKS),
            UpdateGoal.of(Images.NEXT, TransferState.CONFIRMED)),
    GOLDEN_BOOT(UpdateGoal.of(Bench.GOOD, TransferState.CONFIRMED, Accident.FACTORY_SLOT_BREAKS)),
    GOLDEN_BOOT_OF_BOTH_BROKEN(
            UpdateGoal.of(Images.SAME_COUNTER, TransferState.REVERTED, Accident.BOTH_IMAGES_BREAK),
            UpdateGoal.of(Images.NEXT, TransferState.CONFIRMED)),
    BROWN_OUT_OVER_THE_RUNNING_IMAGE(0),
    BROWN_OUT_OVER_THE_STAGED_IMAGE(1);

    /** The sectors of a slot that an image takes. */
    private static final int[] AT_RISK = {0, Bench.SECTOR_BYTES};

    /**
     * Bytes of a record that is written four times before: the second bank is nearly full then, the first is not empty.
     */
    private static final int CROWD_BYTES = 1_800;

    private static final int CROWD = 50;
    private static final int NONE_AT_RISK = -1;

    /** The images, besides those of {@link Bench}. */
    private static final class Images {
        private static final byte[] NEXT = Signer.ED25519.sign(Bench.image("2.4.2", 7, "the one after"));
        private static final byte[] OTHER = Signer.ED25519.sign(Bench.image("2.4.3", 8, "another"));
        private static final byte[] SAME_COUNTER = Signer.ED25519.sign(Bench.image("2.4.1", 5, "a way back stays"));
        private static final byte[] HANGING = Bench.behaving("selfTest: hang");
        private static final byte[] CLIENT_CONFIRMS = Bench.behaving("confirm: client");
        private static final byte[] NEVER_CONFIRMS = Bench.behaving("confirm: never");
    }

    private final Firmware firmware;
    private final List<UpdateGoal> goals;
    private final int slotAtRisk;

    UpdateScenario(UpdateGoal... goals) {
        this(Bench.FIRMWARE, goals);
    }

    UpdateScenario(Firmware firmware, UpdateGoal... goals) {
        this.firmware = firmware;
        this.goals = List.of(goals);
        this.slotAtRisk = NONE_AT_RISK;
    }

    /** One update, while the failing voltage also writes into that slot. */
    UpdateScenario(int slotAtRisk) {
        this.firmware = Bench.FIRMWARE;
        this.goals = List.of();
        this.slotAtRisk = slotAtRisk;
    }

    @Override
    public IntStream addressesAtRisk() {
        int slot = Bench.RECORD_BYTES + slotAtRisk * Bench.BANK_BYTES / 2;
        return slotAtRisk == NONE_AT_RISK
                ? IntStream.empty()
                : IntStream.of(AT_RISK).map(at -> slot + at);
    }

    @Override
    public NonVolatileMemory memory() {
        NonVolatileMemory flash = Bench.factoryFlash();
        if (this == WITH_CROWDED_RECORDS) {
            RecordStore records = new RecordStore(new MemoryRegion(flash, 0, Bench.RECORD_BYTES));
            for (int i = 0; i < 4; i++) {
                records.put(CROWD, new byte[CROWD_BYTES]);
            }
        }
        return flash;
    }

    @Override
    public Story begin(NonVolatileMemory memory, NonVolatileMemory flash) {
        if (slotAtRisk != NONE_AT_RISK) {
            return new BrownOutStory(new Bench(firmware, memory));
        }
        return new UpdateStory(new Bench(firmware, memory), flash, goals);
    }
}
