package org.metersim.profiles;

import java.util.Optional;

/**
 * What a meter demands of an image's form and of the key that signs it.
 *
 * @param container form of the image: {@code mcuboot+crc} or {@code cms}
 * @param algorithm of the key: {@code ecdsa-p256}, {@code ecdsa-p384} (suite 2) or {@code ed25519}; empty for any
 * @param lowS whether of the two forms of an ECDSA signature only the one with the low s is taken
 * @param production whether keys that are marked as development keys are refused
 */
public record SignaturePolicy(String container, Optional<String> algorithm, boolean lowS, boolean production) {

    /** An MCUboot image by any trusted key. */
    public static final SignaturePolicy DEFAULT = new SignaturePolicy("mcuboot+crc", Optional.empty(), false, false);
}
