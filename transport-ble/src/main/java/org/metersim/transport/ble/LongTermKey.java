package org.metersim.transport.ble;

import org.metersim.dlms.codec.Octets;

/**
 * The key with which an LE link is encrypted. It is not printed.
 *
 * @param octets 16 octets, the most significant first, as the functions of the Core Specification (Vol 3 Part H 2.2)
 *     have it; on HCI and on the air the order is the other way round
 * @param authenticated whether a passkey or a comparison of numbers made it
 */
public record LongTermKey(Octets octets, boolean authenticated) {

    private static final int LENGTH = 16;

    public LongTermKey {
        if (octets.length() != LENGTH) {
            throw new IllegalArgumentException("long term key: " + octets.length() + " octets (expected: 16)");
        }
    }

    @Override
    public String toString() {
        return "LongTermKey[" + (authenticated ? "authenticated" : "unauthenticated") + "]";
    }
}
