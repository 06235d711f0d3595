package org.metersim.runtime.memory;

/**
 * The meter's flash memory: what survives a power cut, and nothing else does.
 *
 * <p>NOR flash: erasing a sector takes all its bits back, programming sets them, one way only. Every program and erase
 * is one numbered operation, so that a test can cut the power before, inside or after it. Owned by one thread.
 */
public interface NonVolatileMemory {

    /** Total size in bytes, a multiple of {@link #sectorBytes()}. */
    int sizeBytes();

    /** Sector, write unit, erased value, endurance. */
    FlashGeometry geometry();

    /** What one erase clears, in bytes. */
    default int sectorBytes() {
        return geometry().sectorBytes();
    }

    /**
     * Copies {@code length} bytes from {@code address} on.
     *
     * @throws IndexOutOfBoundsException when the range leaves the memory
     * @throws FlashFault when the memory cannot tell what is there
     */
    byte[] read(int address, int length);

    /**
     * Programs {@code bytes} from {@code address} on: one operation. Durable when it returns.
     *
     * @throws PowerLost when the power is cut before, inside or after it
     * @throws FlashFault when the memory says that it failed
     * @throws IndexOutOfBoundsException when the range leaves the memory
     * @throws IllegalStateException when it is not whole write units, or an erase was forgotten: a programmed bit would
     *     have to go back, or with check bits a write unit is not erased
     */
    void program(int address, byte[] bytes);

    /**
     * Erases the sector that starts at {@code address}: one operation.
     *
     * @throws PowerLost when the power is cut before, inside or after it
     * @throws FlashFault when the memory says that it failed, as a sector does that is worn out
     */
    void erase(int address);

    /** How often the sector at {@code address} was erased. */
    int erases(int address);

    /** Number of program and erase operations so far; the next one has this number. */
    long operations();
}
