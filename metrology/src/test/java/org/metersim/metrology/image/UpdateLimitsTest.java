package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.image.Behaviour.Breakage;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.profiles.UpdateOptions;
import org.metersim.profiles.UpdateQuirk;
import org.metersim.runtime.memory.FactoryContent;
import org.metersim.runtime.memory.FlashGeometry;
import org.metersim.runtime.memory.FlashMemory;
import org.metersim.runtime.memory.MemoryRegion;
import org.metersim.runtime.memory.PowerCut;
import org.metersim.runtime.memory.PowerCut.Moment;
import org.metersim.runtime.memory.PowerLost;

/** The engine at its limits, and what it must not forget or do twice. */
class UpdateLimitsTest {

    private static final byte[] GOOD = Bench.GOOD;

    private static Bench with(UpdateQuirk quirk) {
        return new Bench(Bench.with(UpdateOptions.of(quirk)), each -> each);
    }

    // --- what does not work with the firmware that runs

    @Test
    void whatAFirmwareBreaksIsBrokenFromItsTrialOnAndAfterRestarts() {
        Bench bench = new Bench();
        assertFalse(bench.engine.breaks(Breakage.CLOCK));
        bench.transfer(Bench.behaving("breaks: clock\nconfirm: client"));
        bench.engine.activate(bench.nowMs);
        bench.step(Bench.DELAY_MS + Bench.BOOT_MS + 500);
        assertEquals(TransferState.TRIAL, bench.engine.state());
        assertTrue(bench.engine.breaks(Breakage.CLOCK));
        assertFalse(bench.engine.breaks(Breakage.OPTICAL));

        bench.engine.activate(bench.nowMs);
        bench.restart();

        assertEquals(TransferState.CONFIRMED, bench.engine.state());
        assertTrue(bench.engine.breaks(Breakage.CLOCK));
        assertFalse(bench.engine.breaks(Breakage.OPTICAL));
    }

    // --- image_block_size

    @Test
    void aBlockHasAtLeastTheProfilesSizeAndAtMostFourKibibytes() {
        Bench bench = with(UpdateQuirk.BLOCK_SIZE_WRITABLE);

        assertEquals(AccessResult.SUCCESS, bench.engine.setBlockBytes(4096, bench.nowMs));
        assertEquals(4096, bench.engine.blockBytes());
        assertTrue(bench.journal.contains("firmware of metrology: image_block_size 128 -> 4096"));
        assertEquals(AccessResult.OTHER_REASON, bench.engine.setBlockBytes(4096 + 128, bench.nowMs));
        assertEquals(AccessResult.OTHER_REASON, bench.engine.setBlockBytes(0, bench.nowMs));
        assertEquals(AccessResult.SUCCESS, bench.engine.setBlockBytes(128, bench.nowMs));
        assertEquals(128, bench.engine.blockBytes());
    }

    // --- image_transfer_enabled

    @Test
    void onlyDisablingDiscards() {
        Bench bench = UpdateProbes.begun(with(UpdateQuirk.DISABLE_DISCARDS));

        bench.engine.enable(true, bench.nowMs);

        assertEquals(TransferState.RECEIVING, bench.engine.state());
        assertEquals(1, bench.engine.firstNotTransferred());
    }

    // --- power cuts

    // Else it would be believed, or refused with an event, while its bytes are going.
    @Test
    void aVerifiedImageIsForgottenBeforeItsSlotIsErased() {
        for (int operation = 0; ; operation++) {
            PowerCut flash = new PowerCut(Bench.factoryFlash(), each -> {});
            Bench bench = new Bench(Bench.FIRMWARE, flash);
            bench.restart();
            UpdateProbes.verified(bench);
            Octets verified = Bench.verifiedDigest(bench.engine).orElseThrow();
            flash.cutAt(flash.operations() + operation, Moment.AFTER);
            try {
                bench.initiate(GOOD);
                assertTrue(operation > 3, operation + " operations");
                return;
            } catch (PowerLost cut) {
                bench.restart();
            }
            assertTrue(Bench.verifiedDigest(bench.engine).map(verified::equals).orElse(true));
            assertTrue(bench.engine.state() != TransferState.REJECTED, "cut at operation " + operation);
            assertEquals(List.of(17), bench.events());
        }
    }

    @Test
    void anEndThatWasForgottenStaysForgotten() {
        Bench bench = with(UpdateQuirk.END_IS_FORGOTTEN);
        bench.update(GOOD);
        bench.cutPower();
        assertEquals(TransferState.IDLE, bench.engine.state());
        bench.journal.clear();

        bench.cutPower();

        assertEquals(List.of(), bench.journal);
        assertEquals(TransferState.IDLE, bench.engine.state());
        assertEquals("2.4.1", bench.engine.activeVersion());
    }

    // The slot before it is a way back still, though no update is shown that could have failed.
    @Test
    void anImageThatBreaksAfterItsEndWasForgottenGivesWayToTheOneBefore() {
        Bench bench = with(UpdateQuirk.END_IS_FORGOTTEN);
        bench.update(Forge.Signer.ED25519.sign(Bench.image("2.4.1", 5, "same counter")));
        bench.cutPower();
        assertEquals(TransferState.IDLE, bench.engine.state());
        bench.memory.program(bench.slotAt(1) + 200, new byte[] {0, 0, 0, 0});

        bench.cutPower();

        assertEquals(0, bench.engine.runningSlot());
        assertEquals("2.4.0", bench.engine.activeVersion());
        assertEquals(TransferState.IDLE, bench.engine.state());
        assertEquals(List.of(17, 18, 20, 204), bench.events());
        assertEquals(1, bench.confirmations().size());
    }

    @Test
    void aVerifiedImageThatBrokeIsNotActivatedByAStart() {
        Bench bench = UpdateProbes.verified(with(UpdateQuirk.AUTOACTIVATE));
        bench.memory.program(bench.slotAt(1) + 200, new byte[] {0, 0, 0, 0});

        bench.cutPower();
        bench.step(3_600_000);

        assertEquals(TransferState.REJECTED, bench.engine.state());
        assertEquals("2.4.0", bench.engine.activeVersion());
    }

    // --- the machine by itself

    private static final Octets DIGEST = Octets.parse("AB");

    private static UpdateMachine machine(Bench bench) {
        FlashGeometry flash = FlashGeometry.plain(Bench.SECTOR_BYTES);
        Slots.Shape shape = new Slots.Shape(1, Bench.SECTOR_BYTES, Bench.BLOCK_BYTES);
        int bytes = shape.sizeBytes(flash);
        FlashMemory memory = new FlashMemory(new FactoryContent(bytes, flash, Map.of()));
        Slots slots = new Slots(shape, new MemoryRegion(memory, 0, bytes), bench.records, Bench.KEY + 1);
        return new UpdateMachine(UpdateKind.PROGRAM, slots, bench);
    }

    @Test
    void whatWasNotWrittenIsGoneWhenTheRecordIsReadAgain() {
        UpdateMachine machine = machine(new Bench());
        machine.activate("one", DIGEST, 7, 1_000);
        machine.reload();
        assertEquals("one", machine.activeVersion());
        machine.save();

        machine.activate("two", DIGEST, 9, 2_000);
        assertEquals("two", machine.activeVersion());
        assertEquals(9, machine.securityCounter());
        machine.reload();

        assertEquals("one", machine.activeVersion());
        assertEquals(7, machine.securityCounter());
        assertEquals(1_000, machine.memory.activatedMs);
    }

    @Test
    void theSecurityCounterNeverGoesBack() {
        UpdateMachine machine = machine(new Bench());
        machine.activate("one", DIGEST, 7, 1_000);

        machine.activate("two", DIGEST, 6, 2_000);

        assertEquals(7, machine.securityCounter());
    }

    @Test
    void aMoveThatIsNotInTheTableIsABugOfOurs() {
        UpdateMachine machine = machine(new Bench());

        String why = assertThrows(IllegalStateException.class, () -> machine.on(UpdateMachine.Event.CONFIRMED, 1_000))
                .getMessage();

        assertEquals("CONFIRMED in IDLE", why);
        assertEquals(TransferState.IDLE, machine.state());
    }
}
