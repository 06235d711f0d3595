package org.metersim.runtime.memory;

/**
 * The meter's flash memory: what survives a power cut, and nothing else does.
 *
 * <p>NOR flash: erasing a sector sets all its bits, programming can only clear bits. Every program and erase is one
 * numbered operation, so that a test can cut the power before, inside or after it. Owned by one thread.
 */
public interface NonVolatileMemory {

    /** Value of an erased byte. */
    byte ERASED = (byte) 0xFF;

    /** Total size in bytes, a multiple of {@link #sectorBytes()}. */
    int sizeBytes();

    /** What one erase clears, in bytes. */
    int sectorBytes();

    /**
     * Copies {@code length} bytes from {@code address} on.
     *
     * @throws IndexOutOfBoundsException when the range leaves the memory
     */
    byte[] read(int address, int length);

    /**
     * Programs {@code bytes} from {@code address} on: one operation. Durable when it returns.
     *
     * @throws PowerLost when the power is cut before, inside or after it
     * @throws IndexOutOfBoundsException when the range leaves the memory
     * @throws IllegalStateException when a bit would have to change from 0 to 1: an erase was forgotten
     */
    void program(int address, byte[] bytes);

    /**
     * Erases the sector that starts at {@code address}: one operation.
     *
     * @throws PowerLost when the power is cut before, inside or after it
     */
    void erase(int address);

    /** Number of program and erase operations so far; the next one has this number. */
    long operations();
}
