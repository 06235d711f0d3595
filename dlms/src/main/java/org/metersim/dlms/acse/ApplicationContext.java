package org.metersim.dlms.acse;

/** Application context names: how objects are referred to, and whether APDUs are ciphered. Green Book 9.4.2.2.2. */
public enum ApplicationContext {
    LOGICAL_NAMES(1),
    SHORT_NAMES(2),
    LOGICAL_NAMES_CIPHERED(3),
    SHORT_NAMES_CIPHERED(4);

    private final int id;

    ApplicationContext(int id) {
        this.id = id;
    }

    /** The last arc of the name. */
    public int id() {
        return id;
    }

    public boolean isCiphered() {
        return id >= 3;
    }
}
