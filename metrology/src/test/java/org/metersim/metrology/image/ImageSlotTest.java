package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.runtime.memory.FactoryContent;
import org.metersim.runtime.memory.FlashFault;
import org.metersim.runtime.memory.FlashGeometry;
import org.metersim.runtime.memory.FlashMemory;
import org.metersim.runtime.memory.ForwardingMemory;
import org.metersim.runtime.memory.MemoryRegion;
import org.metersim.runtime.memory.NonVolatileMemory;

/** Blocks and markers in the flash: where each lies, what is written, and what an erase takes with it. */
class ImageSlotTest {

    private static final int SECTOR_BYTES = 512;
    private static final int BLOCK_BYTES = 128;

    /** Two sectors of markers, and the blocks that they are of. */
    private static final int BLOCKS = 2 * SECTOR_BYTES / 8;

    private static final int DATA_BYTES = BLOCKS * BLOCK_BYTES;
    private static final int MARKERS_AT = DATA_BYTES;

    private static final FlashGeometry PLAIN = FlashGeometry.plain(SECTOR_BYTES);
    private static final FlashGeometry CHECKED =
            new FlashGeometry(SECTOR_BYTES, 8, (byte) 0xFF, FlashGeometry.ENDLESS, true);

    /** A flash that says what is done to it, and does not do all of it. */
    private static final class Watched extends ForwardingMemory {

        private final List<String> operations = new ArrayList<>();
        private boolean isDead;
        private boolean isWorn;
        private int unreadable = -1;

        Watched(FlashGeometry geometry) {
            super(new FlashMemory(new FactoryContent(DATA_BYTES + 2 * SECTOR_BYTES, geometry, Map.of())));
        }

        @Override
        public byte[] read(int address, int length) {
            if (address <= unreadable && unreadable < address + length) {
                throw new FlashFault(FlashFault.Kind.READ, unreadable);
            }
            return super.read(address, length);
        }

        @Override
        public void program(int address, byte[] bytes) {
            operations.add("program " + address + " " + bytes.length);
            if (isWorn) {
                throw new FlashFault(FlashFault.Kind.PROGRAM, address);
            }
            if (!isDead) {
                super.program(address, bytes);
            }
        }

        @Override
        public void erase(int address) {
            operations.add("erase " + address);
            super.erase(address);
        }
    }

    private Watched flash = new Watched(PLAIN);
    private ImageSlot slot = slot(flash);

    private static ImageSlot slot(NonVolatileMemory flash) {
        return new ImageSlot(
                new MemoryRegion(flash, 0, DATA_BYTES),
                new MemoryRegion(flash, MARKERS_AT, 2 * SECTOR_BYTES),
                BLOCK_BYTES);
    }

    private void use(FlashGeometry geometry) {
        flash = new Watched(geometry);
        slot = slot(flash);
    }

    private static byte[] block(int number) {
        byte[] bytes = new byte[BLOCK_BYTES];
        Arrays.fill(bytes, (byte) number);
        return bytes;
    }

    private void fill() {
        for (int number = 0; number < BLOCKS; number++) {
            assertEquals(AccessResult.SUCCESS, slot.write(number, block(number)), "block " + number);
        }
        flash.operations.clear();
    }

    private int present(int number) {
        return slot.isPresent(number, BLOCK_BYTES) ? 1 : 0;
    }

    private int present(int first, int beyond) {
        return IntStream.range(first, beyond).map(this::present).sum();
    }

    private String markers(int length) {
        return Octets.of(flash.read(MARKERS_AT, length)).toHex();
    }

    // The check value of CRC-32/ISO-HDLC.
    @Test
    void aMarkerIsTheBlocksCrcAndItsComplement() {
        byte[] check = Octets.ascii("123456789").toBytes();

        assertEquals(AccessResult.SUCCESS, slot.write(1, check));

        assertEquals("FFFFFFFFFFFFFFFF" + "CBF43926340BC6D9", markers(16));
        assertArrayEquals(check, flash.read(128, 9));
        assertEquals(List.of("program 128 9", "program " + (MARKERS_AT + 8) + " 8"), flash.operations);
        assertTrue(slot.isPresent(1, 9));
        assertFalse(slot.isPresent(1, 8));
    }

    @Test
    void aStartProgramsTheMarkersOfAllBlocksThatAreThereOnceMore() {
        slot.write(0, Octets.ascii("123456789").toBytes());
        slot.useBlocks(9);
        slot.write(2, Octets.ascii("123456789").toBytes());
        flash.operations.clear();

        assertEquals("{0, 2}", slot.findBlocks(4 * 9).toString());

        assertEquals(List.of("program " + MARKERS_AT + " 24"), flash.operations);
        assertEquals("CBF43926340BC6D9" + "FFFFFFFFFFFFFFFF" + "CBF43926340BC6D9" + "FFFFFFFFFFFFFFFF", markers(32));
    }

    // It reads as whole when it is looked at, and not any more when it is read to be written again.
    @Test
    void aMarkerThatWaversIsFirmAfterTheStart() {
        byte[] check = Octets.ascii("123456789").toBytes();
        byte[] wavering = Hex.bytes("CBF43926340BC6DF");
        FlashMemory cells = new FlashMemory(
                new FactoryContent(DATA_BYTES + 2 * SECTOR_BYTES, PLAIN, Map.of(0, check, MARKERS_AT, wavering)));
        ImageSlot lucky = slot(new ForwardingMemory(cells) {
            private boolean wasRead;

            @Override
            public byte[] read(int address, int length) {
                boolean isWhole = address == MARKERS_AT && !wasRead;
                wasRead |= isWhole;
                return isWhole ? Hex.bytes("CBF43926340BC6D9") : super.read(address, length);
            }
        });

        assertEquals("{0}", lucky.findBlocks(9).toString());

        assertEquals("CBF43926340BC6D9", Octets.of(cells.read(MARKERS_AT, 8)).toHex());
        assertTrue(slot(cells).isPresent(0, 9));
    }

    @Test
    void aStartThatFindsNothingWritesNothing() {
        assertEquals("{}", slot.findBlocks(DATA_BYTES).toString());

        assertEquals(List.of(), flash.operations);
    }

    @Test
    void aStartFindsTheLastBlockOfAFullSlotAndNoneBehindIt() {
        fill();

        assertEquals(BLOCKS, slot.findBlocks(DATA_BYTES).cardinality());
        assertEquals(2, slot.findBlocks(BLOCK_BYTES + 1).length() + 1);
    }

    @Test
    void aFlashThatRefusesIsAHardwareFault() {
        flash.isWorn = true;

        assertEquals(AccessResult.HARDWARE_FAULT, slot.write(0, block(0)));
    }

    // --- a block over another

    @Test
    void anOverwrittenBlockTakesItsSectorOfMarkersAlongAndNoMore() {
        fill();
        int wanted = 70;

        assertEquals(AccessResult.SUCCESS, slot.overwrite(wanted, block(7), DATA_BYTES));

        assertEquals(BLOCKS, present(0, BLOCKS));
        assertArrayEquals(block(7), slot.block(wanted, BLOCK_BYTES));
        assertArrayEquals(block(71), slot.block(71, BLOCK_BYTES));
        List<String> erases = flash.operations.stream()
                .filter(each -> each.startsWith("erase"))
                .toList();
        List<String> expected = new ArrayList<>(List.of("erase " + (MARKERS_AT + SECTOR_BYTES)));
        for (int at = DATA_BYTES / 2; at < DATA_BYTES; at += SECTOR_BYTES) {
            expected.add("erase " + at);
        }
        assertEquals(expected, erases);
        assertEquals(64 * 2, flash.operations.size() - erases.size());
    }

    @Test
    void onlyBlocksThatAreThereAreWrittenAnew() {
        slot.write(0, block(1));
        slot.write(2, Arrays.copyOf(block(2), 10));
        flash.operations.clear();

        assertEquals(AccessResult.SUCCESS, slot.overwrite(0, block(3), 2 * BLOCK_BYTES + 10));

        assertEquals("[1, 0]", List.of(present(0), present(1)).toString());
        assertTrue(slot.isPresent(2, 10));
        assertArrayEquals(block(3), slot.block(0, BLOCK_BYTES));
        assertEquals(
                4,
                flash.operations.stream()
                        .filter(each -> each.startsWith("program"))
                        .count());
    }

    // What shares the sector of markers must share no sector of data with the blocks beyond.
    @Test
    void aBlockIsNotOverwrittenWhereItsNeighboursShareASectorWithOthers() {
        slot.useBlocks(100);
        byte[] first = Arrays.copyOf(block(1), 100);
        slot.write(0, first);
        flash.operations.clear();

        assertEquals(AccessResult.HARDWARE_FAULT, slot.overwrite(0, Arrays.copyOf(block(2), 100), 7000));

        assertEquals(List.of(), flash.operations);
        assertArrayEquals(first, slot.block(0, 100));
    }

    @Test
    void anOverwriteThatTheFlashDoesNotTakeIsAHardwareFault() {
        slot.write(0, block(1));
        flash.isDead = true;

        assertEquals(AccessResult.HARDWARE_FAULT, slot.overwrite(0, block(2), DATA_BYTES));
    }

    // --- check bits

    // A place that was torn can be written again only after an erase, and what shares its sector goes with it.
    @ParameterizedTest
    @ValueSource(ints = {64, 65, 127})
    void withCheckBitsATornMarkerTakesItsGroupAndLeavesTheOthers(int torn) {
        use(CHECKED);
        for (int number = 0; number < BLOCKS; number++) {
            if (number != torn) {
                slot.write(number, block(number));
            }
        }
        flash.program(MARKERS_AT + torn * 8, new byte[8]);

        assertEquals(
                64,
                slot.findBlocks(DATA_BYTES).stream().filter(each -> each < 64).count());

        assertEquals(64, present(0, BLOCKS));
        assertEquals(AccessResult.SUCCESS, slot.write(torn, block(torn)));
    }

    @Test
    void withCheckBitsEachTornGroupIsErased() {
        use(CHECKED);
        flash.program(MARKERS_AT + 3 * 8, new byte[8]);
        flash.program(MARKERS_AT + 64 * 8, new byte[8]);

        assertEquals("{}", slot.findBlocks(DATA_BYTES).toString());

        fill();
        assertEquals(BLOCKS, present(0, BLOCKS));
    }

    @Test
    void withCheckBitsABlockThatCannotBeReadIsTorn() {
        use(CHECKED);
        slot.write(5, block(5));
        flash.unreadable = 6 * BLOCK_BYTES + 20;

        assertEquals("{}", slot.findBlocks(8 * BLOCK_BYTES).toString());
        assertTrue(flash.operations.contains("erase " + MARKERS_AT));
    }

    // Of an image that is cut short at the sector's end: the last group may be smaller than a sector of markers.
    @Test
    void withCheckBitsWhatIsBehindTheImageIsLeftAlone() {
        use(CHECKED);
        flash.program(MARKERS_AT + 64 * 8, new byte[8]);
        slot.write(63, block(63));
        flash.operations.clear();

        assertEquals("{63}", slot.findBlocks(64 * BLOCK_BYTES).toString());

        assertEquals(List.of(), flash.operations);
    }

    @Test
    void aWriteUnitThatCannotBeReadCountsAsErased() {
        use(CHECKED);
        slot.write(0, block(0x11));
        flash.unreadable = 10;

        byte[] read = slot.read(30);

        assertEquals(
                "11".repeat(8) + "FF".repeat(8) + "11".repeat(14),
                Octets.of(read).toHex());
        flash.unreadable = 26;
        assertEquals("11".repeat(24) + "FF".repeat(6), Octets.of(slot.read(30)).toHex());
        assertArrayEquals(new byte[0], slot.block(0, BLOCK_BYTES));
    }
}
