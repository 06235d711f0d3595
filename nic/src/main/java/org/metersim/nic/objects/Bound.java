package org.metersim.nic.objects;

import java.util.Optional;
import java.util.function.Function;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.objects.InterfaceClass;
import org.metersim.profiles.ObjectDefinition;

/**
 * An object of a profile: the table of its class, and how a view of it is made for one request.
 *
 * @param object empty when there is none for who asks
 * @param <T> the view
 */
record Bound<T>(InterfaceClass<T> interfaceClass, Function<NicView, Optional<T>> object) {

    private static final MeterReply UNDEFINED = new MeterReply.Refused(AccessResult.OBJECT_UNDEFINED);

    /** The object of a row; empty for what lives on the metrology board. */
    static Optional<Bound<?>> of(ObjectDefinition definition, int index) {
        Function<NicView, Instance> instance = view -> new Instance(definition, index, view);
        return switch (definition.classId()) {
            case 1 -> InvocationCounter.of(definition, instance);
            case AssociationLn.CLASS_ID -> Optional.of(association(definition, instance));
            case SapAssignment.CLASS_ID -> plain(SapAssignment.CLASS, instance.andThen(SapAssignment::new));
            case LocalPortSetup.CLASS_ID -> plain(LocalPortSetup.CLASS, instance);
            case HdlcSetup.CLASS_ID -> plain(HdlcSetup.CLASS, instance);
            case PushSetupObject.CLASS_ID ->
                plain(definition.version() == 0 ? PushSetupObject.VERSION_0 : PushSetupObject.VERSION_1, instance);
            case TcpUdpSetup.CLASS_ID -> plain(TcpUdpSetup.CLASS, instance);
            case SecuritySetup.CLASS_ID -> plain(SecuritySetup.CLASS, instance.andThen(SecuritySetup::of));
            default -> Optional.empty();
        };
    }

    /** An object that is the same whoever asks. */
    static <T> Optional<Bound<?>> plain(InterfaceClass<T> interfaceClass, Function<NicView, T> object) {
        return Optional.of(new Bound<>(interfaceClass, object.andThen(Optional::of)));
    }

    private static Bound<?> association(ObjectDefinition definition, Function<NicView, Instance> instance) {
        boolean first = definition.version() == 0;
        return new Bound<>(
                first ? AssociationLn.VERSION_0 : AssociationLn.VERSION_1, instance.andThen(AssociationLn::of));
    }

    MeterReply read(NicView view, int attribute, Selection selection, long nowMs) {
        return object.apply(view)
                .map(found -> interfaceClass.read(found, attribute, selection, nowMs))
                .orElse(UNDEFINED);
    }

    MeterReply write(NicView view, int attribute, CosemData value, long nowMs) {
        return object.apply(view)
                .map(found -> interfaceClass.write(found, attribute, value, nowMs))
                .orElse(UNDEFINED);
    }

    MeterReply invoke(NicView view, int method, CosemData parameter, long nowMs) {
        return object.apply(view)
                .map(found -> interfaceClass.invoke(found, method, parameter, nowMs))
                .orElse(UNDEFINED);
    }
}
