package org.metersim.metrology.table;

import java.nio.ByteBuffer;
import org.metersim.runtime.memory.RecordBatch;
import org.metersim.runtime.memory.RecordStore;

/** How often the mains failed, and how long the last time. */
public final class PowerFailures {

    private final RecordStore records;
    private long count;
    private long failedMs;
    private long lastSeconds;

    PowerFailures(RecordStore records) {
        this.records = records;
        records.get(Keys.POWER_FAILURES).map(ByteBuffer::wrap).ifPresent(kept -> {
            count = kept.getLong();
            failedMs = kept.getLong();
            lastSeconds = kept.getLong();
        });
    }

    public long count() {
        return count;
    }

    /** Duration of the last one that is over, seconds. */
    public long lastSeconds() {
        return lastSeconds;
    }

    void failed(RecordBatch batch, long nowMs) {
        count++;
        failedMs = nowMs;
        keep(batch);
    }

    void returned(RecordBatch batch, long nowMs) {
        lastSeconds = (nowMs - failedMs) / 1000;
        keep(batch);
    }

    private void keep(RecordBatch batch) {
        batch.put(
                Keys.POWER_FAILURES,
                ByteBuffer.allocate(24)
                        .putLong(count)
                        .putLong(failedMs)
                        .putLong(lastSeconds)
                        .array());
    }
}
