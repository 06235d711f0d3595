package org.metersim.metrology.image;

import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.profiles.SignaturePolicy;

/**
 * Whose images a meter takes at one moment.
 *
 * @param store what all meters of the model trust
 * @param policy what the model demands of keys and signatures
 * @param meter what this meter knows besides
 */
public record Trust(TrustStore store, SignaturePolicy policy, MeterTrust meter) {

    /** Why a key may not sign for this meter; empty when it may. @param hash of its SubjectPublicKeyInfo */
    Optional<String> fault(TrustedKey key) {
        Octets hash = key.hash();
        if (meter.isForRunningImage()) {
            return Optional.empty();
        }
        if (isRevoked(hash)) {
            return Optional.of("revoked");
        }
        if (policy.production() && store.isDevelopment(hash)) {
            return Optional.of("a development key, in a production meter");
        }
        return policy.algorithm()
                .filter(demanded -> !demanded.equals(key.algorithm().toString()))
                .map(demanded -> "an " + key.algorithm() + " key where " + demanded + " is demanded");
    }

    boolean isRevoked(Octets hash) {
        return store.isRevoked(hash) || meter.revoked().contains(hash);
    }

    /** Whether the profile takes this one of two equally good ECDSA signatures. */
    boolean takes(TrustedKey key, Octets signature) {
        return !policy.lowS() || meter.isForRunningImage() || key.isLow(signature);
    }
}
