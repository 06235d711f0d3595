package org.metersim.app;

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

    private ExitCode() {}
}
