package org.metersim.nic.objects;

import java.util.Optional;
import java.util.function.Function;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.objects.Bound;
import org.metersim.metrology.objects.ObjectIndex;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ObjectDefinition;

/**
 * The objects of a profile that live on the NIC, by class and name; shared by every NIC of it. Access rights were
 * checked before.
 */
public final class NicObjects {

    private final ObjectIndex<NicView> objects;

    private NicObjects(ObjectIndex<NicView> objects) {
        this.objects = objects;
    }

    public static NicObjects of(MeterModel profile) {
        return new NicObjects(new ObjectIndex<>(profile, NicObjects::bind));
    }

    /** The object of a row; empty for what lives on the metrology board. */
    private static Optional<Bound<NicView, ?>> bind(ObjectDefinition definition, int index) {
        Function<NicView, Instance> instance = view -> new Instance(definition, index, view);
        return switch (definition.classId()) {
            case InvocationCounter.CLASS_ID -> InvocationCounter.of(definition, instance);
            case AssociationLn.CLASS_ID -> Optional.of(association(definition, instance));
            case SapAssignment.CLASS_ID ->
                Optional.of(Bound.plain(SapAssignment.CLASS, instance.andThen(SapAssignment::new)));
            case LocalPortSetup.CLASS_ID -> Optional.of(Bound.plain(LocalPortSetup.CLASS, instance));
            case HdlcSetup.CLASS_ID -> Optional.of(Bound.plain(HdlcSetup.CLASS, instance));
            case PushSetupObject.CLASS_ID ->
                Optional.of(Bound.plain(
                        definition.version() == 0 ? PushSetupObject.VERSION_0 : PushSetupObject.VERSION_1, instance));
            case TcpUdpSetup.CLASS_ID -> Optional.of(Bound.plain(TcpUdpSetup.CLASS, instance));
            case SecuritySetup.CLASS_ID ->
                Optional.of(Bound.plain(SecuritySetup.CLASS, instance.andThen(SecuritySetup::of)));
            default -> Optional.empty();
        };
    }

    private static Bound<NicView, ?> association(ObjectDefinition definition, Function<NicView, Instance> instance) {
        boolean first = definition.version() == 0;
        return new Bound<>(
                first ? AssociationLn.VERSION_0 : AssociationLn.VERSION_1, instance.andThen(AssociationLn::of));
    }

    /** True when the NIC has an object of that class and name. */
    public boolean has(int classId, LogicalName name) {
        return objects.has(classId, name);
    }

    public MeterReply read(NicView view, AttributeRef target, Selection selection, long nowMs) {
        boolean isCounter = target.classId() == InvocationCounter.CLASS_ID;
        if (isCounter && !view.link().servesCounters()) {
            return new MeterReply.Refused(AccessResult.HARDWARE_FAULT);
        }
        return objects.read(view, target, selection, nowMs);
    }

    public MeterReply write(NicView view, AttributeRef target, CosemData value, long nowMs) {
        return objects.write(view, target, value, nowMs);
    }

    public MeterReply invoke(NicView view, MethodRef target, CosemData parameter, long nowMs) {
        return objects.invoke(view, target, parameter, nowMs);
    }
}
