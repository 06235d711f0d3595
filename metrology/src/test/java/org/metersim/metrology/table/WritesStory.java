package org.metersim.metrology.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.crash.Story;
import org.metersim.runtime.memory.NonVolatileMemory;

/** One write after the other, of all that a client may change: the one that was cut is there wholly or not at all. */
final class WritesStory implements Story {

    private static final List<Consumer<TestMeter>> WRITES =
            BoardPowerCutTest.writes().map(BoardPowerCutTest.WRITES::get).toList();

    /** What is seen after so many of them. */
    private static final List<List<CosemData>> LOOKS = looks();

    private final NonVolatileMemory memory;
    private TestMeter meter = new TestMeter();
    private int done;

    WritesStory(NonVolatileMemory memory) {
        this.memory = memory;
    }

    private static List<List<CosemData>> looks() {
        TestMeter meter = new TestMeter();
        List<List<CosemData>> looks = new ArrayList<>();
        looks.add(BoardPowerCutTest.look(meter));
        for (Consumer<TestMeter> write : WRITES) {
            write.accept(meter);
            looks.add(BoardPowerCutTest.look(meter));
        }
        return looks;
    }

    @Override
    public void start() {
        meter = new TestMeter(memory, TestMeter.START_MS);
    }

    /** Takes note of a write that was done though nobody heard of it. */
    @Override
    public void check() {
        List<CosemData> seen = BoardPowerCutTest.look(meter);
        if (!isOver() && seen.equals(LOOKS.get(done + 1))) {
            done++;
        }
        assertEquals(LOOKS.get(done), seen, "neither as before write " + done + " nor as after it");
    }

    @Override
    public boolean isOver() {
        return done == WRITES.size();
    }

    @Override
    public void goOn() {
        WRITES.get(done).accept(meter);
        done++;
    }

    @Override
    public void checkEnd() {
        start();
        check();
    }
}
