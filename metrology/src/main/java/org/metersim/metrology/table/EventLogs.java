package org.metersim.metrology.table;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.profiles.EventMap;
import org.metersim.runtime.memory.RecordBatch;
import org.metersim.runtime.memory.RecordStore;

/** The event logs of one meter: rings of rows, captured when something happened. */
public final class EventLogs {

    /** Memory that all logs share, bytes. */
    private static final int LOG_BYTES = 128 * 1024;

    /** Of a longer row the longest values are left out. */
    private static final int MAX_ROW_BYTES = 2048;

    private static final int ROW_OVERHEAD_BYTES = 6;
    private static final int CAPTURE_OBJECTS = 3;

    /** First and next number of a ring's rows, the code of its last event, and what it captures. */
    private static final class Head {
        private long first;
        private long next;
        private int code;
        private int entries;
        private List<CaptureColumn> columns = List.of();

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
            head.columns = written(log).orElse(model.log(log).columns());
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

    private Optional<List<CaptureColumn>> written(int log) {
        return parameters.get(model.log(log).objectIndex(), CAPTURE_OBJECTS).flatMap(CaptureColumn::list);
    }

    /** The profile's code and logs of an event; empty when it is not logged. */
    Optional<EventMap.Entry> entry(MeterEvent event) {
        return model.profile().events().of(event.name());
    }

    /** Adds a row to each log of the event, as part of {@code batch}. */
    void raise(RecordBatch batch, MeterEvent event, long nowMs) {
        entry(event).ifPresent(entry -> {
            for (LogicalName name : entry.logs()) {
                model.logNumber(name).ifPresent(log -> {
                    head(log).code = entry.code();
                    append(batch, log, nowMs);
                });
            }
        });
    }

    /** Adds a row as it is now, with the code of the last event. */
    public void capture(RecordBatch batch, int log, long nowMs) {
        append(batch, log, nowMs);
    }

    private void append(RecordBatch batch, int log, long nowMs) {
        Head head = head(log);
        byte[] row = encode(head.columns, nowMs);
        makeRoom(batch, log, row.length);
        batch.put(Keys.logRow(log, place(log, head.next)), row);
        head.next++;
        batch.put(Keys.logHead(log), head.encode());
    }

    private byte[] encode(List<CaptureColumn> columns, long nowMs) {
        List<CosemData> cells = new ArrayList<>();
        columns.forEach(column -> cells.add(objects.column(column, nowMs)));
        byte[] row = new CosemData.Structure(cells).encode();
        while (row.length > MAX_ROW_BYTES) {
            CosemData longest = Collections.max(cells, Comparator.comparingInt(cell -> cell.encode().length));
            cells.set(cells.indexOf(longest), CosemData.NULL);
            row = new CosemData.Structure(cells).encode();
        }
        return row;
    }

    /** Drops the oldest rows: when the log has all it keeps, or its share of the memory is used up. */
    private void makeRoom(RecordBatch batch, int log, int rowBytes) {
        Head head = head(log);
        Map<Integer, byte[]> kept = records.range(Keys.logRow(log, 0), Keys.logHead(log));
        int bytes = rowBytes
                + kept.values().stream()
                        .mapToInt(row -> row.length + ROW_OVERHEAD_BYTES)
                        .sum();
        int share = LOG_BYTES / model.logCount();
        while (size(log) > 0 && (size(log) >= head.entries || bytes > share)) {
            int key = Keys.logRow(log, place(log, head.first));
            bytes -= kept.containsKey(key) ? kept.get(key).length + ROW_OVERHEAD_BYTES : 0;
            batch.remove(key);
            head.first++;
        }
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

    /**
     * Empties a log; the event of its clearing is its first row.
     *
     * @param columns what it captures from now on
     */
    public void clear(RecordBatch batch, int log, List<CaptureColumn> columns, long nowMs) {
        for (int i = 0; i < size(log); i++) {
            batch.remove(Keys.logRow(log, place(log, head(log).first + i)));
        }
        head(log).first = head(log).next;
        head(log).columns = columns;
        Optional<EventMap.Entry> cleared = entry(MeterEvent.LOG_CLEARED);
        if (cleared.isPresent()) {
            head(log).code = cleared.get().code();
            append(batch, log, nowMs);
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
        clear(batch, log, head(log).columns, nowMs);
        return true;
    }
}
