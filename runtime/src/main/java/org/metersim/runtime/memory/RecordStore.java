package org.metersim.runtime.memory;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Records in a flash memory, found by a number: written in batches that are there wholly or not at all, wherever the
 * power is cut.
 *
 * <p>Two banks. Batches are appended to the bank in use. A bank that is full, or does not end as it should, is left:
 * the other one is erased, gets all records as one batch, and last its header, whose generation makes it the one in
 * use. What is found at a start is copied so before it is believed, when the power was cut while it was written: bits
 * that were cut may read otherwise the next time.
 */
public final class RecordStore {

    /** Longest record, bytes. */
    public static final int MAX_RECORD_BYTES = 0xFFFF;

    private static final int RECORD_OVERHEAD_BYTES = 6;

    /** Of one record: this length means that it was removed. */
    private static final int REMOVED = 0xFFFF;

    private static final int NEVER_TIDY = Integer.MAX_VALUE;

    private final int slackBytes;
    private final TreeMap<Integer, byte[]> records = new TreeMap<>();
    private RecordBank bank;
    private RecordBank other;
    private Optional<HeldRecords> held = Optional.empty();

    /** Opens what {@code memory} holds; its two halves, whole sectors, are the banks. */
    public RecordStore(NonVolatileMemory memory) {
        this(memory, NEVER_TIDY);
    }

    /**
     * The same, kept small: when what was replaced or removed takes more than that, the rest moves to the other bank
     * and this one is erased. A memory of few bytes, for some more operations.
     *
     * @param slackBytes at least 0
     */
    public RecordStore(NonVolatileMemory memory, int slackBytes) {
        this.slackBytes = slackBytes;
        int bankBytes = memory.sizeBytes() / 2;
        RecordBank first = new RecordBank(new MemoryRegion(memory, 0, bankBytes));
        RecordBank second = new RecordBank(new MemoryRegion(memory, bankBytes, bankBytes));
        boolean isSecond = second.generation() > first.generation();
        this.bank = isSecond ? second : first;
        this.other = isSecond ? first : second;
        open();
    }

    /** Whatever is written here failed before it was reported as done: it changes nothing that was told to anybody. */
    private void open() {
        try {
            other.makeSureItIsOlder(bank.generation());
            if (bank.generation() == 0) {
                bank.makeSureItIsOlder(0);
                return;
            }
            bank.makeHeaderFirm();
        } catch (FlashFault worn) {
            // it stays as it is, and the next write says so
        }
        bank.readBatches(batch -> merge(records, decode(batch)));
        if (!bank.endsFirmly()) {
            tidy();
        }
    }

    public Optional<byte[]> get(int key) {
        return Optional.ofNullable(records.get(key)).map(byte[]::clone);
    }

    /** The records with keys from {@code first} up to, not including, {@code end}, in their order. */
    public Map<Integer, byte[]> range(int first, int beyond) {
        return new TreeMap<>(records.subMap(first, beyond));
    }

    /** What is to be written together. */
    public RecordBatch batch() {
        return new RecordBatch(this);
    }

    /** Writes one record. */
    public void put(int key, byte[] value) {
        put(Map.of(key, value));
    }

    /**
     * Writes these records, or after a power cut none of them. An empty value removes a record.
     *
     * @throws IllegalStateException when they do not fit: whoever keeps records bounds them
     * @throws FlashFault when neither bank takes them; what was there before is still there
     */
    public void put(Map<Integer, byte[]> batch) {
        if (held.isPresent()) {
            held.get().add(records, batch);
            merge(records, batch);
            return;
        }
        byte[] bytes = encode(batch);
        if (!isAppended(bytes)) {
            TreeMap<Integer, byte[]> all = new TreeMap<>(records);
            merge(all, batch);
            moveToOtherBank(all);
        }
        merge(records, batch);
        int left = bank.usedBytes() - RecordBank.batchBytes(encodedBytes(records));
        if (slackBytes != NEVER_TIDY && left > slackBytes) {
            tidy();
        }
    }

    private boolean isAppended(byte[] bytes) {
        if (bank.generation() == 0 || !bank.takes(RecordBank.batchBytes(bytes.length))) {
            return false;
        }
        try {
            bank.append(bytes);
            return true;
        } catch (FlashFault worn) {
            return false;
        }
    }

    /** Moves what is safe where it is: a memory that cannot is left as it is. */
    private void tidy() {
        try {
            moveToOtherBank(records);
        } catch (FlashFault worn) {
            // the next write says so
        }
    }

    /**
     * From now on batches are gathered: who reads sees them, the memory does not get them until {@link #release}. What
     * the power cuts meanwhile was never there.
     */
    public void hold() {
        held = Optional.of(new HeldRecords());
    }

    /** Writes what was gathered, as one batch. */
    public void release() {
        HeldRecords gathered = held.orElseThrow();
        drop();
        put(gathered.changes());
    }

    /**
     * Forgets what was gathered.
     *
     * @return the records that it changed, as they are again: number to content, empty where there is none
     */
    public Map<Integer, byte[]> drop() {
        HeldRecords gathered = held.orElseThrow();
        held = Optional.empty();
        merge(records, gathered.before());
        return gathered.before();
    }

    /** Bytes by which the records may still grow; negative when what is held would not fit. */
    public int roomBytes() {
        return bank.capacityBytes() - RecordBank.batchBytes(encodedBytes(records));
    }

    private static void merge(Map<Integer, byte[]> into, Map<Integer, byte[]> batch) {
        batch.forEach((key, value) -> {
            if (value.length == 0) {
                into.remove(key);
            } else {
                into.put(key, value.clone());
            }
        });
    }

    private void moveToOtherBank(Map<Integer, byte[]> all) {
        byte[] bytes = encode(all);
        int size = RecordBank.batchBytes(bytes.length);
        if (size > bank.capacityBytes()) {
            throw new IllegalStateException(
                    "records of " + size + " bytes (expected: <= " + bank.capacityBytes() + ")");
        }
        if (bank.generation() == 0) {
            writeFirst(bytes);
            return;
        }
        other.write(bytes, bank.generation() + 1, false);
        RecordBank left = bank;
        bank = other;
        other = left;
        if (slackBytes != NEVER_TIDY) {
            eraseOther();
        }
    }

    /** Neither bank is in use: if one does not take it, the other may. */
    private void writeFirst(byte[] bytes) {
        RecordBank first = bank;
        bank = other;
        other = first;
        try {
            bank.write(bytes, 1, true);
        } catch (FlashFault worn) {
            other.write(bytes, 2, true);
            other = bank;
            bank = first;
        }
    }

    private void eraseOther() {
        try {
            other.erase(false);
        } catch (FlashFault worn) {
            // it is older than the one in use, and tried again when it is needed
        }
    }

    private static int encodedBytes(Map<Integer, byte[]> batch) {
        int size = 0;
        for (byte[] value : batch.values()) {
            size += RECORD_OVERHEAD_BYTES + value.length;
        }
        return size;
    }

    private static byte[] encode(Map<Integer, byte[]> batch) {
        for (byte[] value : batch.values()) {
            if (value.length >= MAX_RECORD_BYTES) {
                throw new IllegalArgumentException("record of " + value.length + " bytes (expected: < 65535)");
            }
        }
        ByteBuffer out = ByteBuffer.allocate(encodedBytes(batch));
        batch.forEach((key, value) -> {
            out.putInt(key).putShort((short) (value.length == 0 ? REMOVED : value.length));
            out.put(value);
        });
        return out.array();
    }

    static Map<Integer, byte[]> decode(ByteBuffer in) {
        TreeMap<Integer, byte[]> batch = new TreeMap<>();
        while (in.hasRemaining()) {
            int key = in.getInt();
            int length = in.getShort() & 0xFFFF;
            byte[] value = new byte[length == REMOVED ? 0 : length];
            in.get(value);
            batch.put(key, value);
        }
        return batch;
    }
}
