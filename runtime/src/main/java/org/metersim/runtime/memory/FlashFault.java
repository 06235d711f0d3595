package org.metersim.runtime.memory;

/**
 * The flash did not do what it was told, and says so or was found out: worn, broken, or not readable any more. Whoever
 * writes answers it as a hardware fault and stays on what it has.
 */
public final class FlashFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What was being done. */
    public enum Kind {
        /** Programmed bytes are not there, or not all of them. */
        PROGRAM,
        /** A sector is not erased. */
        ERASE,
        /** A write unit has more wrong bits than its check bits can mend. */
        READ
    }

    private final Kind kind;
    private final int address;

    public FlashFault(Kind kind, int address) {
        super("flash fault: " + kind + " at address " + address, null, false, false);
        this.kind = kind;
        this.address = address;
    }

    public Kind kind() {
        return kind;
    }

    /** Within the memory that was asked, bytes. */
    public int address() {
        return address;
    }
}
