package org.metersim.transport.ble.gatt;

import java.util.Optional;
import org.metersim.transport.ble.att.AttError;

/** What the link is, and what it must be for the stream: Core Specification Vol 3 Part C 10.3.1. */
final class Access {

    private final GattProfile.Access needed;
    private boolean encrypted;
    private boolean authenticated;

    Access(GattProfile.Access needed) {
        this.needed = needed;
    }

    void set(boolean isEncrypted, boolean isAuthenticated) {
        encrypted = isEncrypted;
        authenticated = isEncrypted && isAuthenticated;
    }

    /** Why that attribute is closed; empty when it is open. */
    Optional<AttError> barring(Attribute attribute) {
        if (!attribute.isGuarded()) {
            return Optional.empty();
        }
        return switch (needed) {
            case OPEN -> Optional.empty();
            case ENCRYPTED -> encrypted ? Optional.empty() : Optional.of(AttError.INSUFFICIENT_ENCRYPTION);
            case AUTHENTICATED -> authenticated ? Optional.empty() : Optional.of(AttError.INSUFFICIENT_AUTHENTICATION);
        };
    }
}
