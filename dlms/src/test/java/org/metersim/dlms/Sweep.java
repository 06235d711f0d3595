package org.metersim.dlms;

/** How much a sweep by seeds does: little in every build, much in the profile {@code fuzz}. */
public final class Sweep {

    /** Set by the profile: multiplies nothing, chooses the longer of each pair. */
    private static final boolean LONG = Boolean.getBoolean("metersim.fuzz");

    private Sweep() {}

    /** How many cases to run: {@code usual}, or {@code many} in the profile. */
    public static int cases(int usual, int many) {
        return LONG ? many : usual;
    }
}
