package org.metersim.runtime.memory;

/** A memory in front of another one: what it does not do otherwise, that one does. */
public abstract class ForwardingMemory implements NonVolatileMemory {

    private final NonVolatileMemory memory;

    protected ForwardingMemory(NonVolatileMemory memory) {
        this.memory = memory;
    }

    @Override
    public int sizeBytes() {
        return memory.sizeBytes();
    }

    @Override
    public FlashGeometry geometry() {
        return memory.geometry();
    }

    @Override
    public byte[] read(int address, int length) {
        return memory.read(address, length);
    }

    @Override
    public void program(int address, byte[] bytes) {
        memory.program(address, bytes);
    }

    @Override
    public void erase(int address) {
        memory.erase(address);
    }

    @Override
    public int erases(int address) {
        return memory.erases(address);
    }

    @Override
    public long operations() {
        return memory.operations();
    }
}
