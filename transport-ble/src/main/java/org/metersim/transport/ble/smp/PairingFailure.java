package org.metersim.transport.ble.smp;

import java.util.Arrays;
import java.util.Locale;

/** Why pairing failed: Core Specification Vol 3 Part H 3.5.5. */
public enum PairingFailure {
    PASSKEY_ENTRY_FAILED(0x01, "Passkey Entry Failed"),
    OOB_NOT_AVAILABLE(0x02, "OOB Not Available"),
    AUTHENTICATION_REQUIREMENTS(0x03, "Authentication Requirements"),
    CONFIRM_VALUE_FAILED(0x04, "Confirm Value Failed"),
    PAIRING_NOT_SUPPORTED(0x05, "Pairing Not Supported"),
    ENCRYPTION_KEY_SIZE(0x06, "Encryption Key Size"),
    COMMAND_NOT_SUPPORTED(0x07, "Command Not Supported"),
    UNSPECIFIED_REASON(0x08, "Unspecified Reason"),
    REPEATED_ATTEMPTS(0x09, "Repeated Attempts"),
    INVALID_PARAMETERS(0x0A, "Invalid Parameters"),
    DHKEY_CHECK_FAILED(0x0B, "DHKey Check Failed"),
    NUMERIC_COMPARISON_FAILED(0x0C, "Numeric Comparison Failed");

    private final int code;
    private final String title;

    PairingFailure(int code, String title) {
        this.code = code;
        this.title = title;
    }

    /** The standard's name of a code, or its number when it has none here. */
    public static String name(int code) {
        return Arrays.stream(values())
                .filter(failure -> failure.code == code)
                .map(PairingFailure::toString)
                .findFirst()
                .orElseGet(() -> String.format(Locale.ROOT, "reason %02X", code));
    }

    public int code() {
        return code;
    }

    /** Whether the other end proved that it does not know what it must. */
    public boolean isWrongProof() {
        return this == CONFIRM_VALUE_FAILED || this == DHKEY_CHECK_FAILED;
    }

    /** As the standard has it. */
    @Override
    public String toString() {
        return title;
    }
}
