package org.metersim.metrology.objects;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.metrology.table.CaptureColumn;
import org.metersim.metrology.table.MetrologyTable;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ObjectDefinition;
import org.metersim.profiles.ProfileNode;

/** The objects of a profile that live on the metrology board, by class and name; shared by every meter of it. */
public final class ObjectTable {

    private static final MeterReply UNDEFINED = new MeterReply.Refused(AccessResult.OBJECT_UNDEFINED);

    private static final int IMAGE_TRANSFER = 18;
    private static final int DISCONNECT_CONTROL = 70;

    private record Key(int classId, LogicalName name) {}

    private final Map<Key, Bound<?>> objects = new HashMap<>();

    private ObjectTable() {}

    public static ObjectTable of(MeterModel profile) {
        ObjectTable table = new ObjectTable();
        List<ObjectDefinition> rows = profile.objects();
        for (int index = 0; index < rows.size(); index++) {
            ObjectDefinition definition = rows.get(index);
            bind(definition, index)
                    .ifPresent(bound -> table.objects.put(new Key(definition.classId(), definition.name()), bound));
        }
        return table;
    }

    /** The object of a row; empty for the classes that live on the NIC. */
    private static Optional<Bound<?>> bind(ObjectDefinition definition, int index) {
        Function<MetrologyTable, Instance> instance = meter -> new Instance(definition, index, meter);
        ProfileNode row = definition.row();
        return switch (definition.classId()) {
            case 1 ->
                DataSources.of(row).map(source -> bound(Data.CLASS, instance.andThen(at -> new Data(at, source))));
            case 3 -> Optional.of(register(row, instance));
            case 4 -> Optional.of(maximumDemand(row, instance));
            case 5 -> Optional.of(demand(row, instance));
            case 7 -> Optional.of(profile(row, instance));
            case 8 -> Optional.of(bound(Clock.CLASS, instance.andThen(Clock::new)));
            case 9 -> Optional.of(bound(ScriptTable.CLASS, instance.andThen(ScriptTable::new)));
            case 11 -> Optional.of(bound(SpecialDaysTable.CLASS, instance.andThen(SpecialDaysTable::new)));
            case 18 -> Optional.of(bound(ImageTransfer.CLASS, instance.andThen(ImageTransfer::of)));
            case 20 -> Optional.of(bound(ActivityCalendar.CLASS, instance.andThen(ActivityCalendar::new)));
            case 22 -> Optional.of(bound(SingleActionSchedule.CLASS, instance.andThen(SingleActionSchedule::new)));
            case 70 -> Optional.of(bound(DisconnectControl.CLASS, instance.andThen(DisconnectControl::new)));
            default -> Optional.empty();
        };
    }

    private static <T> Bound<T> bound(InterfaceClass<T> interfaceClass, Function<MetrologyTable, T> view) {
        return new Bound<>(interfaceClass, view);
    }

    private static Bound<?> register(ProfileNode row, Function<MetrologyTable, Instance> instance) {
        Reading reading = Reading.of(row);
        return bound(Register.CLASS, instance.andThen(at -> new Register(at, reading)));
    }

    private static Bound<?> maximumDemand(ProfileNode row, Function<MetrologyTable, Instance> instance) {
        DemandSource source = DemandSource.of(row);
        return bound(ExtendedRegister.CLASS, instance.andThen(at -> new ExtendedRegister(at, source)));
    }

    private static Bound<?> demand(ProfileNode row, Function<MetrologyTable, Instance> instance) {
        DemandSource source = DemandSource.of(row);
        return bound(DemandRegister.CLASS, instance.andThen(at -> new DemandRegister(at, source)));
    }

    private static Bound<?> profile(ProfileNode row, Function<MetrologyTable, Instance> instance) {
        List<CaptureColumn> columns =
                row.items("capture").stream().map(CaptureColumn::of).toList();
        return bound(ProfileGeneric.CLASS, instance.andThen(at -> new ProfileGeneric(at, columns)));
    }

    private Optional<Bound<?>> find(int classId, LogicalName name) {
        return Optional.ofNullable(objects.get(new Key(classId, name)));
    }

    /** True when the board has an object of that class and name. */
    public boolean has(int classId, LogicalName name) {
        return find(classId, name).isPresent();
    }

    public MeterReply read(MetrologyTable meter, AttributeRef target, Selection selection, long atMs) {
        return find(target.classId(), target.object())
                .map(object -> object.read(meter, target.attribute(), selection, atMs))
                .orElse(UNDEFINED);
    }

    public MeterReply write(MetrologyTable meter, AttributeRef target, CosemData value, long nowMs) {
        return find(target.classId(), target.object())
                .map(object -> object.write(meter, target.attribute(), value, nowMs))
                .orElse(UNDEFINED);
    }

    public MeterReply invoke(MetrologyTable meter, MethodRef target, CosemData parameter, long nowMs) {
        return find(target.classId(), target.object())
                .map(object -> object.invoke(meter, target.method(), parameter, nowMs))
                .orElse(UNDEFINED);
    }

    /** Takes one block of an image: class 18, method 2. */
    public MeterReply updateBlock(MetrologyTable meter, MeterRequest.UpdateBlock block, long nowMs) {
        CosemData parameter = CosemData.structure(
                CosemData.doubleLongUnsigned(block.number()), new CosemData.OctetString(block.value()));
        return invoke(meter, new MethodRef(IMAGE_TRANSFER, block.instance(), 2), parameter, nowMs);
    }

    /** The button on the meter: every relay that is ready for it reconnects. */
    public void press(MetrologyTable meter, long nowMs) {
        List<ObjectDefinition> rows = meter.model().profile().objects();
        for (int index = 0; index < rows.size(); index++) {
            if (rows.get(index).classId() == DISCONNECT_CONTROL) {
                new DisconnectControl(new Instance(rows.get(index), index, meter)).press(nowMs);
            }
        }
    }
}
