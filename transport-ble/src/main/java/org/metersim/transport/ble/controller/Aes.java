package org.metersim.transport.ble.controller;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.metersim.dlms.codec.Octets;

/** The security function e, AES-128 of one block: Core Specification Vol 3 Part H 2.2.1. */
final class Aes {

    private static final int BLOCK_BYTES = 16;
    private static final int HASH_BYTES = 3;

    private Aes() {}

    /** Key, text and result have 16 octets each, the most significant first. */
    static Octets encrypt(Octets key, Octets plaintext) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key.toBytes(), "AES"));
            return Octets.of(cipher.doFinal(plaintext.toBytes()));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("AES is part of every Java platform", missing);
        }
    }

    /**
     * The random address hash function ah: Vol 3 Part H 2.2.2.
     *
     * @param prand 3 octets, the most significant first
     * @return 3 octets likewise
     */
    static Octets hash(Octets identityResolvingKey, Octets prand) {
        Octets padded = Octets.of(new byte[BLOCK_BYTES - HASH_BYTES]).plus(prand);
        return encrypt(identityResolvingKey, padded).slice(BLOCK_BYTES - HASH_BYTES, BLOCK_BYTES);
    }
}
