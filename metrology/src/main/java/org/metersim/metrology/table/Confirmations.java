package org.metersim.metrology.table;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.memory.RecordBatch;
import org.metersim.runtime.memory.RecordStore;

/** How updates ended, told to the NIC until it acknowledges; also after a power cut. */
public final class Confirmations {

    /** Confirmations that wait; when one more comes the oldest is given up. */
    static final int LIMIT = 8;

    /** How long after it was told one is told again, milliseconds. */
    static final long REPEAT_MS = 5_000;

    private final RecordStore records;
    private long counter;
    private long tellAtMs = Endpoint.NEVER;

    Confirmations(RecordStore records, long nowMs) {
        this.records = records;
        this.counter = records.get(Keys.EVENT_COUNTER)
                .map(bytes -> ByteBuffer.wrap(bytes).getLong())
                .orElse(0L);
        this.tellAtMs = pending().isEmpty() ? Endpoint.NEVER : nowMs;
    }

    long nextCounter(RecordBatch batch) {
        counter++;
        batch.put(Keys.EVENT_COUNTER, ByteBuffer.allocate(8).putLong(counter).array());
        return counter;
    }

    void add(RecordBatch batch, UpdateConfirmation confirmation) {
        byte[] record = confirmation.toData().encode();
        batch.put(Keys.CONFIRMATIONS + (int) (confirmation.eventCounter() % LIMIT), record);
        batch.put(Keys.LAST_UPDATE, record);
        tellAtMs = 0; // at once
    }

    /** The record of the last update; empty when there was none. */
    public Optional<CosemData> lastUpdate() {
        return records.get(Keys.LAST_UPDATE).map(CosemData::decode);
    }

    void acknowledge(long eventCounter) {
        int key = Keys.CONFIRMATIONS + (int) (eventCounter % LIMIT);
        boolean waits = records.get(key)
                .map(record -> UpdateConfirmation.of(CosemData.decode(record)).eventCounter() == eventCounter)
                .orElse(false);
        if (waits) {
            records.batch().remove(key).commit();
        }
        if (pending().isEmpty()) {
            tellAtMs = Endpoint.NEVER;
        }
    }

    private Map<Integer, byte[]> pending() {
        return records.range(Keys.CONFIRMATIONS, Keys.CONFIRMATIONS + LIMIT);
    }

    /** Tells nothing before {@code untilMs}. */
    void postpone(long untilMs) {
        if (tellAtMs != Endpoint.NEVER) {
            tellAtMs = Math.max(tellAtMs, untilMs);
        }
    }

    long deadlineMs() {
        return tellAtMs;
    }

    /** The confirmations to be told now, oldest first. */
    List<UpdateConfirmation> due(long nowMs) {
        if (nowMs < tellAtMs) {
            return List.of();
        }
        List<UpdateConfirmation> due = pending().values().stream()
                .map(record -> UpdateConfirmation.of(CosemData.decode(record)))
                .sorted(Comparator.comparingLong(UpdateConfirmation::eventCounter))
                .toList();
        tellAtMs = due.isEmpty() ? Endpoint.NEVER : nowMs + REPEAT_MS;
        return due;
    }
}
