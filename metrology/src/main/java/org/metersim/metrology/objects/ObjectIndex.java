package org.metersim.metrology.objects;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterReply;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ObjectDefinition;

/**
 * The objects of a profile that live on one board, by class and name; shared by every board of it. Access rights were
 * checked before.
 *
 * @param <V> what a view of an object is made of: one meter's board, perhaps with who asks
 */
public final class ObjectIndex<V> {

    /** Says what a row of the profile is on this board; empty for what lives on the other one. */
    @FunctionalInterface
    public interface Binder<V> {

        /** @param index place of the object in the profile's list */
        Optional<Bound<V, ?>> bind(ObjectDefinition definition, int index);
    }

    private record Key(int classId, LogicalName name) {}

    private final Map<Key, Bound<V, ?>> objects = new HashMap<>();

    public ObjectIndex(MeterModel profile, Binder<V> binder) {
        List<ObjectDefinition> rows = profile.objects();
        for (int index = 0; index < rows.size(); index++) {
            ObjectDefinition definition = rows.get(index);
            binder.bind(definition, index)
                    .ifPresent(bound -> objects.put(new Key(definition.classId(), definition.name()), bound));
        }
    }

    private Optional<Bound<V, ?>> find(int classId, LogicalName name) {
        return Optional.ofNullable(objects.get(new Key(classId, name)));
    }

    /** True when the board has an object of that class and name. */
    public boolean has(int classId, LogicalName name) {
        return find(classId, name).isPresent();
    }

    /** Reads an attribute, from 1, or a selection of it. */
    public MeterReply read(V board, AttributeRef target, Selection selection, long atMs) {
        return find(target.classId(), target.object())
                .map(object -> object.read(board, target.attribute(), selection, atMs))
                .orElse(Bound.UNDEFINED);
    }

    /** Writes an attribute, from 1. Refused means that nothing changed. */
    public MeterReply write(V board, AttributeRef target, CosemData value, long nowMs) {
        return find(target.classId(), target.object())
                .map(object -> object.write(board, target.attribute(), value, nowMs))
                .orElse(Bound.UNDEFINED);
    }

    /** Invokes a method, from 1. */
    public MeterReply invoke(V board, MethodRef target, CosemData parameter, long nowMs) {
        return find(target.classId(), target.object())
                .map(object -> object.invoke(board, target.method(), parameter, nowMs))
                .orElse(Bound.UNDEFINED);
    }
}
