package org.metersim.metrology.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.metering.LocalTime;
import org.metersim.metrology.metering.Timeline;
import org.metersim.metrology.table.Marks.Mark;
import org.metersim.profiles.ObjectDefinition;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.memory.RecordBatch;

/**
 * What the meter does by itself, by its own clock: single action schedules (class 22), the activation of the passive
 * calendar (class 20), and the note that daylight saving began or ended.
 *
 * <p>What fell due while the board had no power, or was jumped over when the clock was set ahead, is done as soon as
 * the board looks, once. A clock that is set back comes to the same moments again.
 */
final class Agenda {

    private static final int SINGLE_ACTION_SCHEDULE = 22;
    private static final int ACTIVITY_CALENDAR = 20;
    private static final int SCRIPT_TABLE = 9;

    /** A board that was made to do what is due may be made this much too late, milliseconds. */
    private static final long LATE_MS = 60_000;

    private record Item(long clockMs, LongConsumer action) {}

    private final MetrologyTable meter;
    private long doneMs;
    private long dueMs;
    private boolean isKnown;

    Agenda(MetrologyTable meter, long nowMs) {
        this.meter = meter;
        long done = meter.marks().get(Mark.SCHEDULE_DONE);
        this.doneMs = done == 0 ? meter.timeline().clockMs(nowMs) - LATE_MS : done;
    }

    /** What is scheduled changed: from now on it counts, and nothing that was before. */
    void changed(RecordBatch batch, long nowMs) {
        done(batch, meter.timeline().clockMs(nowMs));
    }

    /** The clock was set. */
    void clockSet(RecordBatch batch, long toClockMs) {
        done(batch, Math.min(doneMs, toClockMs));
    }

    /** The power fails: what falls due until it returns is done then. */
    void keep(RecordBatch batch) {
        done(batch, doneMs);
    }

    /** What else decides when something is due changed. */
    void forget() {
        isKnown = false;
    }

    private void done(RecordBatch batch, long clockMs) {
        doneMs = clockMs;
        meter.marks().set(batch, Mark.SCHEDULE_DONE, clockMs);
        forget();
    }

    /** When {@link #wake} must next be called. */
    long deadlineMs() {
        if (!isKnown) {
            dueMs = items(meter.timeline().localTime(Long.MAX_VALUE)).stream().mapToLong(Item::clockMs).min().stream()
                    .map(meter.timeline()::trueMs)
                    .findFirst()
                    .orElse(Endpoint.NEVER);
            isKnown = true;
        }
        return dueMs;
    }

    /** Does what is due, each item once. Early or repeated calls do nothing. */
    void wake(long nowMs) {
        if (nowMs < deadlineMs()) {
            return;
        }
        Timeline timeline = meter.timeline();
        long clockMs = timeline.clockMs(nowMs);
        List<Item> due = items(timeline.localTime(nowMs)).stream()
                .filter(item -> item.clockMs() <= clockMs)
                .sorted(Comparator.comparingLong(Item::clockMs))
                .toList();
        due.forEach(item -> item.action().accept(nowMs));
        // last: a power cut in between does it again, rather than never
        RecordBatch batch = meter.batch();
        done(batch, clockMs);
        batch.commit();
    }

    /** Everything that is scheduled, with the moment at which it comes next. */
    private List<Item> items(LocalTime localTime) {
        List<Item> items = new ArrayList<>();
        long change = localTime.nextChange(doneMs);
        if (change != Long.MAX_VALUE) {
            items.add(new Item(change, nowMs -> savingChanged(change)));
        }
        for (ObjectDefinition object : meter.model().profile().objects()) {
            if (object.classId() == SINGLE_ACTION_SCHEDULE) {
                times(object)
                        .forEach(occasion -> occasion.nextAfter(localTime, doneMs)
                                .ifPresent(at -> items.add(new Item(at, nowMs -> execute(object, nowMs)))));
            } else if (object.classId() == ACTIVITY_CALENDAR) {
                activation(object)
                        .forEach(occasion -> occasion.nextAfter(localTime, doneMs)
                                .ifPresent(at -> items.add(new Item(at, nowMs -> activate(object, nowMs)))));
            }
        }
        return items;
    }

    /** execution_time of a single action schedule. */
    private Stream<Occasion> times(ObjectDefinition schedule) {
        return value(schedule, 4).flatMap(Typed::array).stream()
                .flatMap(List::stream)
                .map(Occasion::of)
                .flatMap(Optional::stream);
    }

    /** activate_passive_calendar_time of an activity calendar. */
    private Stream<Occasion> activation(ObjectDefinition calendar) {
        return value(calendar, 10).flatMap(Typed::dateTime).map(Occasion::of).stream();
    }

    private Optional<CosemData> value(ObjectDefinition object, int attribute) {
        AttributeRef target = new AttributeRef(object.classId(), object.name(), attribute);
        return meter.objects().read(target, Selection.NONE, doneMs) instanceof MeterReply.Value value
                ? Optional.of(value.data())
                : Optional.empty();
    }

    private void savingChanged(long clockMs) {
        meter.raise(MeterEvent.DAYLIGHT_SAVING_CHANGED, meter.timeline().trueMs(clockMs));
    }

    private void execute(ObjectDefinition schedule, long nowMs) {
        List<CosemData> script = value(schedule, 2)
                .flatMap(data -> Typed.structure(data, 2))
                .orElseThrow(() -> new IllegalStateException("executed_script of " + schedule.name()));
        Octets table = Typed.octets(script.get(0), LogicalName.LENGTH_BYTES).orElseThrow();
        MethodRef execute = new MethodRef(SCRIPT_TABLE, LogicalName.read(ByteReader.of(table)), 1);
        note(schedule, meter.objects().invoke(execute, script.get(1), nowMs), nowMs);
    }

    private void activate(ObjectDefinition calendar, long nowMs) {
        MethodRef activate = new MethodRef(ACTIVITY_CALENDAR, calendar.name(), 1);
        note(calendar, meter.objects().invoke(activate, CosemData.integer(0), nowMs), nowMs);
    }

    private void note(ObjectDefinition object, MeterReply reply, long nowMs) {
        String result = reply instanceof MeterReply.Refused refused ? "refused, " + refused.reason() : "done";
        meter.noteState("scheduled by " + object.name() + " (" + object.title() + "): " + result, nowMs);
    }
}
