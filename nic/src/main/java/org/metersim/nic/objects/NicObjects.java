package org.metersim.nic.objects;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.Selection;
import org.metersim.metrology.link.MeterReply;
import org.metersim.profiles.MeterModel;
import org.metersim.profiles.ObjectDefinition;

/**
 * The objects of a profile that live on the NIC, by class and name; shared by every NIC of it. Access rights were
 * checked before.
 */
public final class NicObjects {

    private static final MeterReply UNDEFINED = new MeterReply.Refused(AccessResult.OBJECT_UNDEFINED);

    private record Key(int classId, LogicalName name) {}

    private final Map<Key, Bound<?>> objects = new HashMap<>();

    private NicObjects() {}

    public static NicObjects of(MeterModel profile) {
        NicObjects table = new NicObjects();
        List<ObjectDefinition> rows = profile.objects();
        for (int index = 0; index < rows.size(); index++) {
            ObjectDefinition definition = rows.get(index);
            Bound.of(definition, index)
                    .ifPresent(bound -> table.objects.put(new Key(definition.classId(), definition.name()), bound));
        }
        return table;
    }

    private Optional<Bound<?>> find(int classId, LogicalName name) {
        return Optional.ofNullable(objects.get(new Key(classId, name)));
    }

    /** True when the NIC has an object of that class and name. */
    public boolean has(int classId, LogicalName name) {
        return find(classId, name).isPresent();
    }

    /** Reads an attribute, from 1, or a selection of it. */
    public MeterReply read(NicView view, AttributeRef target, Selection selection, long nowMs) {
        return find(target.classId(), target.object())
                .map(object -> object.read(view, target.attribute(), selection, nowMs))
                .orElse(UNDEFINED);
    }

    /** Writes an attribute, from 1. Refused means that nothing changed. */
    public MeterReply write(NicView view, AttributeRef target, CosemData value, long nowMs) {
        return find(target.classId(), target.object())
                .map(object -> object.write(view, target.attribute(), value, nowMs))
                .orElse(UNDEFINED);
    }

    public MeterReply invoke(NicView view, MethodRef target, CosemData parameter, long nowMs) {
        return find(target.classId(), target.object())
                .map(object -> object.invoke(view, target.method(), parameter, nowMs))
                .orElse(UNDEFINED);
    }
}
