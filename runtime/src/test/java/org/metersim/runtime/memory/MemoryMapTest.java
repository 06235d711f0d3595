package org.metersim.runtime.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Names of what lies where: 64 bytes of records, then 4 blocks of 16 and their markers of 8. */
class MemoryMapTest {

    private final MemoryMap map = new MemoryMap()
            .with(
                    new MemoryMap()
                            .parts("slot 0", new MemoryMap.Parts("block", 16), 0, 64)
                            .parts("slot 0", new MemoryMap.Parts("marker", 8), 64, 32),
                    64)
            .area("records", 0, 64);

    @Test
    void namesWhatIsProgrammed() {
        assertEquals(
                List.of("slot 0/block 3"), map.program(1, 64 + 48, new byte[16]).names());
        assertEquals(
                List.of("slot 0/marker 1"),
                map.program(1, 64 + 64 + 8, new byte[8]).names());
        assertEquals(List.of("records"), map.program(1, 63, new byte[1]).names());
        assertEquals(List.of(), map.program(1, 1000, new byte[1]).names());
    }

    @Test
    void namesAllThatIsErased() {
        FlashOperation erase = map.erase(1, 64, 32);
        assertEquals(List.of("slot 0/block 0", "slot 0/block 1"), erase.names());
        assertTrue(erase.touches("slot 0") && erase.touches("slot 0/block 1"));
        assertFalse(erase.touches("slot") || erase.touches("slot 0/block 2") || erase.touches("slot 0/block"));
    }

    @Test
    void findsWhereSomethingBegins() {
        assertEquals(OptionalInt.of(0), map.find("records"));
        assertEquals(OptionalInt.of(64 + 64 + 24), map.find("slot 0/marker 3"));
        for (String none : List.of("slot 0/marker 4", "slot 0/marker x", "slot 1/marker 0", "record", "")) {
            assertEquals(OptionalInt.empty(), map.find(none), none);
        }
        assertEquals(OptionalInt.of(64), map.find("slot 0"));
    }
}
