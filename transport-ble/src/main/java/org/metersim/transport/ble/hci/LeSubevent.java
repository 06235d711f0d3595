package org.metersim.transport.ble.hci;

/**
 * LE events by their subevent code: Core Specification Vol 4 Part E 7.7.65. The bit in the LE event mask is one less.
 */
public enum LeSubevent {
    CONNECTION_COMPLETE(0x01),
    ADVERTISING_REPORT(0x02),
    CONNECTION_UPDATE_COMPLETE(0x03),
    READ_REMOTE_FEATURES_COMPLETE(0x04),
    LONG_TERM_KEY_REQUEST(0x05),
    REMOTE_CONNECTION_PARAMETER_REQUEST(0x06),
    DATA_LENGTH_CHANGE(0x07),
    READ_LOCAL_P256_PUBLIC_KEY_COMPLETE(0x08),
    GENERATE_DHKEY_COMPLETE(0x09),
    ENHANCED_CONNECTION_COMPLETE(0x0A),
    PHY_UPDATE_COMPLETE(0x0C);

    private final int code;

    LeSubevent(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** Whether the host wants it, by its LE event mask. */
    public boolean isIn(long leEventMask) {
        return (leEventMask >> code - 1 & 1) == 1;
    }
}
