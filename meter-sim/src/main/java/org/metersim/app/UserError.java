package org.metersim.app;

/** What the user asked for cannot be done: one line that says what, where and what to do, and an exit code. */
public final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /** @param exitCode of {@link ExitCode} */
    public UserError(int exitCode, String line) {
        super(line, null, false, false);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
