package org.metersim.dlms.security;

import org.metersim.dlms.codec.Octets;

/**
 * The two keys of a ciphered association, suite 0. Never printed.
 *
 * @param guek global unicast encryption key, 16 bytes
 * @param gak authentication key, 16 bytes
 */
public record CipherKeys(Octets guek, Octets gak) {

    /** Bytes of a key of suite 0. */
    public static final int KEY_BYTES = 16;

    public CipherKeys {
        if (guek.length() != KEY_BYTES || gak.length() != KEY_BYTES) {
            throw new IllegalArgumentException("key length (expected: 16 bytes)");
        }
    }

    /** The same authentication key with another encryption key: that of a dedicated association. */
    CipherKeys withDedicated(Octets dedicatedKey) {
        return new CipherKeys(dedicatedKey, gak);
    }

    @Override
    public String toString() {
        return "CipherKeys[not shown]";
    }
}
