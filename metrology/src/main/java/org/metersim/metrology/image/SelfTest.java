package org.metersim.metrology.image;

import java.util.List;

/**
 * How the self-test of a board that boots a new image ends.
 *
 * @param afterMs from the boot on
 * @param cause in the words of a verdict; empty when it passes
 */
record SelfTest(End end, long afterMs, String cause) {

    static final long MS = 500;
    private static final long WATCHDOG_MS = 10_000;

    enum End {
        PASSED,
        FAILED,
        /** The board resets, and boots again. */
        RESET
    }

    private static final SelfTest PASS = new SelfTest(End.PASSED, MS, "");
    private static final SelfTest WATCHDOG = new SelfTest(End.RESET, WATCHDOG_MS, "the watchdog reset the board");

    /** @param boot 1 for the first of this image */
    static SelfTest of(Behaviour behaviour, int boot) {
        return switch (behaviour.selfTest()) {
            case PASS -> PASS;
            case FAIL -> new SelfTest(End.FAILED, MS, "failed");
            case HANG -> WATCHDOG;
            case CRASH_AFTER -> new SelfTest(End.RESET, behaviour.count() * 1000L, "the board reset itself");
            case PASS_ON_TRY -> boot >= behaviour.count() ? PASS : WATCHDOG;
        };
    }

    /** Of boards that boot together: the first that does not pass, or the last. */
    static SelfTest together(List<SelfTest> tests) {
        SelfTest all = PASS;
        for (SelfTest each : tests) {
            boolean isFirst = all.end == End.PASSED || each.afterMs < all.afterMs;
            if (each.end != End.PASSED && isFirst) {
                all = each;
            }
        }
        return all;
    }
}
