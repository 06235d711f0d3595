package org.metersim.app;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;

/** A command that runs until it is stopped, in a thread of its own. */
public final class RunningProgram implements AutoCloseable {

    private static final long LIMIT_S = 20;

    /** Lines as they are printed. */
    private static final class Lines extends Writer {

        private final BlockingQueue<String> whole = new LinkedBlockingQueue<>();
        private final StringBuilder begun = new StringBuilder();

        @Override
        public synchronized void write(char[] characters, int from, int length) {
            begun.append(characters, from, length);
            for (int end = begun.indexOf("\n"); end >= 0; end = begun.indexOf("\n")) {
                whole.add(begun.substring(0, end).stripTrailing());
                begun.delete(0, end + 1);
            }
        }

        @Override
        public void flush() {
            // lines are whole when their end is written
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private final Lines out = new Lines();
    private final Lines err = new Lines();
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final Thread thread;

    private RunningProgram(Object command, String... arguments) {
        CommandLine line =
                Program.line(command).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        this.thread = new Thread(() -> exitCode.complete(line.execute(arguments)), "program under test");
        thread.start();
    }

    public static RunningProgram start(Object command, String... arguments) {
        return new RunningProgram(command, arguments);
    }

    /** The next line on standard output; waits for it. */
    public String nextOut() {
        return next(out);
    }

    /** The next line on standard error; waits for it. */
    public String nextErr() {
        return next(err);
    }

    private static String next(Lines lines) {
        try {
            String line = lines.whole.poll(LIMIT_S, TimeUnit.SECONDS);
            assertNotNull(line, "nothing printed");
            return line;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Ends it as its user would, and waits until it ended. @return its exit code */
    public int stop() {
        thread.interrupt();
        try {
            return exitCode.get(LIMIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failed) {
            throw new IllegalStateException("it did not end", failed);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
