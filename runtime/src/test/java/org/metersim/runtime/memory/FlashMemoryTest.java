package org.metersim.runtime.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * NOR flash: what programs, what does not, and what a meter at rest is packed to. Sectors of 16 bytes, four of them.
 */
class FlashMemoryTest {

    private static final int SECTOR_BYTES = 16;
    private static final FactoryContent FACTORY =
            new FactoryContent(64, SECTOR_BYTES, Map.of(14, bytes("0102030405"), 40, bytes("AABB")));

    private final FlashMemory memory = new FlashMemory(FACTORY);

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private String hex(int address, int length) {
        return HexFormat.of().withUpperCase().formatHex(memory.read(address, length));
    }

    @Test
    void leavesTheFactoryWithItsContentAndErasedElsewhere() {
        assertEquals("FFFF0102030405FF", hex(12, 8));
        assertEquals("AABBFF", hex(40, 3));
        assertEquals("FF".repeat(14) + "0102030405" + "FF".repeat(21) + "AABB" + "FF".repeat(22), hex(0, 64));
        assertEquals("", hex(64, 0));
    }

    @Test
    void programsWhereBitsAreStillSet() {
        memory.program(30, bytes("10203040"));
        assertEquals("FF10203040FF", hex(29, 6));
        memory.program(30, bytes("10003000"));
        assertEquals("10003000", hex(30, 4));
        memory.program(30, bytes("10003000"));
        assertEquals(3, memory.operations());
    }

    @Test
    void refusesToSetABitThatOnlyEraseSets() {
        memory.program(0, bytes("F0"));
        assertThrows(IllegalStateException.class, () -> memory.program(0, bytes("F1")));
        assertThrows(IllegalStateException.class, () -> memory.program(14, bytes("03")));
        assertEquals("F0", hex(0, 1));
    }

    @Test
    void erasesOneSectorAndNoOther() {
        memory.erase(16);
        assertEquals("0102FFFFFF", hex(14, 5));
        assertEquals("AABB", hex(40, 2));
        memory.program(16, bytes("55"));
        assertEquals("0102" + "55" + "FF", hex(14, 4));
        assertEquals(2, memory.operations());
    }

    @Test
    void keepsToItself() {
        FlashMemory other = new FlashMemory(FACTORY);
        memory.erase(32);
        assertArrayEquals(bytes("AABB"), other.read(40, 2));
        memory.read(14, 1)[0] = 9;
        assertEquals("01", hex(14, 1));
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 65", "64, 1", "2147483647, 1", "1, 2147483647", "0, -1"})
    void refusesAddressesBeyondItsEnds(int address, int length) {
        assertThrows(IndexOutOfBoundsException.class, () -> memory.read(address, length));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 17})
    void erasesWholeSectorsOnly(int address) {
        assertThrows(IllegalArgumentException.class, () -> memory.erase(address));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.erase(64));
        assertEquals(0, memory.operations());
    }

    @Test
    void isPackedToWhatDiffersFromTheFactory() {
        assertEquals(0, memory.pack().length);
        memory.program(32, bytes("55"));
        // one sector, number 2, ten bytes up to the last that is not erased
        assertEquals("0001" + "0002" + "000A" + "55FFFFFFFFFFFFFFAABB", packed());
        memory.erase(32);
        // sectors 2 to 2 were erased once
        assertEquals("0001" + "00020000" + "0002" + "0001" + "00000001", packed());
        memory.program(0, bytes("77"));
        memory.erase(0);
        memory.erase(48);
        // sector 0 of the factory is not all erased, sector 3 is: erased again it is as it was
        assertEquals(
                "0002" + "00000000" + "00020000" + "0000" + "0001" + "00000001" + "0002" + "0002" + "00000001",
                packed());
    }

    private String packed() {
        return HexFormat.of().withUpperCase().formatHex(memory.pack());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void isTheSameAfterPackingAndUnpacking(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            if (random.nextInt(4) == 0) {
                memory.erase(SECTOR_BYTES * random.nextInt(4));
            } else {
                int at = random.nextInt(60);
                byte[] there = memory.read(at, 1 + random.nextInt(4));
                for (int b = 0; b < there.length; b++) {
                    there[b] &= (byte) random.nextInt(256);
                }
                memory.program(at, there);
            }
            FlashMemory again = FlashMemory.unpack(FACTORY, memory.pack());
            assertArrayEquals(memory.read(0, 64), again.read(0, 64), "seed " + seed + ", step " + i);
            assertArrayEquals(memory.pack(), again.pack());
        }
        assertEquals(200, memory.operations());
    }

    @Test
    void takesWholeWriteUnitsOnly() {
        FlashMemory units = flash(new FlashGeometry(SECTOR_BYTES, 4, (byte) 0xFF, FlashGeometry.ENDLESS, false));
        units.program(4, bytes("01020304"));
        assertThrows(IllegalStateException.class, () -> units.program(2, bytes("01020304")));
        assertThrows(IllegalStateException.class, () -> units.program(8, bytes("010203")));
        assertEquals(1, units.operations());
        assertArrayEquals(bytes("FFFFFFFF01020304FFFF"), units.read(0, 10));
    }

    @Test
    void mayEraseToZerosAndProgramOnes() {
        FlashMemory zeros = flash(new FlashGeometry(SECTOR_BYTES, 1, (byte) 0, FlashGeometry.ENDLESS, false));
        assertArrayEquals(new byte[64], zeros.read(0, 64));
        zeros.program(0, bytes("0F"));
        zeros.program(0, bytes("1F"));
        assertThrows(IllegalStateException.class, () -> zeros.program(0, bytes("1E")));
        zeros.erase(0);
        assertArrayEquals(bytes("00"), zeros.read(0, 1));
        zeros.program(48, bytes("550000"));
        // sector 3, one byte; sector 0 was erased once
        String packed = "0001" + "00030001" + "55" + "0000" + "0001" + "00000001";
        assertEquals(packed, HexFormat.of().formatHex(zeros.pack()));
    }

    // With check bits a word is written once, even with the bits that it has
    @Test
    void withCheckBitsTakesAWriteUnitOnceAfterEachErase() {
        FlashMemory words = flash(new FlashGeometry(SECTOR_BYTES, 8, (byte) 0xFF, FlashGeometry.ENDLESS, true));
        words.program(8, bytes("00FFFFFFFFFFFFFF"));
        assertThrows(IllegalStateException.class, () -> words.program(8, bytes("00FFFFFFFFFFFFFF")));
        assertThrows(IllegalStateException.class, () -> words.program(0, new byte[16]));
        words.program(0, new byte[8]);
        words.erase(0);
        words.program(8, bytes("01FFFFFFFFFFFFFF"));
        assertEquals(4, words.operations());
    }

    @Test
    void countsHowOftenASectorWasErasedAndFailsWhenItIsWornOut() {
        FlashGeometry weak = new FlashGeometry(SECTOR_BYTES, 1, (byte) 0xFF, 3, false);
        FlashMemory worn = flash(weak);
        for (int erase = 1; erase <= 3; erase++) {
            worn.erase(16);
            assertEquals(erase, worn.erases(16));
        }
        assertEquals(0, worn.erases(0));
        worn.program(16, bytes("77"));
        FlashMemory again = FlashMemory.unpack(new FactoryContent(64, weak, Map.of()), worn.pack());
        FlashFault fault = assertThrows(FlashFault.class, () -> again.erase(16));
        assertEquals(FlashFault.Kind.ERASE, fault.kind());
        assertArrayEquals(bytes("77"), again.read(16, 1));
        assertEquals(3, again.erases(31));
        again.erase(32);
    }

    private static FlashMemory flash(FlashGeometry geometry) {
        return new FlashMemory(new FactoryContent(64, geometry, Map.of()));
    }

    // A piece of the factory's may begin before what is read, end after it, or lie between two others
    @ParameterizedTest
    @CsvSource({"14, 5", "13, 3", "15, 2", "18, 30", "39, 2", "0, 64", "41, 1", "42, 5"})
    void readsAnyStretchOfTheFactorysContent(int address, int length) {
        String whole = "FF".repeat(14) + "0102030405" + "FF".repeat(21) + "AABB" + "FF".repeat(22);
        assertEquals(whole.substring(2 * address, 2 * (address + length)), hex(address, length));
    }

    @Test
    void isMadeOfWholeSectors() {
        assertThrows(IllegalArgumentException.class, () -> new FactoryContent(65, 16, Map.of()));
    }

    @Test
    void givesARegionOfItsOwnToABoard() {
        MemoryRegion region = new MemoryRegion(memory, 32, 32);
        assertEquals(32, region.sizeBytes());
        assertEquals(SECTOR_BYTES, region.sectorBytes());
        assertArrayEquals(bytes("AABB"), region.read(8, 2));
        assertFalse(region.isBlank(0, SECTOR_BYTES));
        assertTrue(region.isBlank(16, SECTOR_BYTES));
        region.program(16, bytes("11"));
        assertEquals("11", hex(48, 1));
        region.erase(0);
        assertEquals("FFFF", hex(40, 2));
        assertEquals("0102", hex(14, 2));
        assertEquals(2, region.operations());
        assertThrows(IndexOutOfBoundsException.class, () -> region.read(-1, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> region.program(31, bytes("1111")));
        assertThrows(IndexOutOfBoundsException.class, () -> region.erase(32));
        assertThrows(IllegalArgumentException.class, () -> new MemoryRegion(memory, 8, 32));
        assertThrows(IllegalArgumentException.class, () -> new MemoryRegion(memory, 16, 40));
    }
}
