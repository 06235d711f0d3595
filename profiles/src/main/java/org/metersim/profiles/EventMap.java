package org.metersim.profiles;

import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.cosem.LogicalName;

/**
 * Event codes of a companion specification: the event's name (as {@code FIRMWARE_ACTIVATED}) to its code and log.
 *
 * @param entries what is not in the map is not logged
 */
public record EventMap(Map<String, Entry> entries) {

    /**
     * @param code 1 to 65535
     * @param log the profile generic that keeps it
     */
    public record Entry(int code, LogicalName log) {}

    public Optional<Entry> of(String event) {
        return Optional.ofNullable(entries.get(event));
    }
}
