package org.metersim.metrology.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.metersim.metrology.metering.Intervention;
import org.metersim.metrology.metering.Start;
import org.metersim.metrology.metering.Timeline;
import org.metersim.runtime.memory.RecordBatch;
import org.metersim.runtime.memory.RecordStore;

/** The timeline of one meter, and how its interventions are kept in memory: a record each, the oldest ones folded. */
public final class History {

    /** With more interventions than this the oldest are folded: what was before them can no longer be asked. */
    static final int MAX_INTERVENTIONS = 512;

    /** The same for the bytes that they take. */
    static final int MAX_BYTES = 32_768;

    private final RecordStore records;
    private Timeline timeline;
    private int next;
    private int bytes;

    History(RecordStore records, Timeline.Ground ground, Start fresh) {
        this.records = records;
        Start start = records.get(Keys.START).map(Start::read).orElse(fresh);
        List<Intervention> interventions = new ArrayList<>();
        Map<Integer, byte[]> kept = records.range(Keys.INTERVENTIONS, Keys.LOGS);
        kept.forEach((key, record) -> {
            interventions.add(Intervention.read(record));
            next = key - Keys.INTERVENTIONS + 1;
            bytes += record.length;
        });
        this.timeline = new Timeline(ground, start, interventions);
    }

    public Timeline timeline() {
        return timeline;
    }

    /** Changes how time becomes registers from now on, as part of {@code batch}. */
    public void intervene(RecordBatch batch, Intervention intervention) {
        keep(batch, timeline.add(intervention));
        if (timeline.interventions().size() > MAX_INTERVENTIONS || bytes > MAX_BYTES) {
            fold(batch);
        }
    }

    private void keep(RecordBatch batch, Intervention intervention) {
        byte[] record = intervention.encode();
        batch.put(Keys.INTERVENTIONS + next, record);
        next++;
        bytes += record.length;
    }

    private void fold(RecordBatch batch) {
        for (int key : records.range(Keys.INTERVENTIONS, Keys.LOGS).keySet()) {
            batch.remove(key);
        }
        batch.remove(Keys.INTERVENTIONS + next - 1);
        timeline = timeline.folded(keepable());
        batch.put(Keys.START, timeline.start().encode());
        bytes = 0;
        timeline.interventions().forEach(intervention -> keep(batch, intervention));
    }

    /** How many of the last interventions fit into half of the room. */
    private int keepable() {
        List<Intervention> all = timeline.interventions();
        int count = 0;
        int size = 0;
        while (count < MAX_INTERVENTIONS / 2 && size < MAX_BYTES / 2) {
            size += all.get(all.size() - 1 - count).encode().length;
            count++;
        }
        return count;
    }
}
