package org.metersim.runtime.memory;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Records in a flash memory, found by a number: written in batches that are there wholly or not at all, wherever the
 * power is cut.
 *
 * <p>Two banks. Batches are appended to the bank in use, each with its length and a CRC-32. A bank that is full, or has
 * a torn batch at its end, is left: the other one is erased, gets all records as one batch, and last its header, whose
 * generation makes it the one in use.
 */
public final class RecordStore {

    /** Longest record, bytes. */
    public static final int MAX_RECORD_BYTES = 0xFFFF;

    private static final int MAGIC = 0x4D53_5231;
    private static final int HEADER_BYTES = 12;
    private static final int BATCH_OVERHEAD_BYTES = 8;
    private static final int RECORD_OVERHEAD_BYTES = 6;
    private static final int NO_LENGTH = -1;

    /** Of one record: this length means that it was removed. */
    private static final int REMOVED = 0xFFFF;

    private static final int NEVER_TIDY = Integer.MAX_VALUE;

    private final NonVolatileMemory memory;
    private final int bankBytes;
    private final int slackBytes;
    private final TreeMap<Integer, byte[]> records = new TreeMap<>();
    private int bank;
    private int generation;
    private int end;
    private boolean torn;

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
        this.memory = memory;
        this.slackBytes = slackBytes;
        this.bankBytes = memory.sizeBytes() / 2;
        open();
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
     */
    public void put(Map<Integer, byte[]> batch) {
        byte[] bytes = encode(batch);
        boolean fits = !torn && end + bytes.length <= bankBytes;
        if (generation == 0 || !fits) {
            TreeMap<Integer, byte[]> all = new TreeMap<>(records);
            merge(all, batch);
            moveToOtherBank(all);
        } else {
            torn = true;
            memory.program(bank * bankBytes + end, bytes);
            torn = false;
            end += bytes.length;
        }
        merge(records, batch);
        if (slackBytes != NEVER_TIDY && end - encodedBytes(records) > HEADER_BYTES + slackBytes) {
            moveToOtherBank(records);
        }
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
        if (HEADER_BYTES + bytes.length > bankBytes) {
            throw new IllegalStateException("records of " + bytes.length + " bytes (expected: <= " + bankBytes + ")");
        }
        int other = 1 - bank;
        erase(other);
        memory.program(other * bankBytes + HEADER_BYTES, bytes);
        memory.program(other * bankBytes, header(generation + 1));
        bank = other;
        generation++;
        end = HEADER_BYTES + bytes.length;
        torn = false;
        if (slackBytes != NEVER_TIDY) {
            erase(1 - bank);
        }
    }

    private void erase(int which) {
        MemoryRegion region = new MemoryRegion(memory, which * bankBytes, bankBytes);
        for (int at = 0; at < bankBytes; at += memory.sectorBytes()) {
            if (!region.isBlank(at)) {
                region.erase(at);
            }
        }
    }

    private static byte[] header(int generation) {
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES).putInt(MAGIC).putInt(generation);
        return out.putInt(crc(out.array(), 0, 8)).array();
    }

    private static int encodedBytes(Map<Integer, byte[]> batch) {
        int size = BATCH_OVERHEAD_BYTES;
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
        int size = encodedBytes(batch);
        ByteBuffer out = ByteBuffer.allocate(size).putInt(size - BATCH_OVERHEAD_BYTES);
        batch.forEach((key, value) -> {
            out.putInt(key).putShort((short) (value.length == 0 ? REMOVED : value.length));
            out.put(value);
        });
        return out.putInt(crc(out.array(), 0, out.position())).array();
    }

    private void open() {
        int first = generationOf(0);
        int second = generationOf(1);
        bank = second > first ? 1 : 0;
        generation = Math.max(first, second);
        if (generation > 0) {
            end = HEADER_BYTES;
            int length = readBatch();
            while (length != NO_LENGTH) {
                end += length;
                length = readBatch();
            }
            torn = !isErasedFrom(end);
        }
    }

    private int generationOf(int candidate) {
        ByteBuffer in = ByteBuffer.wrap(memory.read(candidate * bankBytes, HEADER_BYTES));
        int magic = in.getInt();
        int number = in.getInt();
        return magic == MAGIC && in.getInt() == crc(in.array(), 0, 8) ? number : 0;
    }

    /** Takes the batch at the end of what is known; its length, or {@link #NO_LENGTH} when there is none. */
    private int readBatch() {
        if (end + BATCH_OVERHEAD_BYTES > bankBytes) {
            return NO_LENGTH;
        }
        int size = ByteBuffer.wrap(memory.read(bank * bankBytes + end, 4)).getInt();
        if (size < 0 || size > bankBytes - end - BATCH_OVERHEAD_BYTES) {
            return NO_LENGTH;
        }
        byte[] bytes = memory.read(bank * bankBytes + end, BATCH_OVERHEAD_BYTES + size);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt(4 + size) != crc(bytes, 0, 4 + size)) {
            return NO_LENGTH;
        }
        in.position(4);
        while (in.position() < 4 + size) {
            int key = in.getInt();
            int length = in.getShort() & 0xFFFF;
            byte[] value = new byte[length == REMOVED ? 0 : length];
            in.get(value);
            merge(records, Map.of(key, value));
        }
        return bytes.length;
    }

    private boolean isErasedFrom(int offset) {
        for (byte each : memory.read(bank * bankBytes + offset, bankBytes - offset)) {
            if (each != NonVolatileMemory.ERASED) {
                return false;
            }
        }
        return true;
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
