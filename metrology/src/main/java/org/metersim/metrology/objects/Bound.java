package org.metersim.metrology.objects;

import java.util.Optional;
import java.util.function.Function;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterReply;

/**
 * An object of a profile: the table of its class, and how a view of it is made for one request.
 *
 * @param object empty when there is none for who asks
 * @param <V> what a view is made of: one meter's board, perhaps with who asks
 * @param <T> the view
 */
public record Bound<V, T>(InterfaceClass<T> interfaceClass, Function<V, Optional<T>> object) {

    static final MeterReply UNDEFINED = new MeterReply.Refused(AccessResult.OBJECT_UNDEFINED);

    /** An object that is the same whoever asks. */
    public static <V, T> Bound<V, T> plain(InterfaceClass<T> interfaceClass, Function<V, T> view) {
        return new Bound<>(interfaceClass, view.andThen(Optional::of));
    }

    MeterReply read(V board, int attribute, Selection selection, long atMs) {
        return object.apply(board)
                .map(found -> interfaceClass.read(found, attribute, selection, atMs))
                .orElse(UNDEFINED);
    }

    MeterReply write(V board, int attribute, CosemData value, long nowMs) {
        return object.apply(board)
                .map(found -> interfaceClass.write(found, attribute, value, nowMs))
                .orElse(UNDEFINED);
    }

    MeterReply invoke(V board, int method, CosemData parameter, long nowMs) {
        return object.apply(board)
                .map(found -> interfaceClass.invoke(found, method, parameter, nowMs))
                .orElse(UNDEFINED);
    }
}
