package org.metersim.runtime.memory;

import java.io.Closeable;
import java.io.IOException;

/** Where the bytes of a {@link FlashFile} go. What was written since the last {@link #force} may be lost or torn. */
interface Disk extends Closeable {

    void write(long position, byte[] bytes) throws IOException;

    /** Returns when all that was written before will survive the end of the machine. */
    void force() throws IOException;
}
