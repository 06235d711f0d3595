package org.metersim.transport.ble.hci;

import java.util.Arrays;
import java.util.Optional;

/** Events with their code and their bit in the event mask: Core Specification Vol 4 Part E 7.7 and 7.3.1. */
public enum EventCode {
    DISCONNECTION_COMPLETE(0x05, 4),
    ENCRYPTION_CHANGE(0x08, 7),
    READ_REMOTE_VERSION_INFORMATION_COMPLETE(0x0C, 11),
    COMMAND_COMPLETE(0x0E, EventCode.UNMASKABLE),
    COMMAND_STATUS(0x0F, EventCode.UNMASKABLE),
    HARDWARE_ERROR(0x10, 15),
    NUMBER_OF_COMPLETED_PACKETS(0x13, EventCode.UNMASKABLE),
    DATA_BUFFER_OVERFLOW(0x1A, 25),
    ENCRYPTION_KEY_REFRESH_COMPLETE(0x30, 47),
    LE_META(0x3E, 61);

    private static final int UNMASKABLE = -1;

    private final int code;
    private final int maskBit;

    EventCode(int code, int maskBit) {
        this.code = code;
        this.maskBit = maskBit;
    }

    public static Optional<EventCode> of(int code) {
        return Arrays.stream(values()).filter(event -> event.code == code).findFirst();
    }

    public int code() {
        return code;
    }

    /** Whether the host wants it, by its event mask. */
    public boolean isIn(long eventMask) {
        return maskBit == UNMASKABLE || (eventMask >> maskBit & 1) == 1;
    }
}
