package org.metersim.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.Selection;
import org.metersim.meter.MeterState.Component;
import org.metersim.meter.MeterState.LoggedEvent;
import org.metersim.meter.MeterState.Register;
import org.metersim.metrology.image.UpdateEngine;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.table.MetrologyTable;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ObjectDefinition;

/** Looks into the boards of a meter, past the NIC and its rights. */
final class StateReader {

    private static final int DATA = 1;
    private static final int REGISTER = 3;
    private static final int EXTENDED_REGISTER = 4;
    private static final int PROFILE_GENERIC = 7;
    private static final int VALUE = 2;
    private static final int SCALER_UNIT = 3;

    private final Boards boards;
    private final MeterModel profile;
    private final MetrologyTable table;
    private final long nowMs;

    StateReader(Boards boards, long nowMs) {
        this.boards = boards;
        this.profile = boards.profile();
        this.table = boards.metrology().table();
        this.nowMs = nowMs;
    }

    MeterState state() {
        return new MeterState(
                profile.identity().serial(table.number()),
                boards.isPowered(),
                boards.metrology().isRestarting(nowMs),
                ReadingText.of(table.dateTime(nowMs)),
                List.of(component(UpdateKind.METROLOGY), component(UpdateKind.NIC)),
                registers(),
                boards.nic().status(nowMs),
                events());
    }

    private Component component(UpdateKind kind) {
        UpdateEngine engine = table.updates(kind);
        return new Component(
                kind,
                engine.activeVersion(),
                engine.runningSlot(),
                engine.state(),
                engine.firstNotTransferred(),
                engine.blockCount(),
                engine.verdict());
    }

    private List<Register> registers() {
        return objects(REGISTER, EXTENDED_REGISTER)
                .map(object -> new Register(object.name().toString(), reading(object)))
                .toList();
    }

    private Stream<ObjectDefinition> objects(int... classes) {
        return profile.objects().stream()
                .filter(object -> java.util.Arrays.stream(classes).anyMatch(each -> each == object.classId()));
    }

    /** Value and unit of a register, or the value of a Data object. */
    String reading(ObjectDefinition object) {
        CosemData value = read(object, VALUE);
        return object.classId() == DATA ? ReadingText.of(value) : ReadingText.of(value, read(object, SCALER_UNIT));
    }

    private CosemData read(ObjectDefinition object, int attribute) {
        AttributeRef target = new AttributeRef(object.classId(), object.name(), attribute);
        MeterReply reply = table.objects().read(target, Selection.NONE, nowMs);
        return reply instanceof MeterReply.Value value ? value.data() : CosemData.NULL;
    }

    private List<LoggedEvent> events() {
        List<LoggedEvent> events = new ArrayList<>();
        objects(PROFILE_GENERIC)
                .filter(object -> object.row().text("schedule").equals("events"))
                .forEach(log -> ((CosemData.Array) read(log, VALUE))
                        .elements()
                        .forEach(row -> events.add(event(log, (CosemData.Structure) row))));
        return events;
    }

    /** Of a row that begins with when it was and what it was, as the logs of all profiles do. */
    private static LoggedEvent event(ObjectDefinition log, CosemData.Structure row) {
        CosemData at = row.elements().get(0);
        CosemData code = row.elements().get(1);
        String shown =
                at instanceof CosemData.OctetString octets && octets.octets().length() == CosemDateTime.LENGTH_BYTES
                        ? ReadingText.of(CosemDateTime.of(octets.octets()))
                        : "";
        int number = code instanceof CosemData.Numeral numeral ? (int) numeral.value() : 0;
        return new LoggedEvent(log.name().toString(), shown, number);
    }
}
