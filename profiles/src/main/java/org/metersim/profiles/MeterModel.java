package org.metersim.profiles;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.metersim.dlms.cosem.LogicalName;

/**
 * A meter type, compiled from a profile: immutable, shared by every meter of the type.
 *
 * @param bluetooth empty when the meters have none
 * @param objects sorted by logical name, then class; each name and class at most once
 */
public record MeterModel(
        String name,
        Identity identity,
        ClockRules clock,
        Supply supply,
        Firmware firmware,
        Flash flash,
        Optional<Bluetooth> bluetooth,
        EventMap events,
        List<Association> associations,
        List<ObjectDefinition> objects) {

    /** The object of that class and name. */
    public Optional<ObjectDefinition> object(int classId, LogicalName name) {
        int low = 0;
        int high = objects.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = objects.get(middle).compareTo(classId, name);
            if (order == 0) {
                return Optional.of(objects.get(middle));
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return Optional.empty();
    }

    /** Place of the first object of that class in {@link #objects}; empty when there is none. */
    public OptionalInt firstOf(int classId) {
        return IntStream.range(0, objects.size())
                .filter(index -> objects.get(index).classId() == classId)
                .findFirst();
    }

    /** The association of that client SAP. */
    public Optional<Association> association(int clientSap) {
        return associations.stream()
                .filter(association -> association.clientSap() == clientSap)
                .findFirst();
    }
}
