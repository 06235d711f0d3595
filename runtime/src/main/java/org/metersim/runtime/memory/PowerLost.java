package org.metersim.runtime.memory;

/**
 * The power is gone in the middle of an operation: unwinds whatever the board was doing.
 *
 * <p>Caught only where the meter is put together, which starts the boards anew from what the memory holds. Nothing on
 * the way may catch it to clean up: a board without power cannot.
 */
public final class PowerLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param operation number of the memory operation that was cut */
    public PowerLost(long operation) {
        this("at memory operation " + operation);
    }

    /** @param where between which deeds */
    public PowerLost(String where) {
        super("power lost " + where, null, false, false);
    }
}
