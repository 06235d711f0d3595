package org.metersim.meter;

import java.time.Duration;
import org.metersim.runtime.memory.ForwardingMemory;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.memory.PowerCut;
import org.metersim.runtime.memory.PowerLost;

/**
 * Cuts the power of the whole meter at a chosen point, once. It returns by itself, at once unless told otherwise; every
 * connection is lost. Safe for use by several threads.
 */
public final class PowerCutFault {

    private static final long NEVER = -1;

    private long operationsLeft = NEVER;
    private PowerCut.Moment moment = PowerCut.Moment.BEFORE;
    private long blocksLeft = NEVER;
    private Duration off = Duration.ZERO;
    private int struck;

    PowerCutFault() {}

    /** Cuts when {@code count} more image blocks are stored, durably: the answer to the last one never leaves. */
    public synchronized PowerCutFault afterImageBlocks(int count) {
        blocksLeft = atLeastOne("count", count);
        return this;
    }

    /** Cuts at a memory operation from now on. @param number 1 is the next one */
    public synchronized PowerCutFault atMemoryOperation(long number, PowerCut.Moment where) {
        operationsLeft = atLeastOne("number", number);
        moment = where;
        return this;
    }

    /** How long the power stays away, simulated time. */
    public synchronized PowerCutFault stayingOff(Duration duration) {
        off = duration;
        return this;
    }

    /** How often the power was cut so far. */
    public synchronized int count() {
        return struck;
    }

    /** True while a cut is asked for that has not struck. */
    public synchronized boolean isArmed() {
        return operationsLeft != NEVER || blocksLeft != NEVER;
    }

    synchronized long offMs() {
        return off.toMillis();
    }

    /** A memory that is cut when it is time. @param cut what it is made of, which can cut it */
    NonVolatileMemory guard(NonVolatileMemory memory, PowerCut cut) {
        return new Guarded(memory, cut);
    }

    /** An image block is stored. */
    synchronized void blockStored() {
        if (blocksLeft != NEVER && --blocksLeft == 0) {
            blocksLeft = NEVER;
            struck++;
            throw new PowerLost("after an image block");
        }
    }

    private synchronized void arm(PowerCut memory) {
        if (operationsLeft != NEVER && --operationsLeft == 0) {
            operationsLeft = NEVER;
            struck++;
            memory.cutAt(memory.operations(), moment);
        }
    }

    private static long atLeastOne(String field, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(field + ": " + value + " (expected: >= 1)");
        }
        return value;
    }

    private final class Guarded extends ForwardingMemory {

        private final PowerCut cut;

        Guarded(NonVolatileMemory memory, PowerCut cut) {
            super(memory);
            this.cut = cut;
        }

        @Override
        public void program(int address, byte[] bytes) {
            arm(cut);
            super.program(address, bytes);
        }

        @Override
        public void erase(int address) {
            arm(cut);
            super.erase(address);
        }
    }
}
