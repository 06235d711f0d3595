package org.metersim.dlms.block;

import org.metersim.dlms.apdu.DataBlock;
import org.metersim.dlms.codec.Octets;

/** Cuts an encoded value into numbered blocks. The value is frozen: what was encoded at the start is what is sent. */
public final class BlockSplitter {

    private final Octets value;
    private final int maxBytes;
    private int offset;
    private long number;

    /** @param maxBytes raw bytes that fit one block, at least 1 */
    public BlockSplitter(byte[] value, int maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: >= 1)");
        }
        this.value = Octets.of(value);
        this.maxBytes = maxBytes;
    }

    /** Number of the block given last; 0 before the first. */
    public long number() {
        return number;
    }

    /** True when the last block was given. */
    public boolean isDone() {
        return number > 0 && offset == value.length();
    }

    /** The next block; the first has number 1. */
    public DataBlock next() {
        int end = Math.min(value.length(), offset + maxBytes);
        Octets raw = value.slice(offset, end);
        offset = end;
        number++;
        return new DataBlock(offset == value.length(), number, raw);
    }
}
