package org.metersim.metrology.program;

import static org.metersim.metrology.program.ProgramClient.CALENDAR;
import static org.metersim.metrology.program.ProgramClient.RELAY;
import static org.metersim.metrology.program.ProgramClient.act;
import static org.metersim.metrology.program.ProgramClient.check;
import static org.metersim.metrology.program.ProgramClient.program;
import static org.metersim.metrology.program.ProgramClient.set;
import static org.metersim.metrology.program.ProgramClient.setPoint;
import static org.metersim.metrology.program.ProgramClient.text;

import java.util.Optional;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.crash.Scenario;
import org.metersim.metrology.crash.Story;
import org.metersim.metrology.table.TestMeter;
import org.metersim.runtime.memory.NonVolatileMemory;

/** A configuration program that a client brings into a meter. */
enum ProgramScenario implements Scenario {
    /** Three parameters. */
    PARAMETERS(program(
            7,
            setPoint("CUPS-1", ""),
            set(70, RELAY, 4, CosemData.enumeration(5)),
            set(20, CALENDAR, 6, text("WINTER")))),
    /** A new calendar, put into force, and the relay opened at last. */
    CALENDAR_AND_RELAY(program(
            7,
            set(20, CALENDAR, 6, text("NEW")),
            set(20, CALENDAR, 7, calendar(3)),
            set(20, CALENDAR, 8, calendar(4)),
            set(20, CALENDAR, 9, calendar(5)),
            act(20, CALENDAR, 1, 2, 3, 4, 5),
            act(70, RELAY, 1))),
    /** One that is refused when all but its last item was tried, then the right one. */
    REFUSED_THEN_PARAMETERS(
            program(
                    7,
                    setPoint("CUPS-1", ""),
                    set(70, RELAY, 4, CosemData.enumeration(5)),
                    check(20, CALENDAR, 6, text("what it is not"))),
            PARAMETERS.program),
    /** The memory fails while it is applied, and takes all of it when it comes again. */
    UNDONE_THEN_PARAMETERS(PARAMETERS.program);

    private final Optional<Program> refused;
    private final Program program;

    ProgramScenario(Program program) {
        this.refused = Optional.empty();
        this.program = program;
    }

    ProgramScenario(Program refused, Program program) {
        this.refused = Optional.of(refused);
        this.program = program;
    }

    /** What comes before, and is refused. */
    Optional<Program> refused() {
        return refused;
    }

    Program wanted() {
        return program;
    }

    /** Of the factory's calendar the first of each kind. */
    private static CosemData calendar(int attribute) {
        CosemData all = new TestMeter().read(20, CALENDAR, attribute);
        return attribute == 5
                ? CosemData.array(((CosemData.Array) all).elements().subList(0, 2))
                : all;
    }

    @Override
    public NonVolatileMemory memory() {
        return TestMeter.blankMemory();
    }

    @Override
    public Story begin(NonVolatileMemory memory, NonVolatileMemory flash) {
        return new ProgramStory(new FailingMemory(memory), this);
    }
}
