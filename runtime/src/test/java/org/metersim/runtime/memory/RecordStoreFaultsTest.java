package org.metersim.runtime.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Records in a flash that fails: in two banks of two sectors of 128 bytes. */
class RecordStoreFaultsTest {

    private static final FlashGeometry PLAIN = FlashGeometry.plain(128);
    private static final int MEMORY_BYTES = 512;
    private static final MemoryMap MAP =
            new MemoryMap().records("records", 0, MEMORY_BYTES, Map.of(0, "low", 10, "high"));

    private final List<String> struck = new ArrayList<>();
    private final FlashFaults.Plan plan = new FlashFaults.Plan(MAP, 1);
    private final NonVolatileMemory memory = flash(PLAIN);
    private RecordStore records = new RecordStore(memory);

    private NonVolatileMemory flash(FlashGeometry kind) {
        FlashMemory flash = new FlashMemory(new FactoryContent(MEMORY_BYTES, kind, Map.of()));
        PowerCut cut = new PowerCut(new DefectiveMemory(flash, plan.defects()), operation -> {});
        return new FlashFaults(cut, plan, struck::add);
    }

    private Optional<Integer> get(int key) {
        return records.get(key).map(value -> (int) value[0]);
    }

    private void put(int key, int value) {
        records.put(key, new byte[] {(byte) value});
    }

    private void reopen() {
        records = new RecordStore(memory);
    }

    @ParameterizedTest
    @EnumSource(
            value = FlashEffect.class,
            names = {"PROG_ERROR", "PROG_NOOP"})
    void anAppendThatFailsGoesToTheOtherBank(FlashEffect effect) {
        put(1, 11);
        // mark, batch and seal, one after the other
        for (int number = 1; number <= 3; number++) {
            long wanted = memory.operations() + number - 1;
            plan.strike(effect, operation -> operation.number() >= wanted);
            put(2, 20 + number);
            assertEquals(number, plan.fired());
            assertEquals(Optional.of(20 + number), get(2));
            reopen();
            assertEquals(Optional.of(11), get(1));
            assertEquals(Optional.of(20 + number), get(2));
        }
    }

    @Test
    void whatNeitherBankTakesIsRefusedAndWhatWasThereStays() {
        put(1, 11);
        put(2, 22);
        for (int i = 0; i < 20; i++) {
            plan.strike(FlashEffect.PROG_ERROR, operation -> true);
        }
        assertThrows(FlashFault.class, () -> put(2, 23));
        assertThrows(FlashFault.class, () -> put(3, 33));
        assertEquals(Optional.of(22), get(2));
        assertEquals(Optional.empty(), get(3));
        reopen();
        assertEquals(Optional.of(11), get(1));
        assertEquals(Optional.of(22), get(2));
    }

    @Test
    void aSectorThatIsNotErasedIsFoundOut() {
        fillFirstBank();
        put(1, 2);
        plan.strike(FlashEffect.ERASE_NOOP, operation -> true);
        plan.strike(FlashEffect.ERASE_ERROR, operation -> true);
        int last = 2;
        int failed = 0;
        for (int value = 3; value < 60; value++) {
            try {
                put(1, value);
                last = value;
            } catch (FlashFault fault) {
                failed++;
            }
            assertEquals(Optional.of(last), get(1));
        }
        assertEquals(2, failed);
        reopen();
        assertEquals(Optional.of(59), get(1));
    }

    /** Both banks were used then. */
    private void fillFirstBank() {
        for (int i = 0; i < 30; i++) {
            put(1, i);
        }
    }

    @Test
    void aStuckBitCostsABankAndNoRecord() {
        for (int i = 0; i < 5; i++) {
            put(1, i);
        }
        // where the next batches go, in the bank in use: the second
        plan.defects().stuck(MEMORY_BYTES / 2 + 130, 0xFF, 0x5A);
        int last = 4;
        for (int i = 5; i < 60; i++) {
            try {
                put(1, i);
                last = i;
            } catch (FlashFault worn) {
                // the other bank is full, and this one takes nothing
            }
            assertEquals(Optional.of(last), get(1));
        }
        assertTrue(last > 6, "last " + last);
        reopen();
        assertEquals(Optional.of(last), get(1));
    }

    // At the end of its life a memory still tells what it knew last
    @Test
    void aWornMemoryStaysOnItsLastGoodState() {
        FlashGeometry weak = new FlashGeometry(128, 8, (byte) 0xFF, 4, false);
        NonVolatileMemory worn = flash(weak);
        RecordStore old = new RecordStore(worn);
        int last = -1;
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            try {
                old.put(1, new byte[] {(byte) i});
                last = i;
            } catch (FlashFault fault) {
                assertEquals(FlashFault.Kind.ERASE, fault.kind());
                refused++;
            }
        }
        assertTrue(refused > 50 && last > 10, refused + " refused, last " + last);
        assertArrayEquals(new byte[] {(byte) last}, old.get(1).orElseThrow());
        assertArrayEquals(new byte[] {(byte) last}, new RecordStore(worn).get(1).orElseThrow());
    }

    // One bit is mended, wherever in a bank it is, and what was mended is written anew
    @Test
    void aBitThatIsLostCostsNoRecord() {
        for (int address = MEMORY_BYTES / 2; address < MEMORY_BYTES; address++) {
            for (int bit = 0; bit < 8; bit++) {
                FlashMemory flash = new FlashMemory(new FactoryContent(MEMORY_BYTES, PLAIN, Map.of()));
                RecordStore old = new RecordStore(flash);
                old.put(1, new byte[] {11, 12, 13});
                old.put(2, new byte[] {22});
                old.put(1, new byte[] {14});
                CellDefects defects = new CellDefects(0);
                defects.rotten(address, 1 << bit);
                NonVolatileMemory rotten = new DefectiveMemory(flash, defects);
                for (int start = 0; start < 2; start++) {
                    RecordStore found = new RecordStore(rotten);
                    String where = "address " + address + ", bit " + bit;
                    assertArrayEquals(new byte[] {14}, found.get(1).orElseThrow(), where);
                    assertArrayEquals(new byte[] {22}, found.get(2).orElseThrow(), where);
                }
            }
        }
    }

    @Test
    void twoBitsThatAreLostInOneBatchAreNotMended() {
        put(1, 11);
        put(2, 22);
        // header and seal 13, the first batch 8 + 7, a mark, and the second
        int second = MEMORY_BYTES / 2 + 13 + 15 + 1;
        plan.defects().rotten(second + 10, 0x81);
        reopen();
        assertEquals(Optional.of(11), get(1));
        assertEquals(Optional.empty(), get(2));
    }

    @Test
    void aBatchIsCalledAfterItsRecords() {
        put(1, 11);
        plan.strike(FlashEffect.PROG_ERROR, operation -> operation.touches("records/high"));
        put(2, 22);
        assertEquals(0, plan.fired());
        records.batch().put(3, new byte[1]).put(12, new byte[1]).commit();
        assertEquals(1, plan.fired());
        assertTrue(struck.get(0).matches("PROG_ERROR: program \\d+ at records"), struck.get(0));
    }
}
