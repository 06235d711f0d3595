package org.metersim.dlms.security;

import java.security.MessageDigest;

/** Comparison of what an attacker must not learn byte by byte. */
public final class Secrets {

    private Secrets() {}

    /** Equal content, in a time that does not tell where they differ. */
    public static boolean equal(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }
}
