package org.metersim.metrology.table;

import java.util.Optional;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.image.Behaviour.Breakage;
import org.metersim.metrology.link.MeterLink;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.metrology.objects.ObjectTable;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.journal.Layer;
import org.metersim.runtime.memory.FlashFault;
import org.metersim.runtime.memory.NonVolatileMemory;

/**
 * The metrology board of one meter: answers the NIC, and does by itself what time brings. Owned by one thread.
 *
 * <p>It is silent while it restarts and while it has no power. All that it must not forget is in its memory: another
 * board on the same memory goes on where this one stopped.
 */
public final class MetrologyBoard implements MeterLink {

    /** Which meter it is. @param number serial number @param seed of every random choice of the simulation */
    public record Settings(long number, long seed) {}

    /** What it lives in. @param memory {@link MetrologyModel#memoryBytes} long */
    public record Surroundings(NonVolatileMemory memory, Journal journal) {}

    /** After a failure of its flash nothing is tried by itself for so long. */
    private static final long PAUSE_MS = 60_000;

    private final MetrologyModel model;
    private final Settings settings;
    private final Surroundings around;
    private MetrologyTable table;
    private long notBeforeMs = Long.MIN_VALUE;

    /** A board that has power, and starts. */
    public MetrologyBoard(MetrologyModel model, Settings settings, Surroundings around, long nowMs) {
        this.model = model;
        this.settings = settings;
        this.around = around;
        this.table = readMemory(nowMs);
        if (table.isPowered(nowMs)) {
            attempt(() -> table.start(nowMs), nowMs);
        }
    }

    /** Does something that writes. A board whose flash fails starts again, from what the flash has. */
    private void attempt(Runnable deed, long nowMs) {
        try {
            deed.run();
        } catch (FlashFault fault) {
            failed(fault, nowMs);
        }
    }

    private void failed(FlashFault fault, long nowMs) {
        around.journal().note(nowMs, Layer.FAULT, "metrology", String.valueOf(fault.getMessage()));
        notBeforeMs = nowMs + PAUSE_MS;
        table.lose(nowMs);
        table = readMemory(nowMs);
        try {
            if (table.isPowered(nowMs)) {
                table.start(nowMs);
            }
        } catch (FlashFault again) {
            // it is as the flash has it, and tries again after the pause
            table = readMemory(nowMs);
        }
    }

    private MetrologyTable readMemory(long nowMs) {
        return new MetrologyTable(
                new MetrologyTable.Settings(model.table(), settings.number(), settings.seed()),
                new MetrologyTable.Surroundings(around.memory(), new Objects(), around.journal()),
                nowMs);
    }

    /** What it keeps, logs and measures. Another one after each power failure. */
    public MetrologyTable table() {
        return table;
    }

    @Override
    public MeterReply ask(MeterRequest request, long nowMs) {
        wake(nowMs);
        return table.isPowered(nowMs) && !isRestarting(nowMs) ? answer(request, nowMs) : MeterReply.NO_ANSWER;
    }

    private MeterReply answer(MeterRequest request, long nowMs) {
        try {
            return request.accept(new Answer(nowMs));
        } catch (FlashFault fault) {
            failed(fault, nowMs);
            return new MeterReply.Refused(AccessResult.HARDWARE_FAULT);
        }
    }

    @Override
    public Optional<MeterNotice> nextNotice(long nowMs) {
        return table.nextNotice();
    }

    @Override
    public void wake(long nowMs) {
        if (nowMs >= deadlineMs()) {
            attempt(() -> table.wake(nowMs), nowMs);
        }
    }

    @Override
    public long deadlineMs() {
        return Math.max(notBeforeMs, table.deadlineMs());
    }

    /** The mains failed, or a write was cut by a failure: what was not in memory is gone. */
    public void powerFailed(long nowMs) {
        table.lose(nowMs);
        table = readMemory(nowMs);
        if (table.isPowered(nowMs)) {
            attempt(() -> table.powerFailed(nowMs), nowMs);
        }
    }

    /** The mains returned: the board starts from its memory. */
    public void powerReturned(long nowMs) {
        table = readMemory(nowMs);
        if (!table.isPowered(nowMs)) {
            attempt(() -> table.powerReturned(nowMs), nowMs);
        }
        attempt(() -> table.start(nowMs), nowMs);
    }

    @Override
    public boolean servesCounters() {
        return !breaks(Breakage.CRYPTO_COUNTERS);
    }

    /** True when that does not work with the firmware that runs, of either board. */
    public boolean breaks(Breakage what) {
        return table.breaks(what);
    }

    /** True while it restarts, to activate an image, and answers nobody. */
    public boolean isRestarting(long nowMs) {
        return table.isRestarting(nowMs);
    }

    /**
     * True when its memory is all that it is: it may be dropped, and made again when it is asked or at its
     * {@link #deadlineMs}.
     */
    public boolean isAtRest() {
        return table.isAtRest();
    }

    /** The button on the meter is pressed: a relay that is ready for it reconnects. */
    public void press(long nowMs) {
        wake(nowMs);
        if (table.isPowered(nowMs) && !isRestarting(nowMs)) {
            attempt(() -> model.objects().press(table, nowMs), nowMs);
        }
    }

    /** The objects of this board. */
    private final class Objects implements BoardObjects {

        @Override
        public boolean has(int classId, LogicalName name) {
            return objects().has(classId, name);
        }

        @Override
        public MeterReply read(AttributeRef target, Selection selection, long atMs) {
            return objects().read(table, target, selection, atMs);
        }

        @Override
        public MeterReply write(AttributeRef target, CosemData value, long nowMs) {
            return objects().write(table, target, value, nowMs);
        }

        @Override
        public MeterReply invoke(MethodRef target, CosemData parameter, long nowMs) {
            return objects().invoke(table, target, parameter, nowMs);
        }

        private ObjectTable objects() {
            return model.objects();
        }
    }

    /** Answers one request. */
    private final class Answer implements MeterRequest.Handler<MeterReply> {

        private final long nowMs;

        Answer(long nowMs) {
            this.nowMs = nowMs;
        }

        @Override
        public MeterReply presence(MeterRequest.Presence request) {
            return MeterReply.DONE;
        }

        /** What the firmware that runs does not serve. */
        private boolean isBroken(int classId) {
            return switch (classId) {
                case 3, 4, 5 -> breaks(Breakage.REGISTERS);
                case 8 -> breaks(Breakage.CLOCK);
                default -> false;
            };
        }

        @Override
        public MeterReply read(MeterRequest.Read request) {
            if (isBroken(request.target().classId())) {
                return new MeterReply.Refused(AccessResult.HARDWARE_FAULT);
            }
            return model.objects().read(table, request.target(), request.selection(), nowMs);
        }

        @Override
        public MeterReply write(MeterRequest.Write request) {
            if (isBroken(request.target().classId())) {
                return new MeterReply.Refused(AccessResult.HARDWARE_FAULT);
            }
            return request.selection().isNone()
                    ? model.objects().write(table, request.target(), request.value(), nowMs)
                    : new MeterReply.Refused(AccessResult.SCOPE_OF_ACCESS_VIOLATED);
        }

        @Override
        public MeterReply invoke(MeterRequest.Invoke request) {
            if (isBroken(request.target().classId())) {
                return new MeterReply.Refused(AccessResult.HARDWARE_FAULT);
            }
            return model.objects().invoke(table, request.target(), request.parameter(), nowMs);
        }

        @Override
        public MeterReply updateBlock(MeterRequest.UpdateBlock request) {
            return model.objects().updateBlock(table, request, nowMs);
        }

        @Override
        public MeterReply acknowledge(MeterRequest.Acknowledge request) {
            table.acknowledge(request.eventCounter());
            return MeterReply.DONE;
        }

        @Override
        public MeterReply report(MeterRequest.Report request) {
            table.report(request.event(), nowMs);
            return MeterReply.DONE;
        }
    }
}
