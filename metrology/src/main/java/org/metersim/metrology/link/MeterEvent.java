package org.metersim.metrology.link;

/**
 * Things worth a line in an event log, by meaning. The profile's event map gives each its code and its log, or leaves
 * it out; codes differ between companion specifications.
 */
public enum MeterEvent {
    POWER_DOWN,
    POWER_UP,
    CLOCK_ADJUSTED_OLD,
    CLOCK_ADJUSTED_NEW,
    DAYLIGHT_SAVING_CHANGED,
    FIRMWARE_READY,
    FIRMWARE_ACTIVATED,
    FIRMWARE_VERIFICATION_FAILED,
    FIRMWARE_ROLLED_BACK,
    /** No slot held an image that may run: the one that cannot be written runs. */
    FIRMWARE_GOLDEN_STARTED,
    SELF_CHECK_PASSED,
    PARAMETERS_CHANGED,
    KEYS_CHANGED,
    LOGIN_FAILED,
    DECIPHERING_FAILED,
    REPLAY_REFUSED,
    RELAY_DISCONNECTED,
    RELAY_CONNECTED,
    LOCAL_SESSION_STARTED,
    LOCAL_SESSION_ENDED,
    PUSH_FAILED,
    COVER_OPENED,
    COVER_CLOSED,
    LOG_CLEARED,
    PROGRAM_READY,
    PROGRAM_FAILED,
    BLUETOOTH_LOCKED
}
