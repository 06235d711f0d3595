package org.metersim.runtime.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers that are never given twice: an invocation counter given twice would reveal what was sealed under it. */
class ReservedCounterTest {

    private static final FactoryContent ERASED = new FactoryContent(512, 64, Map.of());
    private static final int KEY = 7;

    private final FlashMemory memory = new FlashMemory(ERASED);
    private final RecordStore records = new RecordStore(memory);

    @Test
    void countsFromZeroAndWritesOncePerBlock() {
        ReservedCounter counter = new ReservedCounter(records, KEY, 10);
        assertEquals(0, counter.peek());
        for (long i = 0; i < 10; i++) {
            assertEquals(i, counter.next());
        }
        long before = memory.operations();
        assertEquals(10, counter.peek());
        assertEquals(before, memory.operations());
        for (long i = 10; i < 20; i++) {
            assertEquals(i, counter.next());
        }
        assertEquals(before + 3, memory.operations());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void skipsWhatWasReservedWhenItIsOpenedAgain(int blockSize) {
        ReservedCounter counter = new ReservedCounter(records, KEY, blockSize);
        counter.next();
        assertEquals(blockSize, new ReservedCounter(new RecordStore(memory), KEY, blockSize).next());
    }

    @ParameterizedTest
    @EnumSource(PowerCut.Moment.class)
    void neverGivesANumberTwiceWhereverThePowerIsCut(PowerCut.Moment moment) {
        for (int blockSize : new int[] {1, 3, 8}) {
            for (long operation = 0; operation < 60; operation++) {
                PowerCut cut = new PowerCut(new FlashMemory(ERASED), number -> {});
                cut.cutAt(operation, moment);
                Set<Long> given = new HashSet<>();
                for (int life = 0; life < 3; life++) {
                    take(cut, blockSize, given, "operation " + operation + ", blocks of " + blockSize);
                }
                assertTrue(!cut.isArmed() || blockSize > 1, "operation " + operation + " never came");
            }
        }
    }

    private static void take(PowerCut memory, int blockSize, Set<Long> given, String where) {
        try {
            ReservedCounter counter = new ReservedCounter(new RecordStore(memory), KEY, blockSize);
            for (int i = 0; i < 30; i++) {
                long number = counter.next();
                assertTrue(given.add(number), where + ": " + number + " was given before");
            }
        } catch (PowerLost here) {
            // the next life goes on
        }
    }

    @Test
    void endsWhenAll32BitsAreUsedUp() {
        records.put(KEY, ByteBuffer.allocate(8).putLong(0xFFFF_FFFEL).array());
        ReservedCounter counter = new ReservedCounter(records, KEY, 100);
        assertEquals(0xFFFF_FFFEL, counter.next());
        assertEquals(0xFFFF_FFFFL, counter.next());
        assertEquals(1L << 32, counter.peek());
        assertThrows(IllegalStateException.class, counter::next);
        ReservedCounter reopened = new ReservedCounter(new RecordStore(memory), KEY, 100);
        assertThrows(IllegalStateException.class, reopened::next);
    }

    @Test
    void beginsAgainForANewKeyOnly() {
        ReservedCounter counter = new ReservedCounter(records, KEY, 10);
        counter.next();
        counter.next();
        counter.restart();
        assertEquals(0, counter.next());
        assertEquals(1, counter.next());
        assertEquals(10, new ReservedCounter(new RecordStore(memory), KEY, 10).next());
    }
}
