package org.metersim.dlms.block;

import org.metersim.dlms.apdu.DataBlock;
import org.metersim.dlms.codec.ByteWriter;

/** Joins numbered blocks to the encoded value, with a bound on its length. */
public final class BlockAssembler {

    /** What became of a block. */
    public enum Outcome {
        /** Taken; more are to come. */
        MORE,
        /** Taken, and it was the last: {@link #value()} is whole. */
        WHOLE,
        /** Not the number that was awaited. Nothing changed. */
        WRONG_NUMBER,
        /** The value would exceed the limit. Nothing changed. */
        TOO_LONG
    }

    private final int maxBytes;
    private final ByteWriter value = new ByteWriter();
    private long number;

    /** @param maxBytes of the whole value */
    public BlockAssembler(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    public Outcome take(DataBlock block) {
        if (block.number() != number + 1) {
            return Outcome.WRONG_NUMBER;
        }
        if (value.size() + block.raw().length() > maxBytes) {
            return Outcome.TOO_LONG;
        }
        value.octets(block.raw());
        number++;
        return block.last() ? Outcome.WHOLE : Outcome.MORE;
    }

    /** Number of the block taken last; 0 before the first. */
    public long number() {
        return number;
    }

    /** What was joined so far. */
    public byte[] value() {
        return value.toBytes();
    }
}
