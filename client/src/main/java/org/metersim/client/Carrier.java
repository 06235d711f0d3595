package org.metersim.client;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.LineControl;

/** Where sessions run, for those who wait for them: opens lines, lets endpoints speak, lets time pass. */
public interface Carrier {

    /** Simulated UTC, milliseconds. */
    long nowMs();

    /**
     * Opens a line; what becomes of it is told to the endpoint, by its first wake or as a line lost.
     *
     * @param endpoints makes the endpoint; told how to change the rate of the line, where it has one
     * @throws IOException one line that says why it cannot be
     */
    void open(Target target, Function<LineControl, Endpoint> endpoints) throws IOException;

    /** Runs {@code question} where the endpoint lives, then lets out what the endpoint has to say. */
    void ask(Endpoint endpoint, Runnable question);

    /**
     * Waits for an answer, which the endpoint gives however the line fares.
     *
     * @throws InterruptedException when this thread is no longer to wait
     */
    <T> T await(CompletableFuture<T> answer) throws InterruptedException;

    /** Lets that much time pass, milliseconds. */
    void pause(long ms) throws InterruptedException;
}
