package org.metersim.meter;

import java.util.Arrays;
import org.metersim.runtime.memory.FactoryContent;
import org.metersim.runtime.memory.FlashMemory;
import org.metersim.runtime.memory.NonVolatileMemory;

/** Memories in the heap, packed while their meters rest: nothing but what differs from the factory's content. */
final class HeapFlash implements FlashStore {

    private static final byte[] UNTOUCHED = new byte[0];

    private final FactoryContent factory;
    private final byte[][] packed;

    HeapFlash(FactoryContent factory, int meters) {
        this.factory = factory;
        this.packed = new byte[meters][];
        Arrays.fill(packed, UNTOUCHED);
    }

    @Override
    public NonVolatileMemory take(int meter) {
        return FlashMemory.unpack(factory, packed[meter]);
    }

    @Override
    public void putBack(int meter, NonVolatileMemory memory) {
        if (memory.operations() > 0) {
            packed[meter] = ((FlashMemory) memory).pack();
        }
    }

    /** What a meter at rest takes beside its place in the table, bytes. */
    int restingBytes(int meter) {
        return packed[meter].length;
    }

    @Override
    public boolean isUntouched(int meter) {
        return packed[meter].length == 0;
    }

    @Override
    public void close() {
        // the heap is nobody else's
    }
}
