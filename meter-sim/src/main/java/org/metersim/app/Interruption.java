package org.metersim.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command run until its user ends it, by Ctrl-C or a signal to terminate, and close what it has open before the
 * process goes. Open it first, so that it is closed last.
 */
public final class Interruption implements AutoCloseable {

    private static final long LONGEST_CLOSING_MS = 5_000;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::askAndWait, "interruption");

    private Interruption() {}

    public static Interruption watch() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void askAndWait() {
        asked.countDown();
        try {
            if (!closed.await(LONGEST_CLOSING_MS, TimeUnit.MILLISECONDS)) {
                System.err.println("not all could be closed in time");
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the user ends the program, or when this thread is interrupted. */
    public void await() {
        try {
            asked.await();
        } catch (InterruptedException ending) {
            // asked in another way; not handed on, so that what is open can be closed
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // the hook runs, and was let go above
        }
    }
}
