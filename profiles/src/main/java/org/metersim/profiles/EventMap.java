package org.metersim.profiles;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.cosem.LogicalName;

/**
 * Event codes of a companion specification: the event's name (as {@code FIRMWARE_ACTIVATED}) to its code and logs.
 *
 * @param entries what is not in the map is not logged
 */
public record EventMap(Map<String, Entry> entries) {

    /** Every event that a profile may name, as the metrology names it. */
    static final List<String> NAMES = List.of(
            "POWER_DOWN",
            "POWER_UP",
            "CLOCK_ADJUSTED_OLD",
            "CLOCK_ADJUSTED_NEW",
            "DAYLIGHT_SAVING_CHANGED",
            "FIRMWARE_READY",
            "FIRMWARE_ACTIVATED",
            "FIRMWARE_VERIFICATION_FAILED",
            "FIRMWARE_ROLLED_BACK",
            "FIRMWARE_GOLDEN_STARTED",
            "SELF_CHECK_PASSED",
            "PARAMETERS_CHANGED",
            "KEYS_CHANGED",
            "LOGIN_FAILED",
            "DECIPHERING_FAILED",
            "REPLAY_REFUSED",
            "RELAY_DISCONNECTED",
            "RELAY_CONNECTED",
            "LOCAL_SESSION_STARTED",
            "LOCAL_SESSION_ENDED",
            "PUSH_FAILED",
            "COVER_OPENED",
            "COVER_CLOSED",
            "LOG_CLEARED",
            "PROGRAM_READY",
            "PROGRAM_FAILED",
            "BLUETOOTH_LOCKED");

    /** The one event that goes to the log it tells of. */
    static final String LOG_CLEARED = "LOG_CLEARED";

    /**
     * @param code 1 to 65535
     * @param logs the profile generics that keep it, the first is the main one; empty for the clearing of a log, which
     *     that log keeps itself
     */
    public record Entry(int code, List<LogicalName> logs) {}

    public Optional<Entry> of(String event) {
        return Optional.ofNullable(entries.get(event));
    }
}
