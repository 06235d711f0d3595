package org.metersim.metrology.table;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.profiles.EventMap;
import org.metersim.runtime.memory.RecordBatch;
import org.metersim.runtime.memory.RecordStore;

/** The event logs of one meter: rings of rows, captured when something happened. */
public final class EventLogs {

    private static final int CAPTURE_OBJECTS = 3;

    /** First and next number of a ring's rows, and the code of its last event. */
    private static final class Head {
        private long first;
        private long next;
        private int code;
        private int entries;

        private byte[] encode() {
            return ByteBuffer.allocate(24)
                    .putLong(first)
                    .putLong(next)
                    .putInt(code)
                    .putInt(entries)
                    .array();
        }
    }

    private final TableModel model;
    private final RecordStore records;
    private final Parameters parameters;
    private final BoardObjects objects;
    private final Head[] heads;

    EventLogs(TableModel model, RecordStore records, Parameters parameters, BoardObjects objects) {
        this.model = model;
        this.records = records;
        this.parameters = parameters;
        this.objects = objects;
        this.heads = new Head[model.logCount()];
    }

    private Head head(int log) {
        if (heads[log] == null) {
            Head head = new Head();
            head.entries = model.log(log).entries();
            records.get(Keys.logHead(log)).map(ByteBuffer::wrap).ifPresent(kept -> {
                head.first = kept.getLong();
                head.next = kept.getLong();
                head.code = kept.getInt();
                head.entries = kept.getInt();
            });
            heads[log] = head;
        }
        return heads[log];
    }

    /** The profile's code and logs of an event; empty when it is not logged. */
    Optional<EventMap.Entry> entry(MeterEvent event) {
        return model.profile().events().of(event.name());
    }

    /** Adds a row to each log of the event, as part of {@code batch}. */
    void raise(RecordBatch batch, MeterEvent event, long nowMs) {
        entry(event).ifPresent(entry -> {
            for (LogicalName name : entry.logs()) {
                model.logNumber(name).ifPresent(log -> append(batch, log, entry.code(), nowMs));
            }
        });
    }

    /** Adds a row as it is now, with the code of the last event. */
    public void capture(RecordBatch batch, int log, long nowMs) {
        append(batch, log, head(log).code, nowMs);
    }

    private void append(RecordBatch batch, int log, int code, long nowMs) {
        Head head = head(log);
        head.code = code;
        List<CosemData> row = new ArrayList<>();
        columns(log).forEach(column -> row.add(objects.column(column, nowMs)));
        batch.put(Keys.logRow(log, place(log, head.next)), new CosemData.Structure(row).encode());
        head.next++;
        head.first = Math.max(head.first, head.next - head.entries);
        batch.put(Keys.logHead(log), head.encode());
    }

    /** What is captured: as a client wrote it, or the profile. */
    public List<CaptureColumn> columns(int log) {
        return parameters
                .get(model.log(log).objectIndex(), CAPTURE_OBJECTS)
                .flatMap(CaptureColumn::list)
                .orElse(model.log(log).columns());
    }

    private int place(int log, long number) {
        return (int) (number % model.log(log).entries());
    }

    /** Code of the last event of a log; 0 when there was none. */
    public int code(int log) {
        return head(log).code;
    }

    /** Rows in use. */
    public int size(int log) {
        return (int) (head(log).next - head(log).first);
    }

    /** Rows that the log keeps. */
    public int entries(int log) {
        return head(log).entries;
    }

    /** A row, 0 is the oldest. */
    public CosemData.Structure row(int log, int index) {
        byte[] row = records.get(Keys.logRow(log, place(log, head(log).first + index)))
                .orElseThrow(() -> new IllegalStateException("row " + index + " of log " + log + " is missing"));
        return (CosemData.Structure) CosemData.decode(row);
    }

    /** Empties a log; the event of its clearing is its first row. */
    public void clear(RecordBatch batch, int log, long nowMs) {
        for (int i = 0; i < size(log); i++) {
            batch.remove(Keys.logRow(log, place(log, head(log).first + i)));
        }
        head(log).first = head(log).next;
        Optional<EventMap.Entry> cleared = entry(MeterEvent.LOG_CLEARED);
        if (cleared.isPresent()) {
            append(batch, log, cleared.get().code(), nowMs);
        } else {
            batch.put(Keys.logHead(log), head(log).encode());
        }
    }

    /** Sets how many rows a log keeps, at most as many as the profile says, and empties it. */
    public boolean resize(RecordBatch batch, int log, long entries, long nowMs) {
        if (entries < 1 || entries > model.log(log).entries()) {
            return false;
        }
        head(log).entries = (int) entries;
        clear(batch, log, nowMs);
        return true;
    }
}
