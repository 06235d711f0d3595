package org.metersim.dlms;

/** How much a sweep by seeds does: little in every build, much in the profile {@code fuzz} (docs/fuzzing.md). */
public final class Sweep {

    /** The system property that multiplies every sweep. */
    private static final int FACTOR = Integer.getInteger("fuzz.factor", 1);

    private Sweep() {}

    /** How many cases to run where {@code usual} are run in every build. */
    public static int cases(int usual) {
        return Math.multiplyExact(usual, FACTOR);
    }
}
