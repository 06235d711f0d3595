package org.metersim.runtime.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a flash holds when the power goes before, inside or after an operation. */
class PowerCutTest {

    private final List<Long> cuts = new ArrayList<>();
    private final PowerCut memory =
            new PowerCut(new FlashMemory(new FactoryContent(32, 16, Map.of(0, bytes("00112233")))), cuts::add);

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private String hex(int address, int length) {
        return HexFormat.of().withUpperCase().formatHex(memory.read(address, length));
    }

    @ParameterizedTest
    @CsvSource({"BEFORE, FFFFFFFF", "TORN_PREFIX, 0102FFFF", "AFTER, 01020304"})
    void tearsAProgramming(PowerCut.Moment moment, String left) {
        memory.program(20, bytes("77"));
        memory.cutAt(1, moment);
        assertThrows(PowerLost.class, () -> memory.program(16, bytes("01020304")));
        assertEquals(left, hex(16, 4));
        assertEquals(List.of(1L), cuts);
        assertFalse(memory.isArmed());
    }

    @ParameterizedTest
    @CsvSource({
        "BEFORE, 00112233FFFFFFFFFFFFFFFFFFFFFFFF",
        "TORN_PREFIX, FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
        "AFTER, FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"
    })
    void tearsAnErasure(PowerCut.Moment moment, String left) {
        memory.cutAt(0, moment);
        assertThrows(PowerLost.class, () -> memory.erase(0));
        assertEquals(left, hex(0, 16));
    }

    @Test
    void leavesTheRestOfATornErasureAsItWas() {
        memory.tearAt(0, 2);
        assertThrows(PowerLost.class, () -> memory.erase(0));
        assertEquals("FFFF2233", hex(0, 4));
    }

    @ParameterizedTest
    @CsvSource({"0, FFFFFFFF", "1, 01FFFFFF", "3, 010203FF", "4, 01020304", "9, 01020304"})
    void tearsWhereItIsTold(int done, String left) {
        memory.tearAt(0, done);
        assertThrows(PowerLost.class, () -> memory.program(16, bytes("01020304")));
        assertEquals(left, hex(16, 4));
    }

    // Bits between what was and what was to be: never one that neither had
    @Test
    void leavesSomeBitsOfATornProgramming() {
        boolean sawSome = false;
        for (int operation = 0; operation < 40; operation += 2) {
            memory.cutAt(memory.operations(), PowerCut.Moment.TORN_BITS);
            assertThrows(PowerLost.class, () -> memory.program(16, bytes("0F0F0F0F")));
            for (byte each : memory.read(16, 4)) {
                assertEquals(0x0F, each & 0x0F);
                sawSome |= (each & 0xF0) != 0xF0 && (each & 0xF0) != 0;
            }
            memory.erase(16);
        }
        assertTrue(sawSome);
    }

    /** What is read there at several times. */
    private List<String> looks(int address, int length) {
        return java.util.stream.IntStream.range(0, 100)
                .mapToObj(look -> hex(address, length))
                .distinct()
                .toList();
    }

    @Test
    void leavesBitsThatWaverUntilTheyAreProgrammedAgain() {
        int wavering = 0;
        for (long seed = 0; seed < 20; seed++) {
            memory.erase(16);
            memory.cutAt(memory.operations(), PowerCut.Moment.WEAK, seed);
            assertThrows(PowerLost.class, () -> memory.program(16, bytes("0F0F0F0F")));
            List<String> looks = looks(16, 4);
            wavering += looks.size() > 1 ? 1 : 0;
            looks.forEach(look -> assertTrue(look.matches("(.F){4}"), look));
            memory.program(16, bytes("0F0F0F0F"));
            assertEquals(List.of("0F0F0F0F"), looks(16, 4));
        }
        assertTrue(wavering > 15, wavering + " times");
    }

    @Test
    void leavesBitsThatWaverUntilTheyAreErasedAgain() {
        int wavering = 0;
        for (long seed = 0; seed < 20; seed++) {
            memory.erase(16);
            memory.program(16, new byte[16]);
            memory.cutAt(memory.operations(), PowerCut.Moment.WEAK, seed);
            assertThrows(PowerLost.class, () -> memory.erase(16));
            wavering += looks(16, 16).size() > 1 ? 1 : 0;
            memory.erase(16);
            assertEquals(List.of("FF".repeat(16)), looks(16, 16));
        }
        assertEquals(20, wavering);
    }

    // With check bits a torn word is not read at all, and takes nothing until it is erased
    @ParameterizedTest
    @CsvSource({"TORN_PREFIX", "TORN_BITS", "WEAK"})
    void leavesAWordThatCannotBeReadWhereThereAreCheckBits(PowerCut.Moment moment) {
        FlashGeometry words = new FlashGeometry(16, 8, (byte) 0xFF, FlashGeometry.ENDLESS, true);
        PowerCut cut = new PowerCut(new FlashMemory(new FactoryContent(32, words, Map.of())), cuts::add);
        cut.cutAt(0, moment);
        assertThrows(PowerLost.class, () -> cut.program(8, new byte[8]));
        FlashFault fault = assertThrows(FlashFault.class, () -> cut.read(10, 1));
        assertEquals(FlashFault.Kind.READ, fault.kind());
        assertEquals("FF".repeat(8), HexFormat.of().withUpperCase().formatHex(cut.read(0, 8)));
        assertThrows(IllegalStateException.class, () -> cut.program(8, new byte[8]));
        cut.erase(0);
        cut.program(8, new byte[8]);
        assertEquals("00".repeat(8), HexFormat.of().formatHex(cut.read(8, 8)));
    }

    @Test
    void aBrownOutAlsoHitsTheSectorItIsTold() {
        memory.brownOutAt(0, 0);
        assertThrows(PowerLost.class, () -> memory.program(17, bytes("00000000")));
        assertEquals("00", hex(0, 1));
        for (int at = 1; at < 5; at++) {
            assertEquals(0, memory.read(at, 1)[0] & ~bytes("00112233FF")[at], "only bits that were set");
        }
        assertFalse(hex(0, 16).equals("00112233" + "FF".repeat(12)));
        assertEquals("FF".repeat(11), hex(5, 11));
    }

    // The same operation torn again leaves the same bits: a failure can be had again
    @Test
    void tearsTheSameWayEachTime() {
        List<String> left = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            PowerCut cut = new PowerCut(new FlashMemory(new FactoryContent(32, 16, Map.of())), cuts::add);
            cut.cutAt(0, PowerCut.Moment.TORN_BITS);
            assertThrows(PowerLost.class, () -> cut.program(16, bytes("0000000000000000")));
            left.add(HexFormat.of().formatHex(cut.read(16, 8)));
        }
        assertEquals(left.get(0), left.get(1));
    }

    @Test
    void strikesOnceAndOnlyAtItsOperation() {
        memory.cutAt(2, PowerCut.Moment.BEFORE);
        memory.program(16, bytes("01"));
        memory.program(17, bytes("02"));
        PowerLost lost = assertThrows(PowerLost.class, () -> memory.program(18, bytes("03")));
        assertEquals("power lost at memory operation 2", lost.getMessage());
        memory.program(18, bytes("03"));
        memory.erase(16);
        assertEquals(4, memory.operations());
    }
}
