package org.metersim.metrology.crash;

/**
 * One way through a scenario, on a memory whose power may be cut under it. All but {@link #checkEnd} may end in a
 * {@link org.metersim.runtime.memory.PowerLost}; then {@link #start} is next.
 */
public interface Story {

    /** The power is there: the boards are made anew from what the memory holds. Comes first, and after each cut. */
    void start();

    /** What must hold whenever the boards have started, wherever the cut fell. */
    void check();

    /** True when all that the scenario wants has happened. */
    boolean isOver();

    /** Does the next thing that is not done yet, as a client does that knows what it asks the meter. */
    void goOn();

    /** What must hold at the end. */
    void checkEnd();
}
