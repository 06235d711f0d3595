package org.metersim.transport.ble.att;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a request was refused: Core Specification Vol 3 Part F 3.4.1.1, and Supplement Part B for the last two. */
public enum AttError {
    INVALID_HANDLE(0x01, "Invalid Handle"),
    READ_NOT_PERMITTED(0x02, "Read Not Permitted"),
    WRITE_NOT_PERMITTED(0x03, "Write Not Permitted"),
    INVALID_PDU(0x04, "Invalid PDU"),
    INSUFFICIENT_AUTHENTICATION(0x05, "Insufficient Authentication"),
    REQUEST_NOT_SUPPORTED(0x06, "Request Not Supported"),
    INVALID_OFFSET(0x07, "Invalid Offset"),
    INSUFFICIENT_AUTHORIZATION(0x08, "Insufficient Authorization"),
    PREPARE_QUEUE_FULL(0x09, "Prepare Queue Full"),
    ATTRIBUTE_NOT_FOUND(0x0A, "Attribute Not Found"),
    ATTRIBUTE_NOT_LONG(0x0B, "Attribute Not Long"),
    ENCRYPTION_KEY_SIZE_TOO_SHORT(0x0C, "Encryption Key Size Too Short"),
    INVALID_ATTRIBUTE_VALUE_LENGTH(0x0D, "Invalid Attribute Value Length"),
    UNLIKELY_ERROR(0x0E, "Unlikely Error"),
    INSUFFICIENT_ENCRYPTION(0x0F, "Insufficient Encryption"),
    UNSUPPORTED_GROUP_TYPE(0x10, "Unsupported Group Type"),
    INSUFFICIENT_RESOURCES(0x11, "Insufficient Resources"),
    VALUE_NOT_ALLOWED(0x13, "Value Not Allowed"),
    CCCD_IMPROPERLY_CONFIGURED(0xFD, "Client Characteristic Configuration Descriptor Improperly Configured"),
    PROCEDURE_ALREADY_IN_PROGRESS(0xFE, "Procedure Already in Progress");

    private final int code;
    private final String title;

    AttError(int code, String title) {
        this.code = code;
        this.title = title;
    }

    public static Optional<AttError> of(int code) {
        return Arrays.stream(values()).filter(error -> error.code == code).findFirst();
    }

    /** The standard's name of a code, or its number when it has none here. */
    public static String name(int code) {
        return of(code).map(AttError::toString).orElseGet(() -> String.format(Locale.ROOT, "error %02X", code));
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
