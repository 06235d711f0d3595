package org.metersim.nic.objects;

import java.util.Optional;
import java.util.function.Function;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.objects.InterfaceClass;
import org.metersim.profiles.ObjectDefinition;

/**
 * An object of a profile: the table of its class, and how a view of it is made for one request.
 *
 * @param <T> the view
 */
record Bound<T>(InterfaceClass<T> interfaceClass, Function<NicView, T> object) {

    /** The object of a row; empty for what lives on the metrology board. */
    static Optional<Bound<?>> of(ObjectDefinition definition, int index) {
        Function<NicView, Instance> instance = view -> new Instance(definition, index, view);
        return switch (definition.classId()) {
            case 1 -> InvocationCounter.of(definition, instance);
            case 17 -> Optional.of(new Bound<>(SapAssignment.CLASS, instance.andThen(SapAssignment::new)));
            default -> Optional.empty();
        };
    }

    MeterReply read(NicView view, int attribute, Selection selection, long nowMs) {
        return interfaceClass.read(object.apply(view), attribute, selection, nowMs);
    }

    MeterReply write(NicView view, int attribute, CosemData value, long nowMs) {
        return interfaceClass.write(object.apply(view), attribute, value, nowMs);
    }

    MeterReply invoke(NicView view, int method, CosemData parameter, long nowMs) {
        return interfaceClass.invoke(object.apply(view), method, parameter, nowMs);
    }
}
