package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.runtime.memory.FlashGeometry;
import org.metersim.runtime.memory.MemoryMap;

/** What slots take of a flash, and what lies where in them. */
class SlotsTest {

    private static final FlashGeometry FLASH = FlashGeometry.plain(512);

    // A marker of 8 bytes for each block: 64 fit into a sector.
    @ParameterizedTest
    @CsvSource({"8192, 8704", "8193, 9728", "8191, 8704", "1, 1024", "513, 1536"})
    void eachSlotTakesWholeSectorsForItsImageAndForItsMarkers(int slotBytes, int sizeBytes) {
        assertEquals(sizeBytes, new Slots.Shape(1, slotBytes, 128).sizeBytes(FLASH));
        assertEquals(2 * sizeBytes, new Slots.Shape(2, slotBytes, 128).sizeBytes(FLASH));
    }

    @Test
    void saysWhatLiesWhere() {
        MemoryMap map = new MemoryMap();

        new Slots.Shape(2, 1000, 128).describe(map, "nic", 5120, FLASH);

        assertEquals(OptionalInt.of(5120), map.find("nic/slot 0"));
        assertEquals(OptionalInt.of(5120 + 7 * 128), map.find("nic/slot 0/block 7"));
        assertEquals(OptionalInt.empty(), map.find("nic/slot 0/block 8"));
        assertEquals(OptionalInt.of(5120 + 1024 + 3 * 8), map.find("nic/slot 0/marker 3"));
        assertEquals(OptionalInt.of(5120 + 1536), map.find("nic/slot 1"));
        assertEquals(OptionalInt.of(5120 + 1536 + 1024), map.find("nic/slot 1/marker 0"));
        assertEquals(OptionalInt.of(5120 + 1536 + 1024 + 63 * 8), map.find("nic/slot 1/marker 63"));
        assertEquals(OptionalInt.empty(), map.find("nic/slot 1/marker 64"));
        assertEquals(OptionalInt.empty(), map.find("nic/slot 2"));
    }
}
