package org.metersim.runtime.memory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One of the two banks of a {@link RecordStore}: a header, its seal, a batch with all records, and then batches with
 * what changed, each between a mark and a seal.
 *
 * <p>A bit whose programming was cut may read otherwise each time. So a <i>mark</i>, one write unit with every bit
 * programmed, stands before a batch: while it reads as erased nothing was written behind it, and programming it again
 * makes it firm. A <i>seal</i>, another, stands behind: as soon as any bit of it is there, the batch, or the header,
 * was whole before. A bank that ends otherwise is not written on, and not believed until it was copied.
 */
final class RecordBank {

    private static final int MAGIC = 0x4D53_5232;
    private static final int HEADER_BYTES = 12;
    private static final int LENGTH_BYTES = 4;
    private static final int BATCH_OVERHEAD_BYTES = LENGTH_BYTES + SealedBytes.CRC_BYTES;

    private final MemoryRegion memory;
    private final FlashGeometry geometry;
    private final int sealAt;
    private final int firstBatchAt;
    private int generation;
    private int end;
    private boolean endsFirmly;
    private boolean isMended;
    private boolean erased;

    RecordBank(MemoryRegion memory) {
        this.memory = memory;
        this.geometry = memory.geometry();
        this.sealAt = geometry.padded(HEADER_BYTES);
        this.firstBatchAt = sealAt + geometry.writeBytes();
        this.generation = readGeneration();
    }

    /** Bytes that such records take in a batch. */
    static int batchBytes(int recordBytes) {
        return BATCH_OVERHEAD_BYTES + recordBytes;
    }

    /** The larger is in use; 0 when there is no header. */
    int generation() {
        return generation;
    }

    /** Bytes of a batch with all records that there is room for. */
    int capacityBytes() {
        return memory.sizeBytes() - firstBatchAt;
    }

    /** Bytes that were written after the header. */
    int usedBytes() {
        return end - firstBatchAt;
    }

    boolean takes(int batchBytes) {
        return endsFirmly && end + 2L * geometry.writeBytes() + geometry.padded(batchBytes) <= memory.sizeBytes();
    }

    /** False after a batch that was cut or failed: the bank is to be copied, and not written on. */
    boolean endsFirmly() {
        return endsFirmly;
    }

    // --- reading

    private int readGeneration() {
        return read(0, HEADER_BYTES)
                .flatMap(SealedBytes::mend)
                .map(ByteBuffer::wrap)
                .filter(header -> header.getInt(0) == MAGIC)
                .map(header -> header.getInt(4))
                .orElse(0);
    }

    private Optional<byte[]> read(int at, int length) {
        try {
            return Optional.of(memory.read(at, length));
        } catch (FlashFault unreadable) {
            return Optional.empty();
        }
    }

    /** Gives the records of each batch, in their order. */
    void readBatches(Consumer<ByteBuffer> batches) {
        endsFirmly = false;
        isMended = false;
        end = firstBatchAt;
        // the first was whole before the header
        Optional<byte[]> batch = batchAt(end);
        if (batch.isEmpty()) {
            return;
        }
        end += give(batch.get(), batches);
        while (isTouched(end)) {
            batch = batchAt(end + geometry.writeBytes());
            if (batch.isEmpty()) {
                return;
            }
            end += geometry.writeBytes() + give(batch.get(), batches);
            if (!isTouched(end)) {
                return;
            }
            end += geometry.writeBytes();
        }
        endsFirmly = !isMended && memory.isBlank(end, memory.sizeBytes() - end);
    }

    private int give(byte[] batch, Consumer<ByteBuffer> batches) {
        batches.accept(ByteBuffer.wrap(batch, LENGTH_BYTES, batch.length - BATCH_OVERHEAD_BYTES));
        return geometry.padded(batch.length);
    }

    private Optional<byte[]> batchAt(int at) {
        if (memory.sizeBytes() - at < BATCH_OVERHEAD_BYTES) {
            return Optional.empty();
        }
        Optional<byte[]> length = read(at, LENGTH_BYTES);
        int size = length.map(bytes -> ByteBuffer.wrap(bytes).getInt()).orElse(-1);
        Optional<byte[]> batch = batchOf(at, size);
        // flash loses a bit now and then, also one of the length
        for (int bit = 0; batch.isEmpty() && length.isPresent() && bit < Integer.SIZE; bit++) {
            batch = batchOf(at, size ^ 1 << bit);
        }
        return batch;
    }

    /** The batch if it has that size, all of it or all but one bit. */
    private Optional<byte[]> batchOf(int at, int size) {
        if (size < 0 || size > memory.sizeBytes() - at - BATCH_OVERHEAD_BYTES) {
            return Optional.empty();
        }
        // read once: what is checked is what is believed
        Optional<byte[]> batch = read(at, BATCH_OVERHEAD_BYTES + size);
        if (batch.filter(SealedBytes::isWhole).isEmpty()) {
            isMended = true;
            batch = batch.flatMap(SealedBytes::mend);
        }
        return batch.filter(bytes -> ByteBuffer.wrap(bytes).getInt() == size);
    }

    /** True when there is any bit of a mark or a seal; behind the end there is none. */
    private boolean isTouched(int at) {
        return at + geometry.writeBytes() <= memory.sizeBytes() && !memory.isBlank(at, geometry.writeBytes());
    }

    /** Numbers of the records in a batch, as it is programmed; none when the bytes are no batch. */
    static List<Integer> keysIn(byte[] bytes) {
        List<Integer> keys = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int size = bytes.length < BATCH_OVERHEAD_BYTES ? -1 : in.getInt();
        boolean isBatch = size >= 0
                && size <= bytes.length - BATCH_OVERHEAD_BYTES
                && SealedBytes.isWhole(Arrays.copyOf(bytes, BATCH_OVERHEAD_BYTES + size));
        if (isBatch) {
            in.limit(LENGTH_BYTES + size);
            keys.addAll(RecordStore.decode(in).keySet());
        }
        return keys;
    }

    // --- writing

    /**
     * Writes a batch behind the others; there is room for it.
     *
     * @throws FlashFault when the memory did not take it; the bank is not written on then
     */
    void append(byte[] records) {
        byte[] batch = batch(records);
        endsFirmly = false;
        program(end, geometry.full(geometry.writeBytes()));
        program(end + geometry.writeBytes(), batch);
        int seal = end + geometry.writeBytes() + geometry.padded(batch.length);
        program(seal, geometry.full(geometry.writeBytes()));
        end = seal + geometry.writeBytes();
        endsFirmly = true;
    }

    /**
     * Begins anew with all records.
     *
     * @param isNew true when neither bank was ever used
     * @throws FlashFault when the memory did not take it
     */
    void write(byte[] records, int number, boolean isNew) {
        byte[] batch = batch(records);
        if (!erased) {
            erase(isNew);
        }
        erased = false;
        program(firstBatchAt, batch);
        program(0, header(number));
        program(sealAt, geometry.full(geometry.writeBytes()));
        generation = number;
        end = firstBatchAt + geometry.padded(batch.length);
        endsFirmly = true;
    }

    /** Erases it. One that looks blank may be half erased; only of one that was never used that is sure enough. */
    void erase(boolean isNew) {
        generation = 0;
        for (int at = 0; at < memory.sizeBytes(); at += memory.sectorBytes()) {
            if (at == 0 || !isNew || !memory.isBlank(at, memory.sectorBytes())) {
                erase(at);
            }
        }
        erased = true;
    }

    /** After a cut between header and seal the header may not be firm: it is written again, and sealed. */
    void makeHeaderFirm() {
        if (!isTouched(sealAt)) {
            if (!geometry.ecc()) {
                program(0, header(generation));
            }
            program(sealAt, geometry.full(geometry.writeBytes()));
        }
    }

    /**
     * A bank that is not in use must not become it: what is no older generation is erased where its header would be.
     */
    void makeSureItIsOlder(int inUse) {
        boolean isOlder = generation > 0 && generation < inUse;
        if (!isOlder && !memory.isBlank(0, memory.sectorBytes())) {
            generation = 0;
            erase(0);
        }
    }

    private void erase(int at) {
        memory.erase(at);
        if (!memory.isBlank(at, memory.sectorBytes())) {
            throw new FlashFault(FlashFault.Kind.ERASE, at);
        }
    }

    private void program(int at, byte[] bytes) {
        byte[] whole = geometry.pad(bytes);
        memory.program(at, whole);
        // a worn memory may not take what it is given
        if (!Arrays.equals(memory.read(at, whole.length), whole)) {
            throw new FlashFault(FlashFault.Kind.PROGRAM, at);
        }
    }

    private static byte[] header(int generation) {
        return SealedBytes.seal(
                ByteBuffer.allocate(8).putInt(MAGIC).putInt(generation).array());
    }

    private static byte[] batch(byte[] records) {
        return SealedBytes.seal(ByteBuffer.allocate(LENGTH_BYTES + records.length)
                .putInt(records.length)
                .put(records)
                .array());
    }
}
