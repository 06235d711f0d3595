package org.metersim.metrology.crash;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.metersim.runtime.memory.ForwardingMemory;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.memory.PowerCut;
import org.metersim.runtime.memory.PowerLost;

/** One walk through a scenario with the power cut where it was told; notes the operations that the meter asked for. */
final class Walk {

    /** More deeds than any scenario has: whoever needs more is stuck. */
    private static final int MOST_DEEDS = 20_000;

    private final Story story;
    private final PowerCut memory;
    private final Iterator<Cut> cuts;
    private final List<Operation> operations = new ArrayList<>();
    private final List<Long> fired = new ArrayList<>();

    Walk(Scenario scenario, List<Cut> cuts) {
        this.cuts = cuts.iterator();
        NonVolatileMemory flash = scenario.memory();
        this.memory = new PowerCut(flash, this::struck);
        this.story = scenario.begin(new Noted(), flash);
        armNext();
    }

    private void struck(long operation) {
        fired.add(operation);
        armNext();
    }

    private void armNext() {
        if (cuts.hasNext()) {
            Cut next = cuts.next();
            next.kind().arm(memory, next);
        }
    }

    /**
     * To its end.
     *
     * @throws AssertionError when something does not hold that must
     */
    void toTheEnd() {
        boolean up = false;
        int deeds = 0;
        while (!up || !story.isOver()) {
            if (++deeds > MOST_DEEDS) {
                throw new AssertionError("never ends");
            }
            try {
                if (up) {
                    story.goOn();
                } else {
                    story.start();
                    story.check();
                    up = true;
                }
            } catch (PowerLost cut) {
                up = false;
            }
        }
        story.checkEnd();
    }

    /** Numbers of the operations that were cut. */
    List<Long> fired() {
        return fired;
    }

    List<Operation> operations() {
        return operations;
    }

    /** What the meter has for a memory. */
    private final class Noted extends ForwardingMemory {

        Noted() {
            super(memory);
        }

        @Override
        public void program(int address, byte[] bytes) {
            operations.add(new Operation(operations(), false, bytes.length));
            super.program(address, bytes);
        }

        @Override
        public void erase(int address) {
            operations.add(new Operation(operations(), true, sectorBytes()));
            super.erase(address);
        }
    }
}
