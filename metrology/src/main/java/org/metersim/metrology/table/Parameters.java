package org.metersim.metrology.table;

import java.util.Optional;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.runtime.memory.RecordBatch;
import org.metersim.runtime.memory.RecordStore;

/** Attribute values that were written, where they differ from the profile's: by object and attribute. */
public final class Parameters {

    /** Longest value that is kept, encoded, bytes. */
    public static final int MAX_BYTES = 2048;

    /** All values together, bytes. */
    private static final int MAX_TOTAL_BYTES = 64 * 1024;

    private final RecordStore records;

    Parameters(RecordStore records) {
        this.records = records;
    }

    /** @param objectIndex place of the object in the model's list */
    public Optional<CosemData> get(int objectIndex, int attribute) {
        return records.get(Keys.parameter(objectIndex, attribute)).map(CosemData::decode);
    }

    /** Keeps a value as part of {@code batch}; false, and nothing is kept, when there is no room for it. */
    public boolean put(RecordBatch batch, int objectIndex, int attribute, CosemData value) {
        byte[] encoded = value.encode();
        if (encoded.length > MAX_BYTES || totalBytes() + encoded.length > MAX_TOTAL_BYTES) {
            return false;
        }
        batch.put(Keys.parameter(objectIndex, attribute), encoded);
        return true;
    }

    /** Returns to the profile's value. */
    public void remove(RecordBatch batch, int objectIndex, int attribute) {
        batch.remove(Keys.parameter(objectIndex, attribute));
    }

    private int totalBytes() {
        return records.range(Keys.PARAMETERS, Keys.UPDATES).values().stream()
                .mapToInt(value -> value.length)
                .sum();
    }
}
