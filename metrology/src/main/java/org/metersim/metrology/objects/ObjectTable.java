package org.metersim.metrology.objects;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

    private static final int IMAGE_TRANSFER = 18;
    private static final int DISCONNECT_CONTROL = 70;

    private final ObjectIndex<MetrologyTable> objects;

    private ObjectTable(ObjectIndex<MetrologyTable> objects) {
        this.objects = objects;
    }

    public static ObjectTable of(MeterModel profile) {
        return new ObjectTable(new ObjectIndex<>(profile, ObjectTable::bind));
    }

    /** The object of a row; empty for the classes that live on the NIC. */
    private static Optional<Bound<MetrologyTable, ?>> bind(ObjectDefinition definition, int index) {
        Function<MetrologyTable, Instance> instance = meter -> new Instance(definition, index, meter);
        ProfileNode row = definition.row();
        return switch (definition.classId()) {
            case 1 ->
                DataSources.of(row)
                        .map(source -> Bound.plain(Data.CLASS, instance.andThen(at -> new Data(at, source))));
            case 3 -> Optional.of(register(row, instance));
            case 4 -> Optional.of(maximumDemand(row, instance));
            case 5 -> Optional.of(demand(row, instance));
            case 7 -> Optional.of(profile(row, instance));
            case 8 -> Optional.of(Bound.plain(Clock.CLASS, instance.andThen(Clock::new)));
            case 9 -> Optional.of(Bound.plain(ScriptTable.CLASS, instance.andThen(ScriptTable::new)));
            case 11 -> Optional.of(Bound.plain(SpecialDaysTable.CLASS, instance.andThen(SpecialDaysTable::new)));
            case 18 -> Optional.of(Bound.plain(ImageTransfer.CLASS, instance.andThen(ImageTransfer::of)));
            case 20 -> Optional.of(Bound.plain(ActivityCalendar.CLASS, instance.andThen(ActivityCalendar::new)));
            case 22 ->
                Optional.of(Bound.plain(SingleActionSchedule.CLASS, instance.andThen(SingleActionSchedule::new)));
            case 70 -> Optional.of(Bound.plain(DisconnectControl.CLASS, instance.andThen(DisconnectControl::new)));
            default -> Optional.empty();
        };
    }

    private static Bound<MetrologyTable, ?> register(ProfileNode row, Function<MetrologyTable, Instance> instance) {
        Reading reading = Reading.of(row);
        return Bound.plain(Register.CLASS, instance.andThen(at -> new Register(at, reading)));
    }

    private static Bound<MetrologyTable, ?> maximumDemand(
            ProfileNode row, Function<MetrologyTable, Instance> instance) {
        DemandSource source = DemandSource.of(row);
        return Bound.plain(ExtendedRegister.CLASS, instance.andThen(at -> new ExtendedRegister(at, source)));
    }

    private static Bound<MetrologyTable, ?> demand(ProfileNode row, Function<MetrologyTable, Instance> instance) {
        DemandSource source = DemandSource.of(row);
        return Bound.plain(DemandRegister.CLASS, instance.andThen(at -> new DemandRegister(at, source)));
    }

    private static Bound<MetrologyTable, ?> profile(ProfileNode row, Function<MetrologyTable, Instance> instance) {
        List<CaptureColumn> columns =
                row.items("capture").stream().map(CaptureColumn::of).toList();
        return Bound.plain(ProfileGeneric.CLASS, instance.andThen(at -> new ProfileGeneric(at, columns)));
    }

    /** True when the board has an object of that class and name. */
    public boolean has(int classId, LogicalName name) {
        return objects.has(classId, name);
    }

    public MeterReply read(MetrologyTable meter, AttributeRef target, Selection selection, long atMs) {
        return objects.read(meter, target, selection, atMs);
    }

    public MeterReply write(MetrologyTable meter, AttributeRef target, CosemData value, long nowMs) {
        return objects.write(meter, target, value, nowMs);
    }

    public MeterReply invoke(MetrologyTable meter, MethodRef target, CosemData parameter, long nowMs) {
        return objects.invoke(meter, target, parameter, nowMs);
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
