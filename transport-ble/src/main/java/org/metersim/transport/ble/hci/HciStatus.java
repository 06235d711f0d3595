package org.metersim.transport.ble.hci;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Error codes, in status and reason fields: Core Specification Vol 1 Part F 1.3, those that LE can meet. */
public enum HciStatus {
    SUCCESS(0x00, "Success"),
    UNKNOWN_HCI_COMMAND(0x01, "Unknown HCI Command"),
    UNKNOWN_CONNECTION_IDENTIFIER(0x02, "Unknown Connection Identifier"),
    HARDWARE_FAILURE(0x03, "Hardware Failure"),
    AUTHENTICATION_FAILURE(0x05, "Authentication Failure"),
    PIN_OR_KEY_MISSING(0x06, "PIN or Key Missing"),
    MEMORY_CAPACITY_EXCEEDED(0x07, "Memory Capacity Exceeded"),
    CONNECTION_TIMEOUT(0x08, "Connection Timeout"),
    CONNECTION_LIMIT_EXCEEDED(0x09, "Connection Limit Exceeded"),
    CONNECTION_ALREADY_EXISTS(0x0B, "Connection Already Exists"),
    COMMAND_DISALLOWED(0x0C, "Command Disallowed"),
    UNSUPPORTED_FEATURE_OR_PARAMETER_VALUE(0x11, "Unsupported Feature or Parameter Value"),
    INVALID_HCI_COMMAND_PARAMETERS(0x12, "Invalid HCI Command Parameters"),
    REMOTE_USER_TERMINATED_CONNECTION(0x13, "Remote User Terminated Connection"),
    REMOTE_DEVICE_LOW_RESOURCES(0x14, "Remote Device Terminated Connection due to Low Resources"),
    REMOTE_DEVICE_POWER_OFF(0x15, "Remote Device Terminated Connection due to Power Off"),
    CONNECTION_TERMINATED_BY_LOCAL_HOST(0x16, "Connection Terminated By Local Host"),
    REPEATED_ATTEMPTS(0x17, "Repeated Attempts"),
    PAIRING_NOT_ALLOWED(0x18, "Pairing Not Allowed"),
    UNSUPPORTED_REMOTE_FEATURE(0x1A, "Unsupported Remote Feature"),
    UNSPECIFIED_ERROR(0x1F, "Unspecified Error"),
    LL_RESPONSE_TIMEOUT(0x22, "LMP Response Timeout / LL Response Timeout"),
    ENCRYPTION_MODE_NOT_ACCEPTABLE(0x25, "Encryption Mode Not Acceptable"),
    INSTANT_PASSED(0x28, "Instant Passed"),
    PAIRING_WITH_UNIT_KEY_NOT_SUPPORTED(0x29, "Pairing With Unit Key Not Supported"),
    INSUFFICIENT_SECURITY(0x2F, "Insufficient Security"),
    UNACCEPTABLE_CONNECTION_PARAMETERS(0x3B, "Unacceptable Connection Parameters"),
    ADVERTISING_TIMEOUT(0x3C, "Advertising Timeout"),
    MIC_FAILURE(0x3D, "Connection Terminated due to MIC Failure"),
    CONNECTION_FAILED_TO_BE_ESTABLISHED(0x3E, "Connection Failed to be Established");

    private final int code;
    private final String title;

    HciStatus(int code, String title) {
        this.code = code;
        this.title = title;
    }

    public static Optional<HciStatus> of(int code) {
        return Arrays.stream(values()).filter(status -> status.code == code).findFirst();
    }

    /** The standard's name of a code, or its number when it has none here. */
    public static String name(int code) {
        return of(code).map(HciStatus::toString).orElseGet(() -> String.format(Locale.ROOT, "error %02X", code));
    }

    public int code() {
        return code;
    }

    /** As the standard has it. */
    @Override
    public String toString() {
        return title;
    }
}
