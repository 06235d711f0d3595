package org.metersim.metrology.objects;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.metering.CaptureBeat;
import org.metersim.metrology.metering.CaptureTimes;
import org.metersim.metrology.metering.Intervention;
import org.metersim.metrology.table.CaptureColumn;
import org.metersim.metrology.table.Typed;
import org.metersim.runtime.memory.RecordBatch;

/**
 * COSEM Profile generic: load profiles and billing values, which follow from time, and event logs, which are kept. Blue
 * Book 4.3.6.
 *
 * @param factoryColumns capture_objects of the profile's row
 */
record ProfileGeneric(Instance instance, List<CaptureColumn> factoryColumns) {

    private static final int CLASS_ID = 7;
    private static final int BUFFER = 2;
    private static final int CAPTURE_OBJECTS = 3;
    private static final int CAPTURE_PERIOD = 4;
    private static final int PROFILE_ENTRIES = 8;
    private static final int DAY_SECONDS = 86_400;
    private static final CaptureColumn NO_SORT_OBJECT =
            new CaptureColumn(new AttributeRef(0, new LogicalName(0), 0), 0);
    private static final Map<String, Integer> SORT_METHODS = Map.of(
            "fifo", ProfileBuffer.FIFO,
            "lifo", ProfileBuffer.LIFO,
            "largest", ProfileBuffer.LARGEST,
            "smallest", ProfileBuffer.SMALLEST,
            "nearest-zero", ProfileBuffer.NEAREST_TO_ZERO,
            "farthest-zero", ProfileBuffer.FARTHEST_FROM_ZERO);

    static final InterfaceClass<ProfileGeneric> CLASS = InterfaceClass.<ProfileGeneric>of(CLASS_ID, "Profile generic")
            .attribute(1, "logical_name", (profile, atMs) -> profile.instance.logicalName())
            .selective(
                    BUFFER,
                    "buffer",
                    (profile, selection, atMs) -> profile.buffer(atMs).read(selection))
            .attribute(
                    CAPTURE_OBJECTS,
                    "capture_objects",
                    (profile, atMs) -> CosemData.array(profile.columns().stream()
                            .map(CaptureColumn::toData)
                            .toList()),
                    ProfileGeneric::setColumns)
            .attribute(
                    CAPTURE_PERIOD,
                    "capture_period",
                    (profile, atMs) -> CosemData.doubleLongUnsigned(profile.periodSeconds()),
                    ProfileGeneric::setPeriod)
            .attribute(5, "sort_method", (profile, atMs) -> CosemData.enumeration(profile.sortMethod()))
            .attribute(6, "sort_object", (profile, atMs) -> profile.sortObject().toData())
            .attribute(
                    7,
                    "entries_in_use",
                    (profile, atMs) ->
                            CosemData.doubleLongUnsigned(profile.rows(atMs).size()))
            .attribute(
                    PROFILE_ENTRIES,
                    "profile_entries",
                    (profile, atMs) -> CosemData.doubleLongUnsigned(profile.entries()),
                    ProfileGeneric::setEntries)
            .method(1, "reset", (profile, parameter, nowMs) -> profile.reset(nowMs))
            .method(2, "capture", (profile, parameter, nowMs) -> profile.capture(nowMs));

    private String schedule() {
        return instance.row().text("schedule");
    }

    /** Number of its event log; empty for what follows from time. */
    private OptionalInt log() {
        return schedule().equals("events") || schedule().equals("power-failures")
                ? OptionalInt.of(
                        instance.meter().model().logNumber(instance.name()).orElseThrow())
                : OptionalInt.empty();
    }

    private List<CaptureColumn> columns() {
        return instance.written(CAPTURE_OBJECTS).flatMap(CaptureColumn::list).orElse(factoryColumns);
    }

    private int periodSeconds() {
        return switch (schedule()) {
            case "period" -> instance.number(CAPTURE_PERIOD, "period", 0);
            case "daily" -> DAY_SECONDS;
            default -> 0;
        };
    }

    private int entries() {
        return log().isPresent()
                ? instance.meter().logs().entries(log().getAsInt())
                : instance.number(PROFILE_ENTRIES, "entries", 0);
    }

    private int sortMethod() {
        return SORT_METHODS.getOrDefault(instance.row().text("sort"), ProfileBuffer.FIFO);
    }

    private CaptureColumn sortObject() {
        return instance.row().find("sort-object").map(CaptureColumn::of).orElse(NO_SORT_OBJECT);
    }

    private ProfileRows rows(long atMs) {
        if (log().isPresent()) {
            return new ProfileRows.Logged(instance.meter().logs(), log().getAsInt());
        }
        CaptureBeat beat = switch (schedule()) {
            case "daily" -> CaptureBeat.daily();
            case "monthly" -> CaptureBeat.monthly();
            default -> CaptureBeat.every(periodSeconds());
        };
        CaptureTimes.Question question =
                new CaptureTimes.Question(beat, instance.name().toOctets(), clearedMs(), entries());
        return new ProfileRows.Computed(
                CaptureTimes.of(instance.timeline(), question, atMs),
                columns(),
                instance.meter().objects());
    }

    private ProfileBuffer buffer(long atMs) {
        int sortColumn = Math.max(0, columns().indexOf(sortObject()));
        return new ProfileBuffer(
                rows(atMs),
                columns(),
                sortMethod(),
                sortColumn,
                instance.timeline().localTime(atMs));
    }

    /** When the buffer was emptied last, true time; kept as if it were the buffer's value. */
    private long clearedMs() {
        return instance.written(BUFFER)
                .map(kept -> ((CosemData.Numeral) kept).value())
                .orElse(Long.MIN_VALUE);
    }

    private AccessResult setColumns(CosemData value, long nowMs) {
        Optional<List<CaptureColumn>> columns = CaptureColumn.list(value);
        if (columns.isEmpty()) {
            return AccessResult.TYPE_UNMATCHED;
        }
        boolean isReadable = columns.get().stream()
                .allMatch(column -> column.attribute().classId() != CLASS_ID && isValue(column, nowMs));
        return isReadable && !columns.get().isEmpty()
                ? writeAndClear(CAPTURE_OBJECTS, value, columns.get(), nowMs)
                : AccessResult.OTHER_REASON;
    }

    private boolean isValue(CaptureColumn column, long nowMs) {
        return instance.meter().objects().read(column.attribute(), Selection.NONE, nowMs) instanceof MeterReply.Value;
    }

    private AccessResult setPeriod(CosemData value, long nowMs) {
        var seconds = Typed.number(value, NumeralType.DOUBLE_LONG_UNSIGNED);
        if (seconds.isEmpty()) {
            return AccessResult.TYPE_UNMATCHED;
        }
        if (!schedule().equals("period")) {
            return seconds.getAsLong() == periodSeconds() ? AccessResult.SUCCESS : AccessResult.OTHER_REASON;
        }
        boolean fitsDay = seconds.getAsLong() == 0 || DAY_SECONDS % seconds.getAsLong() == 0;
        return fitsDay ? writeAndClear(CAPTURE_PERIOD, value, columns(), nowMs) : AccessResult.OTHER_REASON;
    }

    /** At most what the profile has: a meter's memory does not grow. */
    private AccessResult setEntries(CosemData value, long nowMs) {
        var entries = Typed.number(value, NumeralType.DOUBLE_LONG_UNSIGNED);
        if (entries.isEmpty()) {
            return AccessResult.TYPE_UNMATCHED;
        }
        if (entries.getAsLong() < 1 || entries.getAsLong() > instance.row().number("entries")) {
            return AccessResult.OTHER_REASON;
        }
        if (log().isEmpty()) {
            return writeAndClear(PROFILE_ENTRIES, value, columns(), nowMs);
        }
        RecordBatch batch = instance.meter().batch();
        instance.meter().logs().resize(batch, log().getAsInt(), (int) entries.getAsLong(), nowMs);
        instance.meter().parametersChanged(batch, nowMs);
        batch.commit();
        return AccessResult.SUCCESS;
    }

    /** What rows are made of changed: those that were captured are gone. */
    private AccessResult writeAndClear(int attribute, CosemData value, List<CaptureColumn> columns, long nowMs) {
        RecordBatch batch = instance.meter().batch();
        if (!instance.meter().parameters().put(batch, instance.index(), attribute, value)) {
            return AccessResult.OTHER_REASON;
        }
        clear(batch, columns, nowMs);
        instance.meter().parametersChanged(batch, nowMs);
        batch.commit();
        return AccessResult.SUCCESS;
    }

    private void clear(RecordBatch batch, List<CaptureColumn> columns, long nowMs) {
        if (log().isPresent()) {
            instance.meter().logs().clear(batch, log().getAsInt(), columns, nowMs);
        } else {
            instance.meter()
                    .parameters()
                    .put(batch, instance.index(), BUFFER, new CosemData.Numeral(NumeralType.LONG64, nowMs));
        }
    }

    private MeterReply reset(long nowMs) {
        RecordBatch batch = instance.meter().batch();
        clear(batch, columns(), nowMs);
        batch.commit();
        return MeterReply.DONE;
    }

    private MeterReply capture(long nowMs) {
        RecordBatch batch = instance.meter().batch();
        if (log().isPresent()) {
            instance.meter().logs().capture(batch, log().getAsInt(), nowMs);
        } else {
            var captured = new Intervention(
                    nowMs, Intervention.Kind.CAPTURE, 0, instance.name().toOctets());
            instance.meter().intervene(batch, captured);
        }
        batch.commit();
        instance.meter().tell(new MeterNotice.ProfileCaptured(instance.name()));
        return MeterReply.DONE;
    }
}
