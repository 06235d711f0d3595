package org.metersim.runtime.memory;

/** A flash with {@link CellDefects}. */
public final class DefectiveMemory extends ForwardingMemory {

    private final CellDefects defects;

    public DefectiveMemory(NonVolatileMemory memory, CellDefects defects) {
        super(memory);
        this.defects = defects;
    }

    CellDefects defects() {
        return defects;
    }

    @Override
    public byte[] read(int address, int length) {
        byte[] bytes = super.read(address, length);
        if (!defects.isEmpty()) {
            defects.see(address, bytes, geometry());
        }
        return bytes;
    }

    /** What was programmed into the cells, whatever they read as. */
    byte[] cells(int address, int length) {
        return super.read(address, length);
    }

    @Override
    public void program(int address, byte[] bytes) {
        if (geometry().ecc() && defects.isUnreadable(address, bytes.length, geometry())) {
            throw new IllegalStateException("programmed over what is not erased at address " + address);
        }
        super.program(address, bytes);
        defects.programmed(address, bytes, geometry());
    }

    @Override
    public void erase(int address) {
        super.erase(address);
        defects.erased(address, sectorBytes());
    }
}
