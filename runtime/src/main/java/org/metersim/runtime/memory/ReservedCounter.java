package org.metersim.runtime.memory;

import java.nio.ByteBuffer;

/**
 * A counter of 32 bits that never gives a number twice, also across a power cut: numbers are reserved ahead in blocks,
 * so a cut may skip some.
 */
public final class ReservedCounter {

    /** One more than the largest number. */
    private static final long LIMIT = 1L << 32;

    private final RecordStore records;
    private final int key;
    private final int blockSize;
    private long next;
    private long reserved;

    /** @param blockSize how many numbers one write reserves, at least 1 */
    public ReservedCounter(RecordStore records, int key, int blockSize) {
        this.records = records;
        this.key = key;
        this.blockSize = blockSize;
        this.next =
                records.get(key).map(bytes -> ByteBuffer.wrap(bytes).getLong()).orElse(0L);
        this.reserved = next;
    }

    /**
     * Takes the next number, from 0 on.
     *
     * @throws IllegalStateException when all 2^32 are used up
     */
    public long next() {
        if (next >= LIMIT) {
            throw new IllegalStateException("counter exhausted: the key must be changed");
        }
        if (next >= reserved) {
            reserve(Math.min(LIMIT, next + blockSize));
        }
        return next++;
    }

    /** What {@link #next} will give, without taking it; 2^32 when all are used up. */
    public long peek() {
        return next;
    }

    /** Begins again at 0: for a new key only. */
    public void restart() {
        reserve(0);
        next = 0;
    }

    private void reserve(long upTo) {
        records.put(key, ByteBuffer.allocate(8).putLong(upTo).array());
        reserved = upTo;
    }
}
