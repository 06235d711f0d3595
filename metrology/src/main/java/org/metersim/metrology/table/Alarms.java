package org.metersim.metrology.table;

import java.nio.ByteBuffer;
import java.util.Map;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.runtime.memory.RecordBatch;
import org.metersim.runtime.memory.RecordStore;

/** Error register and alarm register: bits that events set, and that stay until a client writes them. */
public final class Alarms {

    private static final Map<MeterEvent, Integer> ERROR_BITS = Map.of(
            MeterEvent.FIRMWARE_VERIFICATION_FAILED, 0,
            MeterEvent.FIRMWARE_ROLLED_BACK, 1,
            MeterEvent.FIRMWARE_GOLDEN_STARTED, 1);

    private static final Map<MeterEvent, Integer> ALARM_BITS = Map.ofEntries(
            Map.entry(MeterEvent.POWER_UP, 0),
            Map.entry(MeterEvent.COVER_OPENED, 1),
            Map.entry(MeterEvent.CLOCK_ADJUSTED_NEW, 2),
            Map.entry(MeterEvent.LOGIN_FAILED, 3),
            Map.entry(MeterEvent.DECIPHERING_FAILED, 4),
            Map.entry(MeterEvent.REPLAY_REFUSED, 5),
            Map.entry(MeterEvent.FIRMWARE_ACTIVATED, 6),
            Map.entry(MeterEvent.FIRMWARE_VERIFICATION_FAILED, 7),
            Map.entry(MeterEvent.FIRMWARE_ROLLED_BACK, 8),
            Map.entry(MeterEvent.FIRMWARE_GOLDEN_STARTED, 8),
            Map.entry(MeterEvent.RELAY_DISCONNECTED, 9),
            Map.entry(MeterEvent.RELAY_CONNECTED, 9),
            Map.entry(MeterEvent.KEYS_CHANGED, 10));

    private final RecordStore records;
    private long errors;
    private long alarms;

    Alarms(RecordStore records) {
        this.records = records;
        records.get(Keys.ALARMS).map(ByteBuffer::wrap).ifPresent(kept -> {
            errors = kept.getLong();
            alarms = kept.getLong();
        });
    }

    /** Error register, 32 bits. */
    public long errors() {
        return errors;
    }

    /** Alarm register, 32 bits. */
    public long alarms() {
        return alarms;
    }

    public void setErrors(RecordBatch batch, long bits) {
        errors = bits;
        keep(batch);
    }

    public void setAlarms(RecordBatch batch, long bits) {
        alarms = bits;
        keep(batch);
    }

    void raise(RecordBatch batch, MeterEvent event) {
        long moreErrors = errors | bit(ERROR_BITS, event);
        long moreAlarms = alarms | bit(ALARM_BITS, event);
        if (moreErrors != errors || moreAlarms != alarms) {
            errors = moreErrors;
            alarms = moreAlarms;
            keep(batch);
        }
    }

    private static long bit(Map<MeterEvent, Integer> bits, MeterEvent event) {
        Integer bit = bits.get(event);
        return bit == null ? 0 : 1L << bit;
    }

    private void keep(RecordBatch batch) {
        batch.put(
                Keys.ALARMS,
                ByteBuffer.allocate(16).putLong(errors).putLong(alarms).array());
    }
}
