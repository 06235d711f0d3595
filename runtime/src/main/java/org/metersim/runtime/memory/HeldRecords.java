package org.metersim.runtime.memory;

import java.util.Map;
import java.util.TreeMap;

/** Changes of a {@link RecordStore} that its memory has not got yet, and what they replace. */
final class HeldRecords {

    private static final byte[] NONE = new byte[0];

    private final Map<Integer, byte[]> changes = new TreeMap<>();
    private final Map<Integer, byte[]> before = new TreeMap<>();

    /** @param records as they are before {@code batch} is merged into them */
    void add(Map<Integer, byte[]> records, Map<Integer, byte[]> batch) {
        batch.forEach((key, value) -> {
            before.putIfAbsent(key, records.getOrDefault(key, NONE).clone());
            changes.put(key, value.clone());
        });
    }

    /** Number to content; empty where a record is removed. */
    Map<Integer, byte[]> changes() {
        return changes;
    }

    /** The records that were changed, as they were; empty where there was none. */
    Map<Integer, byte[]> before() {
        return before;
    }
}
