package org.metersim.nic.push;

import org.metersim.metrology.crash.Scenario;
import org.metersim.metrology.crash.Story;
import org.metersim.nic.state.TestMemory;
import org.metersim.runtime.memory.NonVolatileMemory;

/** Confirmations on their way from metrology through the outbox to a concentrator. */
enum PushScenario implements Scenario {
    OUTBOX_DELIVERED_AT_ONCE(1, true),
    /** The concentrator does not answer each time. */
    OUTBOX_ANSWERS_LOST(2, true),
    /** Nobody listens before all confirmations are there. */
    OUTBOX_DELIVERED_LATER(1, false);

    private final int answersEvery;
    private final boolean listensAtOnce;

    PushScenario(int answersEvery, boolean listensAtOnce) {
        this.answersEvery = answersEvery;
        this.listensAtOnce = listensAtOnce;
    }

    @Override
    public NonVolatileMemory memory() {
        return TestMemory.erased();
    }

    @Override
    public Story begin(NonVolatileMemory memory, NonVolatileMemory flash) {
        return new PushStory(memory, answersEvery, listensAtOnce);
    }
}
