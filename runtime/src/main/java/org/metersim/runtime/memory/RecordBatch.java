package org.metersim.runtime.memory;

import java.util.Map;
import java.util.TreeMap;

/** Records that are written together: after a power cut all of them are there, or none. */
public final class RecordBatch {

    private final RecordStore records;
    private final Map<Integer, byte[]> changes = new TreeMap<>();

    RecordBatch(RecordStore records) {
        this.records = records;
    }

    public RecordBatch put(int key, byte[] value) {
        changes.put(key, value);
        return this;
    }

    public RecordBatch remove(int key) {
        return put(key, new byte[0]);
    }

    /** One operation of the memory, as a rule; durable when it returns. */
    public void commit() {
        if (!changes.isEmpty()) {
            records.put(changes);
            changes.clear();
        }
    }
}
