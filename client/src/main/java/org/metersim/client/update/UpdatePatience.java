package org.metersim.client.update;

/**
 * How long a client waits for a meter in an update. All in milliseconds.
 *
 * @param pollMs between two looks at a meter that is busy
 * @param busyMs longest verification, and longest refusal to begin because it is busy
 * @param activationMs from the request to activate until the meter must be back and done
 * @param reconnects tries to get a lost line back without any progress in between, before the activation
 */
public record UpdatePatience(long pollMs, long busyMs, long activationMs, int reconnects) {

    private static final long LONGEST_BACK_OFF_MS = 16_000;

    /** The usual: two minutes for verification, ten for activation, five tries. */
    public static final UpdatePatience USUAL = new UpdatePatience(1_000, 120_000, 600_000, 5);

    /** Pause before the n-th try to get the line back, n from 1: doubles each time, to 16 seconds. */
    long backOffMs(int tryNumber) {
        return Math.min(LONGEST_BACK_OFF_MS, pollMs << Math.min(tryNumber - 1, 10));
    }
}
