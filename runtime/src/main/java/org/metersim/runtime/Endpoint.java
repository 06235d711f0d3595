package org.metersim.runtime;

import java.util.Optional;

/**
 * One end of a wire, without the wire: bytes and time go in, bytes and a deadline come out.
 *
 * <p>Ports of the meter, wrappers around them and the client's session all are endpoints. Netty drives them in real
 * time, {@code Wire} in virtual time; neither they nor their tests can tell. Owned by one thread.
 */
public interface Endpoint {

    /** What {@link #deadlineMs()} says when nothing is awaited. */
    long NEVER = Long.MAX_VALUE;

    /**
     * Bytes from the wire, in chunks of any size. Bytes that break the protocol are answered or hung up on, never
     * thrown.
     *
     * @param nowMs simulated UTC in milliseconds; never goes back
     */
    void receive(byte[] chunk, long nowMs);

    /** Time passes. Early or repeated calls do nothing. */
    void wake(long nowMs);

    /** When {@link #wake} must next be called, in simulated UTC milliseconds, or {@link #NEVER}. */
    long deadlineMs();

    /** The next bytes for the wire; call until empty after each {@link #receive} and {@link #wake}. */
    Optional<byte[]> nextOutput();

    /** True when the wire is to be hung up, after the remaining output. */
    boolean isClosed();

    /**
     * The wire is gone: the peer hung up, the line dropped, or it could not be opened. Nothing can be sent any more.
     */
    default void lineLost(long nowMs) {}
}
