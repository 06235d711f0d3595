package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.dlms.cosem.AccessResult.HARDWARE_FAULT;
import static org.metersim.dlms.cosem.AccessResult.OTHER_REASON;
import static org.metersim.dlms.cosem.AccessResult.SUCCESS;
import static org.metersim.negative.Case.Kind.PASSES;
import static org.metersim.negative.Case.Kind.PROCESS;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metersim.client.DlmsException;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.meter.MemoryFaults;
import org.metersim.meter.MemoryFaults.Ageing;
import org.metersim.meter.MeterState;
import org.metersim.runtime.memory.FlashEffect;
import org.metersim.runtime.memory.FlashOperation;

/** Case 63: a flash that does not program or erase, cannot be read or is worn out, where an update needs it. */
@Timeout(300)
@DisplayNameGeneration(CaseNames.class)
class FlashFailureTest {

    private static final byte[] IMAGE_150 = Draft.good().signed();
    private static final String BOOT_RECORD = "metrology/records/boot record";
    private static final List<FlashEffect> NOT_PROGRAMMED = List.of(FlashEffect.PROG_ERROR, FlashEffect.PROG_NOOP);
    private static final List<FlashEffect> NOT_ERASED = List.of(FlashEffect.ERASE_ERROR, FlashEffect.ERASE_NOOP);
    private static final AttributeRef ENABLED = new AttributeRef(18, LogicalName.parse("0-0:44.0.0.255"), 5);
    private static final int ERASES = 5;

    private final Field field = new Field();

    private static Field withCheckBits() {
        return new Field(builder -> builder.profile(Profiles.with("ecc: false", "ecc: true")));
    }

    private static Field wearing() {
        String endurance = "endurance-erases: " + ERASES;
        return new Field(builder -> builder.profile(Profiles.with("endurance-erases: 0", endurance)));
    }

    private static MemoryFaults flash(Field of) {
        return of.meter.faults().memory();
    }

    private static AccessResult block(Transfer transfer, int number) throws DlmsException {
        return transfer.block(number, Transfer.block(IMAGE_150, number));
    }

    private static MeterState.Component metrology(Field of) {
        return of.meter.state().components().get(0);
    }

    // --- image and markers

    @Case(
            number = 63,
            kind = PROCESS,
            does = "a block or its marker does not program, and the flash says so or not",
            answer = "hardware-fault, and the block is missing; taken when it comes again")
    @Test
    void aBlockIsNotProgrammed() throws DlmsException {
        int struck = 0;
        for (FlashEffect effect : NOT_PROGRAMMED) {
            for (String place : List.of("metrology/slot 1/block 1", "metrology/slot 1/marker 1")) {
                String what = effect + " " + place;
                try (Transfer transfer = field.transfer()) {
                    assertEquals(SUCCESS, transfer.initiate(Transfer.IDENTIFIER, IMAGE_150.length));
                    flash(field).strike(effect, place);
                    assertEquals(SUCCESS, block(transfer, 0));
                    assertEquals(HARDWARE_FAULT, block(transfer, 1), what);
                    assertEquals(SUCCESS, block(transfer, 2));
                    assertEquals(1, transfer.status());
                    assertEquals(1, transfer.firstNotTransferred(), what);
                    assertEquals(OTHER_REASON, transfer.activate());
                    assertEquals(SUCCESS, block(transfer, 1), what);
                    assertEquals(3, transfer.firstNotTransferred());
                    assertEquals(SUCCESS, transfer.verify());
                }
                assertEquals(++struck, flash(field).fired());
            }
        }
        field.isUnharmed();
    }

    @Case(
            number = 63,
            kind = PROCESS,
            does = "the slot of an image that was verified is not erased for the next, and the flash says so or not",
            answer = "initiate: hardware-fault; block: hardware-fault; nothing is verified")
    @Test
    void aSlotIsNotErased() throws DlmsException {
        for (FlashEffect effect : NOT_ERASED) {
            boolean isSaid = effect == FlashEffect.ERASE_ERROR;
            for (String place : List.of("metrology/slot 1/block 0", "metrology/slot 1/marker 0")) {
                String what = effect + " " + place;
                try (Transfer transfer = field.transfer()) {
                    transfer.send(Draft.good().version("1.6.0").signed());
                    assertEquals(SUCCESS, transfer.verify());
                    flash(field).strike(effect, place);
                    AccessResult initiated = transfer.initiate(Transfer.IDENTIFIER, IMAGE_150.length);
                    assertEquals(isSaid ? HARDWARE_FAULT : SUCCESS, initiated, what);
                    assertEquals(isSaid ? 0 : 1, transfer.status(), what);
                    assertEquals(isSaid ? OTHER_REASON : HARDWARE_FAULT, block(transfer, 0), what);
                    assertEquals(0, transfer.firstNotTransferred(), what);
                    assertEquals(OTHER_REASON, transfer.activate());
                }
            }
        }
        assertEquals(4, flash(field).fired());
        field.isUnharmed();
    }

    @Case(
            number = 63,
            kind = PROCESS,
            does = "a block cannot be read: when it was received, verified, or activated, or when it runs",
            answer = "verify: crc; verify: crc; boot: crc; boot: crc")
    @Test
    void aBlockIsNotReadable() throws DlmsException {
        Field checked = withCheckBits();
        try (Transfer transfer = checked.transfer()) {
            transfer.send(IMAGE_150);
            flash(checked).age(Ageing.ECC_2, "metrology/slot 1/block 1");
            checked.refuses(transfer, "crc");

            transfer.send(IMAGE_150);
            assertEquals(SUCCESS, transfer.verify());
        }
        flash(checked).age(Ageing.ECC_2, "metrology/slot 1/block 1");
        checked.powerCycle();
        try (Transfer transfer = checked.transfer()) {
            assertEquals(4, transfer.status());
            assertEquals(
                    new Transfer.Verdict("verify", "crc", transfer.verdict().cause()), transfer.verdict());
            assertEquals(OTHER_REASON, transfer.activate());

            transfer.send(IMAGE_150);
            assertEquals(SUCCESS, transfer.activate());
        }
        flash(checked).age(Ageing.ECC_2, "metrology/slot 1/block 1");
        checked.world.advance(Field.ACTIVATION_MS);
        checked.gaveUp("boot", "crc");

        checked.takes(IMAGE_150, Draft.GOOD_VERSION, 1);
        flash(checked).age(Ageing.ECC_2, "metrology/slot 1/block 1");
        checked.powerCycle();
        checked.runs("1.4.2", 1);
        checked.gaveUp("boot", "crc");
        assertEquals(4, checked.logged(Field.ROLLED_BACK));
        checked.isUnharmed();
    }

    @Case(
            number = 63,
            kind = PASSES,
            does = "the marker of a block cannot be read after a restart",
            answer = "the blocks around it are missing; taken when they come again")
    @Test
    void aMarkerIsNotReadable() throws DlmsException {
        Field checked = withCheckBits();
        try (Transfer transfer = checked.transfer()) {
            transfer.send(IMAGE_150);
        }
        flash(checked).age(Ageing.ECC_2, "metrology/slot 1/marker 1");
        checked.powerCycle();
        try (Transfer transfer = checked.transfer()) {
            assertEquals(0, transfer.firstNotTransferred());
            assertEquals(1, transfer.status());
            assertEquals(OTHER_REASON, transfer.activate());
            transfer.sendBlocks(IMAGE_150, 0);
            assertEquals(SUCCESS, transfer.activate());
        }
        checked.tookIt(Draft.GOOD_VERSION, 1);
        checked.isUnharmed();
    }

    // --- boot record

    /** Strikes the n-th write of a boot record from now on. */
    private static Predicate<FlashOperation> bootRecord(int number) {
        int[] left = {number};
        return operation -> operation.touches(BOOT_RECORD) && --left[0] == 0;
    }

    /** A client that goes on from what the meter says. False when it was answered hardware-fault. */
    private static boolean goOn(Field failing) throws DlmsException {
        try (Transfer transfer = failing.transfer()) {
            if (transfer.status() == 0 && transfer.initiate(Transfer.IDENTIFIER, IMAGE_150.length) != SUCCESS) {
                return false;
            }
            if (transfer.status() == 1) {
                transfer.sendBlocks(IMAGE_150, 0);
            }
            AccessResult activated = transfer.status() == 5 ? SUCCESS : transfer.activate();
            assertTrue(activated == SUCCESS || activated == HARDWARE_FAULT, activated.toString());
            failing.world.advance(Field.ACTIVATION_MS);
            return activated == SUCCESS;
        }
    }

    /** What the meter shows: the old image whole, or the new one and that the update succeeded. */
    private static void isOldOrNew(Field failing, String what) {
        boolean isNew = metrology(failing).transfer().status() == 6;
        assertEquals(isNew ? Draft.GOOD_VERSION : "1.4.2", metrology(failing).activeVersion(), what);
        failing.registersAreUntouched();
    }

    private static void completes(Field failing, String what) throws DlmsException {
        for (int times = 0; metrology(failing).transfer().status() != 6; times++) {
            assertTrue(times < 4, what + ": the update does not come to an end");
            goOn(failing);
            // a board whose flash failed tries nothing by itself for a minute
            failing.world.advance(2 * Field.ACTIVATION_MS);
            isOldOrNew(failing, what);
        }
        failing.tookIt(Draft.GOOD_VERSION, 1);
        failing.isUnharmed();
    }

    @Case(
            number = 63,
            kind = PASSES,
            does = "one bank does not take a boot record, whichever of the update it is",
            answer = "taken")
    @Test
    void oneBankDoesNotTakeABootRecord() throws DlmsException {
        for (FlashEffect effect : NOT_PROGRAMMED) {
            int number = 1;
            for (boolean struck = true; struck; number++) {
                Field failing = new Field();
                flash(failing).strikeWhen(effect, bootRecord(number));
                assertTrue(goOn(failing), effect + " " + number);
                struck = flash(failing).fired() > 0;
                failing.tookIt(Draft.GOOD_VERSION, 1);
                failing.isUnharmed();
            }
            assertEquals(6, number - 2, "boot records");
        }
    }

    @Case(
            number = 63,
            kind = PROCESS,
            does = "neither bank takes a boot record, whichever of the update it is",
            answer = "hardware-fault, or status 3 again; the old image runs until the update is completed")
    @Test
    void neitherBankTakesABootRecord() throws DlmsException {
        Set<String> seen = new TreeSet<>();
        for (FlashEffect effect : NOT_PROGRAMMED) {
            int number = 1;
            while (neitherBankTakes(effect, number, seen)) {
                number++;
            }
            assertEquals(6, number - 1, "boot records");
        }
        // initiate; verification; activation; confirmation
        assertEquals(Set.of("false 0", "false 1", "true 3", "true 5"), seen);
    }

    /** False when the update has no such boot record. */
    private static boolean neitherBankTakes(FlashEffect effect, int number, Set<String> seen) throws DlmsException {
        String what = effect + " " + number;
        Field failing = new Field();
        flash(failing).strikeWhen(effect, bootRecord(number)).strikeWhen(effect, bootRecord(number));
        boolean isAccepted = goOn(failing);
        isOldOrNew(failing, what);
        if (flash(failing).fired() == 0) {
            return false;
        }
        assertEquals(2, flash(failing).fired(), what);
        seen.add(isAccepted + " " + metrology(failing).transfer().status());
        completes(failing, what);
        return true;
    }

    @Case(
            number = 63,
            kind = PROCESS,
            does = "a boot record of the update cannot be read at the next start",
            answer = "the one before it counts: old or new image; the update is completed")
    @Test
    void aBootRecordIsNotReadable() throws DlmsException {
        int number = 1;
        for (Optional<FlashOperation> record = unreadable(number); record.isPresent(); record = unreadable(number)) {
            number++;
        }
        assertEquals(6, number - 1, "boot records");
    }

    private static Optional<FlashOperation> unreadable(int number) throws DlmsException {
        Field checked = withCheckBits();
        List<FlashOperation> written = new ArrayList<>();
        Predicate<FlashOperation> when = bootRecord(number);
        flash(checked).strikeWhen(FlashEffect.PROG_ERROR, operation -> when.test(operation) && !written.add(operation));
        assertTrue(goOn(checked));
        if (!written.isEmpty()) {
            flash(checked).age(Ageing.ECC_2, written.get(0).address());
            checked.powerCycle();
            isOldOrNew(checked, "boot record " + number);
            completes(checked, "boot record " + number);
        }
        return written.stream().findFirst();
    }

    // --- wear

    @Case(
            number = 63,
            kind = PROCESS,
            does = "the slot is worn out: it cannot be erased any more",
            answer = "initiate: hardware-fault, for ever; the old image runs; the card is updated")
    @Test
    void theSlotIsWornOut() throws DlmsException {
        Field worn = wearing();
        try (Transfer transfer = worn.transfer()) {
            for (int times = 0; times < ERASES; times++) {
                transfer.send(IMAGE_150);
                assertEquals(SUCCESS, transfer.verify());
            }
        }
        for (int times = 0; times < 2; times++) {
            try (Transfer transfer = worn.transfer()) {
                assertEquals(HARDWARE_FAULT, transfer.initiate(Transfer.IDENTIFIER, IMAGE_150.length));
                assertEquals(0, transfer.status());
                assertEquals(OTHER_REASON, block(transfer, 0));
                assertEquals(OTHER_REASON, transfer.verify());
                assertEquals(OTHER_REASON, transfer.activate());
            }
            isOldOrNew(worn, "worn");
            worn.powerCycle();
        }
        try (Transfer card = worn.transfer(1)) {
            card.send(Draft.small().component(Draft.NIC).signed());
            assertEquals(SUCCESS, card.activate());
            worn.world.advance(Field.ACTIVATION_MS);
        }
        try (Transfer card = worn.transfer(1)) {
            assertEquals(6, card.status());
        }
        isOldOrNew(worn, "worn");
    }

    @Case(
            number = 63,
            kind = PROCESS,
            does = "the sectors of boot records are worn out while an image is verified",
            answer = "activate: status 3 again, for ever; the old image runs")
    @Test
    void theRecordsAreWornOut() throws DlmsException {
        Field worn = wearing();
        try (Transfer transfer = worn.transfer()) {
            transfer.send(IMAGE_150);
            assertEquals(SUCCESS, transfer.verify());
            int moves = 0;
            do {
                flash(worn).strike(FlashEffect.PROG_ERROR, BOOT_RECORD);
                moves++;
            } while (transfer.client().set(ENABLED, CosemData.bool(true)).equals(SUCCESS));
            assertTrue(moves >= 2 * ERASES, "moves: " + moves);
        }
        for (int times = 0; times < 2; times++) {
            try (Transfer transfer = worn.transfer()) {
                assertEquals(3, transfer.status());
                assertEquals(HARDWARE_FAULT, transfer.client().set(ENABLED, CosemData.bool(false)));
                assertEquals(CosemData.bool(true), transfer.get(5));
                assertEquals(SUCCESS, transfer.activate());
            }
            worn.world.advance(3 * Field.ACTIVATION_MS);
            assertEquals("1.4.2", worn.meter.state().activeFirmware());
            worn.powerCycle();
        }
        isOldOrNew(worn, "worn");
    }
}
