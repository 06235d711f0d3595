package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.profiles.UpdateOptions;
import org.metersim.profiles.UpdateQuirk;
import org.metersim.runtime.memory.ForwardingMemory;
import org.metersim.runtime.memory.NonVolatileMemory;

/** What a bundle does to the slots of both boards, and what is remembered of it. */
class BundleMemoryTest {

    private static final String OLD = "2.4.0, 1.2.0";
    private static final int NIC_SLOT_1 = Bench.RECORD_BYTES + Bench.BANK_BYTES + Bench.BANK_BYTES / 2;

    /** A flash of which one block takes nothing. */
    private static final class Worn extends ForwardingMemory {

        private final int at;
        private long programs;

        Worn(NonVolatileMemory memory, int at) {
            super(memory);
            this.at = at;
        }

        @Override
        public void program(int address, byte[] bytes) {
            programs++;
            if (address != at) {
                super.program(address, bytes);
            }
        }
    }

    private static List<String> newIdentifiers(BundleBench bench) {
        return bench.confirmations().stream()
                .map(UpdateConfirmation::newIdentifier)
                .map(Octets::toAscii)
                .toList();
    }

    @Test
    void givesUpOnBothWhereOneBoardsFlashDoesNotTakeItsPart() {
        BundleBench bench = new BundleBench(flash -> new Worn(flash, NIC_SLOT_1 + 2 * Bench.BLOCK_BYTES));

        bench.update(BundleBench.GOOD);

        assertEquals("IDLE IDLE REVERTED", bench.states());
        assertEquals(
                new UpdateVerdict("boot", "memory", "that of nic does not take the image"), bench.bundle.verdict());
        assertEquals(OLD, bench.running());
        assertEquals(List.of(17, 204), bench.events());
        assertEquals(List.of("2.4.1", "1.3.0"), newIdentifiers(bench));
        assertEquals(0, bench.metrology.imageBytes());
        assertEquals(0, bench.nic.imageBytes());
        // neither is bound to the bundle any more
        bench.transfer(bench.metrology, Bench.GOOD);
        assertEquals(AccessResult.SUCCESS, bench.metrology.activate(bench.nowMs));
        bench.step(3_600_000);
        assertEquals("2.4.1, 1.2.0", bench.running());
    }

    // The second goes where the first one's forerunners stand: into slots that are not blank.
    @Test
    void aBundleIsFollowedByAnother() {
        BundleBench bench = new BundleBench();
        byte[] next =
                BundleBench.bundle(BundleBench.metrology("2.5.0", 6, "next"), BundleBench.nic("1.4.0", 6, "next"));
        bench.update(BundleBench.GOOD);

        bench.update(next);

        assertEquals("2.5.0, 1.4.0", bench.running());
        assertEquals(0, bench.metrology.runningSlot());
        assertEquals(0, bench.nic.runningSlot());
    }

    @Test
    void aBundleThatRunsIsKnownByVersionDigestAndTime() {
        BundleBench bench = new BundleBench();
        assertEquals("", bench.bundle.activeVersion());
        assertEquals(ImageVersion.NONE, bench.bundle.runningVersion());

        bench.update(BundleBench.GOOD);

        assertEquals("1.0.0", bench.bundle.activeVersion());
        assertEquals(ImageVersion.parse("1.0.0"), bench.bundle.runningVersion());
        assertEquals(Octets.of(Forge.hash("SHA-256", BundleBench.GOOD)), bench.bundle.activeDigest());
        assertEquals(1, bench.bundle.securityCounter());
        assertEquals(bench.bundle.endedMs(), bench.bundle.activatedMs());
    }

    // A part is called what it says; where none can be read, what the whole was announced as.
    @Test
    void aRefusedBundleIsConfirmedUnderTheNamesOfItsParts() {
        BundleBench bench = new BundleBench();
        bench.verify(BundleBench.bundle(BundleBench.METROLOGY, BundleBench.nic("1.1.0", 6, "")));
        assertEquals(List.of("2.4.1", "1.1.0"), newIdentifiers(bench));

        BundleBench other = new BundleBench();
        other.verify(BundleBench.bundle(BundleBench.METROLOGY));
        assertEquals(List.of("2.4.1", "acme-2026-11"), newIdentifiers(other));
        assertEquals(
                List.of(
                        Octets.of(Forge.hash("SHA-256", BundleBench.METROLOGY)),
                        Octets.of(Forge.hash("SHA-256", BundleBench.bundle(BundleBench.METROLOGY)))),
                other.confirmations().stream().map(UpdateConfirmation::sha256).toList());
    }

    // Half of a bundle must not be activated by itself, not even where a client may try again what was reverted.
    @Test
    void aPartOfABundleThatWasGivenUpCannotBeActivated() {
        BundleBench bench = new BundleBench(Bench.with(UpdateOptions.of(UpdateQuirk.ACTIVATE_RETRIES)));
        bench.update(BundleBench.bundle(Bench.FAILING, BundleBench.NIC));
        assertEquals("REVERTED REVERTED REVERTED", bench.states());
        assertEquals(0, bench.nic.imageBytes());

        assertEquals(AccessResult.OTHER_REASON, bench.nic.activate(bench.nowMs));

        assertEquals("REVERTED REVERTED REVERTED", bench.states());
        assertEquals(OLD, bench.running());
    }

    @Test
    void aPartOfABundleThatRunsIsShown() {
        BundleBench bench = new BundleBench();
        bench.update(BundleBench.GOOD);

        assertEquals(BundleBench.NIC.length, bench.nic.imageBytes());
        assertEquals(
                List.of(Octets.of(BundleBench.NIC)),
                bench.nic.offers().stream().map(Offer::file).toList());
    }

    // There is no component 2 that an image could need, whatever else the meter has.
    @Test
    void aProgramOrABundleIsNothingToDependOn() {
        BundleBench bench = new BundleBench();
        byte[] needing = BundleBench.metrology("2.4.1", 6, "good", Forge.tlv(0x40, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        bench.transfer(bench.metrology, needing);

        assertEquals(AccessResult.OTHER_REASON, bench.metrology.verify(bench.nowMs));

        assertEquals("dependency", bench.metrology.verdict().layer());
    }

    @Test
    void aPartOfWholeBlocksIsWrittenBlockByBlockAndNothingAfterTheLast() {
        byte[] nic = BundleBench.nic("1.3.0", 6, "good");
        int room = Bench.BLOCK_BYTES - nic.length % Bench.BLOCK_BYTES;
        byte[] filler = Forge.tlv(0xB0, new byte[room - 4]);
        byte[] whole = BundleBench.nic("1.3.0", 6, "good", filler);
        byte[] shorter = BundleBench.nic("1.3.0", 6, "good", Forge.tlv(0xB0, new byte[room - 5]));
        assertEquals(0, whole.length % Bench.BLOCK_BYTES);

        assertEquals(programsOf(shorter), programsOf(whole));
    }

    private static long programsOf(byte[] nic) {
        Worn[] flash = new Worn[1];
        BundleBench bench = new BundleBench(memory -> flash[0] = new Worn(memory, -1));
        bench.verify(BundleBench.bundle(BundleBench.METROLOGY, nic));
        bench.bundle.activate(bench.nowMs);
        long before = flash[0].programs;
        bench.step(3_600_000);
        assertEquals("2.4.1, 1.3.0", bench.running());
        return flash[0].programs - before;
    }
}
