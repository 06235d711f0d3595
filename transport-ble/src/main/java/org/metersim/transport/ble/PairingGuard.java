package org.metersim.transport.ble;

import java.util.Optional;
import org.metersim.transport.ble.smp.PairingFailure;

/** Counts the wrong proofs that a meter was given, over all its connections, and locks it after too many. */
public final class PairingGuard {

    private final int most;
    private final long lockMs;
    private int failures;
    private long lockedUntilMs = Long.MIN_VALUE;

    /** @param most wrong proofs until it locks, at least 1. @param lockMs for how long */
    public PairingGuard(int most, long lockMs) {
        this.most = most;
        this.lockMs = lockMs;
    }

    /** Why no pairing may begin now; empty when one may. */
    public Optional<PairingFailure> refusal(long nowMs) {
        return nowMs < lockedUntilMs ? Optional.of(PairingFailure.REPEATED_ATTEMPTS) : Optional.empty();
    }

    /** @return whether this failure locks it */
    boolean failed(PairingFailure why, long nowMs) {
        failures += why.isWrongProof() ? 1 : 0;
        if (failures < most) {
            return false;
        }
        failures = 0;
        lockedUntilMs = nowMs + lockMs;
        return true;
    }

    void paired() {
        failures = 0;
    }
}
