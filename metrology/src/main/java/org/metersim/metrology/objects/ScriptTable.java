package org.metersim.metrology.objects;

import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.table.Typed;
import org.metersim.profiles.DataLiteral;
import org.metersim.profiles.ProfileNode;

/** COSEM Script table: writes and methods to be done together, by number. Blue Book 4.5.2. */
record ScriptTable(Instance instance) {

    static final InterfaceClass<ScriptTable> CLASS = InterfaceClass.<ScriptTable>of(9, "Script table")
            .attribute(1, "logical_name", (table, atMs) -> table.instance.logicalName())
            .attribute(2, "scripts", (table, atMs) -> table.scripts(), ScriptTable::setScripts)
            .method(1, "execute", ScriptTable::execute);

    private static final int WRITE = 1;
    private static final int EXECUTE = 2;
    private static final int ACTION_FIELDS = 5;

    /** Scripts that start scripts end here. */
    private static final int SCRIPT_TABLE = 9;

    private CosemData scripts() {
        return instance.written(2)
                .orElseGet(() -> CosemData.array(instance.row().items("scripts").stream()
                        .map(ScriptTable::script)
                        .toList()));
    }

    private static CosemData script(ProfileNode row) {
        return CosemData.structure(
                CosemData.longUnsigned(row.number("id")),
                CosemData.array(
                        row.items("actions").stream().map(ScriptTable::action).toList()));
    }

    private static CosemData action(ProfileNode row) {
        return CosemData.structure(
                CosemData.enumeration(row.text("service").equals("write") ? WRITE : EXECUTE),
                CosemData.longUnsigned(row.number("class")),
                row.logicalName("ln").toData(),
                CosemData.integer(row.number("index")),
                DataLiteral.read(row.get("parameter")));
    }

    private AccessResult setScripts(CosemData value, long nowMs) {
        boolean wellFormed = Typed.array(value)
                .map(scripts -> scripts.stream().allMatch(ScriptTable::isScript))
                .orElse(false);
        return wellFormed ? instance.write(2, value, nowMs) : AccessResult.TYPE_UNMATCHED;
    }

    private static boolean isScript(CosemData data) {
        return Typed.structure(data, 2)
                .filter(script ->
                        Typed.number(script.get(0), NumeralType.LONG_UNSIGNED).isPresent())
                .flatMap(script -> Typed.array(script.get(1)))
                .map(actions -> actions.stream().allMatch(ScriptTable::isAction))
                .orElse(false);
    }

    private static boolean isAction(CosemData data) {
        return Typed.structure(data, ACTION_FIELDS)
                .filter(action -> Typed.number(action.get(0), NumeralType.ENUM).orElse(Long.MAX_VALUE) <= EXECUTE)
                .filter(action ->
                        Typed.number(action.get(1), NumeralType.LONG_UNSIGNED).isPresent())
                .filter(action ->
                        Typed.number(action.get(3), NumeralType.INTEGER).isPresent())
                .flatMap(action -> Typed.octets(action.get(2), LogicalName.LENGTH_BYTES))
                .isPresent();
    }

    /** Whether the script of that number invokes that method. */
    static boolean invokes(CosemData scripts, CosemData id, MethodRef method) {
        return Typed.array(scripts).stream()
                .flatMap(List::stream)
                .map(script -> ((CosemData.Structure) script).elements())
                .filter(script -> script.get(0).equals(id))
                .flatMap(script -> Typed.array(script.get(1)).stream().flatMap(List::stream))
                .map(action -> ((CosemData.Structure) action).elements())
                .anyMatch(action -> action.get(0).equals(CosemData.enumeration(EXECUTE))
                        && action.get(1).equals(CosemData.longUnsigned(method.classId()))
                        && action.get(2).equals(method.object().toData())
                        && action.get(3).equals(CosemData.integer(method.method())));
    }

    private MeterReply execute(CosemData parameter, long nowMs) {
        var id = Typed.number(parameter, NumeralType.LONG_UNSIGNED);
        if (id.isEmpty()) {
            return new MeterReply.Refused(AccessResult.TYPE_UNMATCHED);
        }
        Optional<List<CosemData>> actions = actionsOf(id.getAsLong());
        if (actions.isEmpty()) {
            return new MeterReply.Refused(AccessResult.OBJECT_UNAVAILABLE);
        }
        for (CosemData action : actions.get()) {
            MeterReply reply = perform(((CosemData.Structure) action).elements(), nowMs);
            if (reply instanceof MeterReply.Refused) {
                return reply;
            }
        }
        return MeterReply.DONE;
    }

    private Optional<List<CosemData>> actionsOf(long id) {
        return Typed.array(scripts()).orElse(List.of()).stream()
                .map(script -> ((CosemData.Structure) script).elements())
                .filter(script ->
                        Typed.number(script.get(0), NumeralType.LONG_UNSIGNED).orElse(-1) == id)
                .findFirst()
                .flatMap(script -> Typed.array(script.get(1)));
    }

    private MeterReply perform(List<CosemData> action, long nowMs) {
        int service = (int) ((CosemData.Numeral) action.get(0)).value();
        int classId = (int) ((CosemData.Numeral) action.get(1)).value();
        Octets name = ((CosemData.OctetString) action.get(2)).octets();
        int index = (int) ((CosemData.Numeral) action.get(3)).value();
        LogicalName object = LogicalName.read(ByteReader.of(name));
        if (classId == SCRIPT_TABLE) {
            return new MeterReply.Refused(AccessResult.OTHER_REASON);
        }
        return switch (service) {
            case WRITE ->
                instance.meter().objects().write(new AttributeRef(classId, object, index), action.get(4), nowMs);
            case EXECUTE ->
                instance.meter().objects().invoke(new MethodRef(classId, object, index), action.get(4), nowMs);
            default -> MeterReply.DONE;
        };
    }
}
