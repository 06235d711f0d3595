package org.metersim.runtime.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

// Two banks of two sectors; a put of one counter takes 8 + 6 + 8 bytes.
class TidyRecordStoreTest {

    private static final int SECTOR_BYTES = 256;
    private static final int SLACK_BYTES = 64;
    private static final FactoryContent ERASED = new FactoryContent(4 * SECTOR_BYTES, SECTOR_BYTES, Map.of());

    private static byte[] counter(long value) {
        return ByteBuffer.allocate(8).putLong(value).array();
    }

    private static long valueOf(RecordStore records, int key) {
        return records.get(key).map(bytes -> ByteBuffer.wrap(bytes).getLong()).orElse(-1L);
    }

    @Test
    void leavesNoMoreThanItsSlackOfWhatWasReplaced() {
        FlashMemory memory = new FlashMemory(ERASED);
        RecordStore records = new RecordStore(memory, SLACK_BYTES);
        records.put(1, counter(7));
        for (long value = 0; value < 1_000; value++) {
            records.put(2, counter(value));
            // one packed sector 6, bank header 13, one batch 8, two records of 6 + 8, the slack, and how worn two banks
            // are
            assertTrue(memory.pack().length <= 6 + 13 + 8 + 28 + SLACK_BYTES + 2 * 8);
        }

        RecordStore reopened = new RecordStore(memory, SLACK_BYTES);
        assertEquals(7, valueOf(reopened, 1));
        assertEquals(999, valueOf(reopened, 2));
    }

    @Test
    void keepsWhatWasReplacedWithoutASlackAsItEverDid() {
        FlashMemory memory = new FlashMemory(ERASED);
        RecordStore records = new RecordStore(memory);
        for (long value = 0; value < 10; value++) {
            records.put(2, counter(value));
        }

        // an erase and three make the bank, three is each put
        assertEquals(4 + 9 * 3, memory.operations());
    }

    @ParameterizedTest
    @EnumSource(PowerCut.Moment.class)
    void losesNothingWhereverThePowerIsCut(PowerCut.Moment moment) {
        for (long operation = 0; operation < 60; operation++) {
            PowerCut cut = new PowerCut(new FlashMemory(ERASED), number -> {});
            cut.cutAt(operation, moment);
            long written = -1;
            for (int life = 0; life < 2; life++) {
                RecordStore records = new RecordStore(cut, SLACK_BYTES);
                long found = valueOf(records, 2);
                assertTrue(found == written || found == written + 1, found + " after " + written);
                written = write(records, found);
            }
            assertFalse(cut.isArmed(), "operation " + operation + " never came");
            assertEquals(written, valueOf(new RecordStore(cut, SLACK_BYTES), 2));
        }
    }

    /** Counts on for some puts, or until the power is lost; the last value that was surely written. */
    private static long write(RecordStore records, long from) {
        long written = from;
        try {
            for (int i = 0; i < 40; i++) {
                records.put(2, counter(written + 1));
                written++;
            }
        } catch (PowerLost cutHere) {
            return written;
        }
        return written;
    }
}
