package org.metersim.app;

import org.metersim.metrology.image.ImageLayer;

/** How the program ends; documented in docs/command-line.md. Image layers have their own codes from 10 up. */
public final class ExitCode {

    public static final int OK = 0;
    /** A bug of ours, or something nobody foresaw. */
    public static final int FAILED = 1;
    /** The command line is wrong. */
    public static final int USAGE = 2;
    /** A profile, key, image or card file is wrong; the line names file, line and column. */
    public static final int CONFIGURATION = 3;
    /** A port or a state directory is in use. */
    public static final int IN_USE = 4;
    /** The operating system does not permit it. */
    public static final int NOT_PERMITTED = 5;
    /** A meter did not answer, or not in time. */
    public static final int NO_ANSWER = 6;
    /** A meter answered, and refused what was asked; or it is another one than was meant. */
    public static final int REFUSED = 7;
    /** The image was taken, and failed its self-test in the meter. */
    public static final int SELF_TEST = 24;
    /** The image passed its self-test, and was not confirmed in the meter. */
    public static final int NOT_CONFIRMED = 25;

    /** Two programs, or a program and a meter, differ. */
    public static final int DIFFERENT = 40;
    /** An item of a configuration failed, or would fail; the meter is as it was. */
    public static final int ITEM_FAILED = 41;
    /** An item of a configuration failed, and something that was done before it stays. */
    public static final int PARTLY_DONE = 42;

    private ExitCode() {}

    /** The code of an image that is refused at {@code layer}; numbers are never given to another layer. */
    public static int of(ImageLayer layer) {
        return switch (layer) {
            case SIZE -> 10;
            case CRC -> 11;
            case STRUCTURE -> 12;
            case DIGEST -> 13;
            case KEY -> 14;
            case SIGNATURE -> 15;
            case VENDOR -> 16;
            case MODEL -> 17;
            case HARDWARE -> 18;
            case COMPONENT -> 19;
            case IDENTIFIER -> 20;
            case VERSION -> 21;
            case COUNTER -> 22;
            case DEPENDENCY -> 23;
        };
    }
}
