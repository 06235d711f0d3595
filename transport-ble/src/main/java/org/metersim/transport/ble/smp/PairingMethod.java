package org.metersim.transport.ble.smp;

/** How two devices make sure of each other: Core Specification Vol 3 Part H 2.3.5.6. */
public enum PairingMethod {
    /** Not at all. */
    JUST_WORKS,
    /** Six digits that one shows and the other is told. */
    PASSKEY,
    /** Six digits that both show, and users compare. */
    COMPARISON;

    /** Whether the key is authenticated. */
    public boolean isAuthenticated() {
        return this != JUST_WORKS;
    }
}
