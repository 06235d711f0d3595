package org.metersim.metrology.table;

import org.metersim.metrology.crash.Scenario;
import org.metersim.metrology.crash.Story;
import org.metersim.runtime.memory.NonVolatileMemory;

/** What a whole metrology board of profile sim-1p does, with its logs, its schedule and its meter. */
enum BoardScenario implements Scenario {
    /** An image is verified, and activated at noon by the single action schedule. */
    SCHEDULED_ACTIVATION {
        @Override
        public Story begin(NonVolatileMemory memory, NonVolatileMemory flash) {
            return new ScheduleStory(memory);
        }
    },
    /** Attributes, registers, clock, logs, relay, schedule: one write after the other. */
    WRITTEN_ATTRIBUTES_AND_LOGS {
        @Override
        public Story begin(NonVolatileMemory memory, NonVolatileMemory flash) {
            return new WritesStory(memory);
        }
    };

    @Override
    public NonVolatileMemory memory() {
        return TestMeter.blankMemory();
    }
}
