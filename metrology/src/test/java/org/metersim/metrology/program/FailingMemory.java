package org.metersim.metrology.program;

import org.metersim.runtime.memory.FlashFault;
import org.metersim.runtime.memory.ForwardingMemory;
import org.metersim.runtime.memory.NonVolatileMemory;

/** A memory that fails some operations when it is told to. */
final class FailingMemory extends ForwardingMemory {

    private long first = Long.MAX_VALUE;
    private long last = Long.MAX_VALUE;

    FailingMemory(NonVolatileMemory memory) {
        super(memory);
    }

    /** @param skip operations that still succeed @param count those that fail then */
    void fail(int skip, int count) {
        first = skip;
        last = skip + count;
    }

    /** As many as it was told to have failed. */
    boolean isDone() {
        return last <= 0;
    }

    private boolean fails() {
        first--;
        last--;
        return first < 0 && last >= 0;
    }

    @Override
    public void program(int address, byte[] bytes) {
        if (fails()) {
            throw new FlashFault(FlashFault.Kind.PROGRAM, address);
        }
        super.program(address, bytes);
    }

    @Override
    public void erase(int address) {
        if (fails()) {
            throw new FlashFault(FlashFault.Kind.ERASE, address);
        }
        super.erase(address);
    }
}
