package org.metersim.metrology.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ProfileReader;
import org.metersim.runtime.journal.MemoryJournal;
import org.metersim.runtime.memory.FactoryContent;
import org.metersim.runtime.memory.FlashMemory;
import org.metersim.runtime.memory.NonVolatileMemory;

/** A metrology board of profile sim-1p as a test holds it: with a clock to step, and requests in short. */
public final class TestMeter {

    public static final MeterModel PROFILE = ProfileReader.builtin("sim-1p");
    public static final MetrologyModel MODEL = MetrologyModel.of(PROFILE, List.of());

    /** What a board's memory holds when it leaves the factory. */
    public static final FactoryContent FACTORY =
            new FactoryContent(MODEL.memoryBytes(), MODEL.flash(), MODEL.factoryPieces());

    /** Wednesday 2026-06-10 10:00:00 in Madrid, which is UTC+2 then. */
    public static final long START_MS = 1_781_078_400_000L;

    private final MetrologyModel model;
    public final NonVolatileMemory memory;
    public final MemoryJournal journal = new MemoryJournal();
    public MetrologyBoard board;
    public long nowMs;

    public TestMeter() {
        this(START_MS);
    }

    public TestMeter(long nowMs) {
        this(blankMemory(), nowMs);
    }

    public TestMeter(NonVolatileMemory memory, long nowMs) {
        this(MODEL, memory, nowMs);
    }

    public TestMeter(MetrologyModel model, NonVolatileMemory memory, long nowMs) {
        this.model = model;
        this.memory = memory;
        this.nowMs = nowMs;
        this.board = newBoard();
    }

    public static NonVolatileMemory blankMemory() {
        return new FlashMemory(FACTORY);
    }

    private MetrologyBoard newBoard() {
        return new MetrologyBoard(
                model, new MetrologyBoard.Settings(12345, 42), new MetrologyBoard.Surroundings(memory, journal), nowMs);
    }

    /** Another board on the same memory: the program was started again. */
    public void restart() {
        board = newBoard();
    }

    /** Time passes, and the board is woken at each of its deadlines. */
    public void step(long ms) {
        long untilMs = nowMs + ms;
        while (board.deadlineMs() <= untilMs) {
            nowMs = Math.max(nowMs, board.deadlineMs());
            board.wake(nowMs);
        }
        nowMs = untilMs;
    }

    public MeterReply ask(MeterRequest request) {
        return board.ask(request, nowMs);
    }

    public MeterReply reply(int classId, String name, int attribute) {
        return ask(new MeterRequest.Read(attribute(classId, name, attribute), Selection.NONE));
    }

    public CosemData read(int classId, String name, int attribute) {
        return value(reply(classId, name, attribute));
    }

    public long number(int classId, String name, int attribute) {
        return ((CosemData.Numeral) read(classId, name, attribute)).value();
    }

    /** Value of a register. */
    public long register(String name) {
        return number(3, name, 2);
    }

    public MeterReply select(String profile, int selector, CosemData parameter) {
        return ask(new MeterRequest.Read(attribute(7, profile, 2), new Selection(selector, parameter)));
    }

    public MeterReply write(int classId, String name, int attribute, CosemData value) {
        return ask(new MeterRequest.Write(attribute(classId, name, attribute), Selection.NONE, value));
    }

    public MeterReply invoke(int classId, String name, int method, CosemData parameter) {
        return ask(new MeterRequest.Invoke(new MethodRef(classId, LogicalName.parse(name), method), parameter));
    }

    public List<MeterNotice> notices() {
        List<MeterNotice> notices = new ArrayList<>();
        for (Optional<MeterNotice> next = board.nextNotice(nowMs); next.isPresent(); next = board.nextNotice(nowMs)) {
            notices.add(next.get());
        }
        return notices;
    }

    public static AttributeRef attribute(int classId, String name, int attribute) {
        return new AttributeRef(classId, LogicalName.parse(name), attribute);
    }

    public static CosemData value(MeterReply reply) {
        if (reply instanceof MeterReply.Value value) {
            return value.data();
        }
        throw new AssertionError("expected a value, got " + reply);
    }

    /** Rows of a buffer. */
    public static List<List<CosemData>> rows(CosemData buffer) {
        return ((CosemData.Array) buffer)
                .elements().stream()
                        .map(row -> ((CosemData.Structure) row).elements())
                        .toList();
    }
}
