package org.metersim.meter;

import org.metersim.runtime.memory.NonVolatileMemory;

/** Where the memories of meters lie while no board needs them. */
interface FlashStore extends AutoCloseable {

    /** The memory of a meter that is woken. */
    NonVolatileMemory take(int meter);

    /** The meter is at rest again; what {@link #take} gave is not used any more. */
    void putBack(int meter, NonVolatileMemory memory);

    /** True when nothing was ever written: the meter is as it left the factory. */
    boolean isUntouched(int meter);

    @Override
    void close();
}
