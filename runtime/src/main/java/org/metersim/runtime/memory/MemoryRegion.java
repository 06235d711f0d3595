package org.metersim.runtime.memory;

/** A stretch of whole sectors of a memory, as if it were one of its own. */
public final class MemoryRegion implements NonVolatileMemory {

    private final NonVolatileMemory memory;
    private final int start;
    private final int sizeBytes;

    /**
     * @param start first address, start of a sector
     * @param sizeBytes whole sectors
     */
    public MemoryRegion(NonVolatileMemory memory, int start, int sizeBytes) {
        if (start % memory.sectorBytes() != 0 || sizeBytes % memory.sectorBytes() != 0) {
            throw new IllegalArgumentException("region " + start + " + " + sizeBytes + " (expected: whole sectors)");
        }
        this.memory = memory;
        this.start = start;
        this.sizeBytes = sizeBytes;
    }

    @Override
    public int sizeBytes() {
        return sizeBytes;
    }

    @Override
    public FlashGeometry geometry() {
        return memory.geometry();
    }

    @Override
    public byte[] read(int address, int length) {
        checkRange(address, length);
        return memory.read(start + address, length);
    }

    @Override
    public void program(int address, byte[] bytes) {
        checkRange(address, bytes.length);
        memory.program(start + address, bytes);
    }

    @Override
    public void erase(int address) {
        checkRange(address, sectorBytes());
        memory.erase(start + address);
    }

    @Override
    public int erases(int address) {
        checkRange(address, 0);
        return memory.erases(start + address);
    }

    @Override
    public long operations() {
        return memory.operations();
    }

    /**
     * True when every byte of that range reads as erased. After an erase or a program that was cut that proves nothing:
     * the next time it may not.
     */
    public boolean isBlank(int address, int length) {
        try {
            return geometry().isBlank(read(address, length));
        } catch (FlashFault unreadable) {
            return false;
        }
    }

    private void checkRange(int address, int length) {
        if (address < 0 || length < 0 || (long) address + length > sizeBytes) {
            throw new IndexOutOfBoundsException("address " + address + ", length " + length + " of " + sizeBytes);
        }
    }
}
