package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.profiles.Firmware;

/** What an engine shows of itself beside its state, and what it keeps. */
class UpdateViewTest {

    private final Bench bench = new Bench();

    @Test
    void showsWhatWasInitiated() {
        assertEquals(128, bench.engine.blockBytes());
        assertEquals(0, bench.engine.imageBytes());
        assertEquals(Octets.EMPTY, bench.engine.identifier());
        bench.initiate(Bench.GOOD);

        assertEquals(Bench.GOOD.length, bench.engine.imageBytes());
        assertEquals(Bench.IDENTIFIER, bench.engine.identifier());
        assertEquals(Bench.blocks(Bench.GOOD), bench.engine.blockCount());
    }

    @Test
    void whetherItIsEnabledSurvivesARestart() {
        assertEquals(AccessResult.SUCCESS, bench.engine.enable(false, bench.nowMs));
        assertTrue(bench.journal.toString().contains("image_transfer_enabled true -> false"), bench.journal::toString);
        bench.restart();
        assertFalse(bench.engine.isEnabled());
        assertEquals(AccessResult.OTHER_REASON, bench.initiate(Bench.GOOD));

        bench.engine.enable(true, bench.nowMs);
        bench.restart();
        assertTrue(bench.engine.isEnabled());
        assertEquals(AccessResult.SUCCESS, bench.initiate(Bench.GOOD));
    }

    @Test
    void saysWhenItIsBackFromARestart() {
        bench.transfer(Bench.GOOD);
        bench.engine.verify(bench.nowMs);
        bench.engine.activate(bench.nowMs);
        long bootsMs = bench.nowMs + Bench.DELAY_MS;
        bench.step(Bench.DELAY_MS);

        assertTrue(bench.engine.isDown(bootsMs));
        assertEquals(bootsMs + Bench.BOOT_MS, bench.engine.backMs());
        assertTrue(bench.engine.isDown(bootsMs + Bench.BOOT_MS - 1));
        assertFalse(bench.engine.isDown(bootsMs + Bench.BOOT_MS));
    }

    @Test
    void notesEachTryOfASelfTest() {
        bench.update(Bench.behaving("selfTest: hang"));

        String journal = bench.journal.toString();
        assertTrue(journal.contains("2 tries left"), journal);
        assertTrue(journal.contains("1 tries left"), journal);
        assertEquals(TransferState.REVERTED, bench.engine.state());
    }

    @Test
    void anImageOfExactlyTheSlotMayBeInitiatedAndOneMoreMayNot() {
        Octets name = Bench.IDENTIFIER;
        int slot = 8 * Bench.SECTOR_BYTES;

        assertEquals(AccessResult.OTHER_REASON, bench.engine.initiate(name, slot + 1L, bench.nowMs));
        assertEquals(AccessResult.SUCCESS, bench.engine.initiate(name, slot, bench.nowMs));
        assertEquals(AccessResult.OTHER_REASON, bench.engine.initiate(Octets.of(new byte[65]), slot, bench.nowMs));
        assertEquals(AccessResult.SUCCESS, bench.engine.initiate(Octets.of(new byte[64]), slot, bench.nowMs));
        assertEquals(AccessResult.SUCCESS, bench.engine.initiate(Octets.of(new byte[1]), 1, bench.nowMs));
    }

    // A bundle's slot takes both images, and what is around them.
    @Test
    void theSlotsHaveTheProfilesSize() {
        Firmware firmware = Bench.FIRMWARE;

        Slots.Shape bank = Bank.shape(firmware);
        Slots.Shape bundle = BundleInstallation.shape(firmware);

        assertEquals(List.of(2, 4096, 128), List.of(bank.count(), bank.slotBytes(), bank.blockBytes()));
        assertEquals(
                List.of(1, 2 * 4096 + 4096, 128), List.of(bundle.count(), bundle.slotBytes(), bundle.blockBytes()));
    }
}
