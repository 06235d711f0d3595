package org.metersim.metrology.objects;

import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.table.MetrologyTable;
import org.metersim.metrology.table.Occasion;
import org.metersim.metrology.table.Typed;
import org.metersim.profiles.MomentText;
import org.metersim.profiles.ObjectDefinition;
import org.metersim.runtime.memory.RecordBatch;

/** COSEM Single action schedule: a script, and when it is to run. Blue Book 4.5.7. */
record SingleActionSchedule(Instance instance) {

    private static final int CLASS_ID = 22;
    private static final int SCRIPT_TABLE = 9;
    private static final int EXECUTED_SCRIPT = 2;
    private static final int TYPE = 3;
    private static final int EXECUTION_TIME = 4;
    private static final int MAX_TIMES = 16;
    private static final int LAST_TYPE = 5;
    private static final CosemData NO_TIMES = CosemData.array(List.of());

    static final InterfaceClass<SingleActionSchedule> CLASS = InterfaceClass.<SingleActionSchedule>of(
                    CLASS_ID, "Single action schedule")
            .attribute(1, "logical_name", (schedule, atMs) -> schedule.instance.logicalName())
            .attribute(
                    EXECUTED_SCRIPT,
                    "executed_script",
                    (schedule, atMs) -> schedule.script(),
                    SingleActionSchedule::setScript)
            .attribute(TYPE, "type", (schedule, atMs) -> schedule.type(), SingleActionSchedule::setType)
            .attribute(
                    EXECUTION_TIME,
                    "execution_time",
                    (schedule, atMs) -> schedule.times(),
                    SingleActionSchedule::setTimes);

    private CosemData script() {
        return instance.written(EXECUTED_SCRIPT)
                .orElseGet(() -> CosemData.structure(
                        instance.row().get("script").logicalName("table").toData(),
                        CosemData.longUnsigned(instance.row().get("script").number("id"))));
    }

    private CosemData type() {
        return CosemData.enumeration(instance.number(TYPE, "type", 1));
    }

    private CosemData times() {
        return instance.written(EXECUTION_TIME)
                .orElseGet(() -> CosemData.array(instance.row().items("times").stream()
                        .map(text -> Occasion.of(CosemDateTime.of(MomentText.dateTime(text, "times"))))
                        .map(Occasion::toData)
                        .toList()));
    }

    private AccessResult setScript(CosemData value, long nowMs) {
        boolean isScript = Typed.structure(value, 2)
                .filter(fields ->
                        Typed.octets(fields.get(0), LogicalName.LENGTH_BYTES).isPresent())
                .filter(fields ->
                        Typed.number(fields.get(1), NumeralType.LONG_UNSIGNED).isPresent())
                .isPresent();
        return isScript ? instance.write(EXECUTED_SCRIPT, value, nowMs) : AccessResult.TYPE_UNMATCHED;
    }

    private AccessResult setType(CosemData value, long nowMs) {
        var type = Typed.number(value, NumeralType.ENUM);
        if (type.isEmpty()) {
            return AccessResult.TYPE_UNMATCHED;
        }
        boolean fits = type.getAsLong() >= 1
                && type.getAsLong() <= LAST_TYPE
                && fits((int) type.getAsLong(), occasions(times()).orElse(List.of()));
        return fits ? instance.write(TYPE, value, nowMs) : AccessResult.OTHER_REASON;
    }

    private AccessResult setTimes(CosemData value, long nowMs) {
        Optional<List<Occasion>> times = occasions(value);
        if (times.isEmpty()) {
            return AccessResult.TYPE_UNMATCHED;
        }
        return times.get().size() <= MAX_TIMES && fits(instance.number(TYPE, "type", 1), times.get())
                ? instance.reschedule(EXECUTION_TIME, value, nowMs)
                : AccessResult.OTHER_REASON;
    }

    private static Optional<List<Occasion>> occasions(CosemData data) {
        List<CosemData> elements = Typed.array(data).orElse(List.of());
        List<Occasion> times =
                elements.stream().map(Occasion::of).flatMap(Optional::stream).toList();
        boolean isWhole = data instanceof CosemData.Array && times.size() == elements.size();
        return isWhole ? Optional.of(times) : Optional.empty();
    }

    /** Type 1: one time. 2 and 3: the same time of day, 2 and 4: without wildcards in dates. What never comes fits. */
    private static boolean fits(int type, List<Occasion> times) {
        List<Occasion> armed = times.stream().filter(Occasion::isArmed).toList();
        boolean isOne = type != 1 || times.size() <= 1;
        boolean isSame = type != 2 && type != 3
                || armed.stream().map(Occasion::time).distinct().count() <= 1;
        boolean isDated = type != 2 && type != 4 || armed.stream().allMatch(Occasion::isDated);
        return isOne && isSame && isDated;
    }

    /** An image is on its way: what was to activate the one before must not activate it. */
    static void disarm(MetrologyTable meter, MethodRef activate, long nowMs) {
        List<ObjectDefinition> objects = meter.model().profile().objects();
        for (int index = 0; index < objects.size(); index++) {
            if (objects.get(index).classId() == CLASS_ID) {
                var schedule = new SingleActionSchedule(new Instance(objects.get(index), index, meter));
                if (!schedule.times().equals(NO_TIMES) && schedule.invokes(activate, nowMs)) {
                    RecordBatch batch = meter.batch();
                    meter.parameters().put(batch, index, EXECUTION_TIME, NO_TIMES);
                    meter.rescheduled(batch, nowMs);
                    batch.commit();
                }
            }
        }
    }

    private boolean invokes(MethodRef method, long nowMs) {
        List<CosemData> script = ((CosemData.Structure) script()).elements();
        Octets table = ((CosemData.OctetString) script.get(0)).octets();
        AttributeRef scripts = new AttributeRef(SCRIPT_TABLE, LogicalName.read(ByteReader.of(table)), 2);
        return instance.meter().objects().read(scripts, Selection.NONE, nowMs) instanceof MeterReply.Value value
                && ScriptTable.invokes(value.data(), script.get(1), method);
    }
}
