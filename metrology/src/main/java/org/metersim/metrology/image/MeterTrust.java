package org.metersim.metrology.image;

import java.util.Set;
import org.metersim.dlms.codec.Octets;

/**
 * What one meter adds to the trust of its model.
 *
 * @param revoked hashes of the keys that it was told not to trust any more
 * @param clockMs what its clock shows, UTC; certificates are held against it
 */
public record MeterTrust(Set<Octets> revoked, long clockMs) {

    /** No date: of an image that runs since a certificate was valid, and under keys that were trusted then. */
    private static final long ONCE = Long.MIN_VALUE;

    /**
     * For an image that runs already: it was taken under a key and a certificate that were good then, and a meter does
     * not lose its firmware because they are not any more.
     */
    static final MeterTrust OF_RUNNING_IMAGE = new MeterTrust(Set.of(), ONCE);

    public MeterTrust {
        revoked = Set.copyOf(revoked);
    }

    /** Nothing revoked. */
    public static MeterTrust at(long clockMs) {
        return new MeterTrust(Set.of(), clockMs);
    }

    boolean isForRunningImage() {
        return clockMs == ONCE;
    }
}
