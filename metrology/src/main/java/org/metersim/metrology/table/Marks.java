package org.metersim.metrology.table;

import java.nio.ByteBuffer;
import org.metersim.runtime.memory.RecordBatch;
import org.metersim.runtime.memory.RecordStore;

/** Dates and counts that objects show: one number each, 0 until it was set. */
public final class Marks {

    /** What is remembered. The ordinal is its place in memory: append only. */
    public enum Mark {
        /** When the clock was set last: what it showed then, UTC milliseconds. */
        CLOCK_SET,
        /** When the passive calendar became active last: what the clock showed, UTC milliseconds. */
        CALENDAR_ACTIVATED,
        /** How often parameters were changed. */
        PROGRAM_CHANGES,
        /** When parameters were changed last: what the clock showed, UTC milliseconds. */
        PROGRAM_CHANGED,
        /** Up to which moment of the meter's clock what is scheduled was done, UTC milliseconds. */
        SCHEDULE_DONE,
        /** The moment kept for Clock method 4: preset time, UTC milliseconds. */
        PRESET_TIME,
        /** From when on, and until when, that is allowed: UTC milliseconds. */
        PRESET_FROM,
        PRESET_UNTIL,
        /** 1 when the case is open. */
        COVER_OPEN,
        /** How often a signed program changed parameters. */
        PROTECTED_CHANGES,
        /** When one did last: what the clock showed, UTC milliseconds. */
        PROTECTED_CHANGED
    }

    private final RecordStore records;

    Marks(RecordStore records) {
        this.records = records;
    }

    public long get(Mark mark) {
        return records.get(Keys.MARKS + mark.ordinal())
                .map(bytes -> ByteBuffer.wrap(bytes).getLong())
                .orElse(0L);
    }

    /** Sets it as part of {@code batch}. */
    public void set(RecordBatch batch, Mark mark, long value) {
        batch.put(
                Keys.MARKS + mark.ordinal(),
                ByteBuffer.allocate(8).putLong(value).array());
    }
}
