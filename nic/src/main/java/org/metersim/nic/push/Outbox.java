package org.metersim.nic.push;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.nic.state.Keys;
import org.metersim.runtime.memory.RecordBatch;
import org.metersim.runtime.memory.RecordStore;

/**
 * Confirmations that are still to be pushed, in the order they came; survives a power cut. What metrology repeats is
 * taken once.
 */
final class Outbox {

    /** Entries that fit. When it is full nothing more is taken, and metrology keeps what it has. */
    static final int LIMIT = 8;

    /** Longest entry, bytes. */
    static final int MAX_ENTRY_BYTES = 512;

    private static final int HEADER_BYTES = 6;
    private static final int MARKS_BYTES = 12;
    private static final int LAST_INVOKE_ID = 0xFF_FFFF;

    /** What became of a confirmation that was offered. */
    enum Taking {
        TAKEN,
        /** It was taken before. */
        KNOWN,
        /** There is no room for it; it was not taken. */
        FULL
    }

    /**
     * One confirmation for one push setup.
     *
     * @param invokeId 1 to 0xFFFFFF; stays the same however often it is sent
     * @param setupIndex place of the push setup in the profile's list of objects
     */
    record Entry(int invokeId, int setupIndex, UpdateConfirmation confirmation) {

        byte[] encode() {
            ByteWriter out = new ByteWriter().u16(setupIndex).u32(invokeId);
            confirmation.toData().write(out);
            return out.toBytes();
        }

        static Entry decode(byte[] record) {
            ByteReader in = new ByteReader(record);
            int setupIndex = in.u16("push setup");
            int invokeId = (int) in.u32("invoke id");
            return new Entry(invokeId, setupIndex, UpdateConfirmation.of(CosemData.read(in)));
        }
    }

    private final RecordStore records;
    private long nextCounter;
    private int lastInvokeId;

    Outbox(RecordStore records) {
        this.records = records;
        records.get(Keys.OUTBOX_MARKS).map(ByteReader::new).ifPresent(in -> {
            nextCounter = in.i64("next event counter");
            lastInvokeId = in.i32("last invoke id");
        });
    }

    private Map<Integer, byte[]> waiting() {
        return records.range(Keys.OUTBOX, Keys.OUTBOX + LAST_INVOKE_ID + 1);
    }

    int size() {
        return waiting().size();
    }

    /** The oldest entry of a push setup. */
    Optional<Entry> first(int setupIndex) {
        return waiting().values().stream()
                .map(Entry::decode)
                .filter(entry -> entry.setupIndex() == setupIndex)
                .findFirst();
    }

    /** Takes a confirmation for each of these push setups, durably, or for none. */
    Taking take(UpdateConfirmation confirmation, List<Integer> setupIndices) {
        if (confirmation.eventCounter() < nextCounter) {
            return Taking.KNOWN;
        }
        if (size() + setupIndices.size() > LIMIT) {
            return Taking.FULL;
        }
        nextCounter = confirmation.eventCounter() + 1;
        RecordBatch batch = records.batch();
        for (int setupIndex : setupIndices) {
            Entry entry = shortened(new Entry(advanceInvokeId(), setupIndex, confirmation));
            batch.put(Keys.OUTBOX + entry.invokeId(), entry.encode());
        }
        putMarks(batch);
        batch.commit();
        return Taking.TAKEN;
    }

    /** An invoke id for a push that is not kept here. */
    int nextInvokeId() {
        int invokeId = advanceInvokeId();
        RecordBatch batch = records.batch();
        putMarks(batch);
        batch.commit();
        return invokeId;
    }

    private int advanceInvokeId() {
        lastInvokeId = lastInvokeId % LAST_INVOKE_ID + 1;
        return lastInvokeId;
    }

    private void putMarks(RecordBatch batch) {
        byte[] marks =
                new ByteWriter(MARKS_BYTES).i64(nextCounter).u32(lastInvokeId).toBytes();
        batch.put(Keys.OUTBOX_MARKS, marks);
    }

    /** It was delivered. */
    void remove(Entry entry) {
        records.batch().remove(Keys.OUTBOX + entry.invokeId()).commit();
    }

    /** With as much of the verdict's cause, the one text without a bound, as fits. */
    private static Entry shortened(Entry entry) {
        int excess = entry.encode().length - MAX_ENTRY_BYTES;
        if (excess <= 0) {
            return entry;
        }
        UpdateConfirmation whole = entry.confirmation();
        String cause = whole.verdict().cause();
        UpdateVerdict verdict = new UpdateVerdict(
                whole.verdict().phase(),
                whole.verdict().layer(),
                cause.substring(0, Math.max(0, cause.length() - excess - HEADER_BYTES)));
        UpdateConfirmation shorter = new UpdateConfirmation(
                whole.eventCounter(),
                whole.eventCode(),
                whole.at(),
                whole.kind(),
                whole.ok(),
                verdict,
                whole.oldIdentifier(),
                whole.newIdentifier(),
                whole.updateId(),
                whole.sha256());
        return new Entry(entry.invokeId(), entry.setupIndex(), shorter);
    }
}
