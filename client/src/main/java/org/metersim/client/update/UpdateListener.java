package org.metersim.client.update;

/** Told how an update goes on, on the thread that runs it. */
public interface UpdateListener {

    /** Wants to know nothing. */
    UpdateListener NONE = new UpdateListener() {};

    /** @param detail one line for a person */
    default void reached(UpdatePhase phase, String detail) {}

    /** The meter has {@code stored} of {@code count} blocks. */
    default void blocks(int stored, int count) {}
}
