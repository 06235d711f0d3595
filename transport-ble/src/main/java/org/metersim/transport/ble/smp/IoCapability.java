package org.metersim.transport.ble.smp;

import org.metersim.dlms.codec.DecodeException;

/** What a device can show and be told, with its code: Core Specification Vol 3 Part H 2.3.2. */
public enum IoCapability {
    DISPLAY_ONLY,
    DISPLAY_YES_NO,
    KEYBOARD_ONLY,
    NO_INPUT_NO_OUTPUT,
    KEYBOARD_DISPLAY;

    private static final IoCapability[] ALL = values();

    static IoCapability of(int code, int at) {
        if (code >= ALL.length) {
            throw new DecodeException("IO capability", code, "0 to 4", at);
        }
        return ALL[code];
    }

    private boolean hasKeyboard() {
        return this == KEYBOARD_ONLY || this == KEYBOARD_DISPLAY;
    }

    private boolean compares() {
        return this == DISPLAY_YES_NO || this == KEYBOARD_DISPLAY;
    }

    private boolean displays() {
        return this == DISPLAY_ONLY || compares();
    }

    /** How two devices pair when one of them wants to be sure of the other: table 2.8 for LE Secure Connections. */
    static PairingMethod method(IoCapability initiator, IoCapability responder) {
        if (initiator.compares() && responder.compares()) {
            return PairingMethod.COMPARISON;
        }
        boolean isTyped = initiator.hasKeyboard() && (responder.hasKeyboard() || responder.displays())
                || responder.hasKeyboard() && initiator.displays();
        return isTyped ? PairingMethod.PASSKEY : PairingMethod.JUST_WORKS;
    }
}
