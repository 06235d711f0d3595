package org.metersim.transport.ble.gatt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.att.AttRequest.PrepareWrite;

/** Parts of values that are to be written at once: Core Specification Vol 3 Part F 3.4.6. */
final class PreparedWrites {

    private static final int MAX_PARTS = 64;

    private final List<PrepareWrite> parts = new ArrayList<>();

    boolean isFull() {
        return parts.size() == MAX_PARTS;
    }

    void add(PrepareWrite part) {
        parts.add(part);
    }

    List<PrepareWrite> take() {
        List<PrepareWrite> taken = List.copyOf(parts);
        parts.clear();
        return taken;
    }

    /** The first part that does not lie where the parts of its value before it ended. */
    static Optional<PrepareWrite> astray(List<PrepareWrite> parts) {
        Map<Integer, Integer> ends = new HashMap<>();
        for (PrepareWrite part : parts) {
            if (part.offset() != ends.getOrDefault(part.handle(), 0)) {
                return Optional.of(part);
            }
            ends.put(part.handle(), part.offset() + part.value().length());
        }
        return Optional.empty();
    }

    /** The values by handle, in the order in which they were begun. */
    static Map<Integer, Octets> join(List<PrepareWrite> parts) {
        Map<Integer, Octets> values = new LinkedHashMap<>();
        parts.forEach(part -> values.merge(part.handle(), part.value(), Octets::plus));
        return values;
    }
}
