package org.metersim.transport.ble;

import java.util.Optional;
import org.metersim.transport.ble.l2cap.L2capFrame;

/**
 * A meter's end of one LE connection, above the link layer: whoever carries the frames, a virtual controller or a real
 * one, drives it as an {@link org.metersim.runtime.Endpoint} is driven. Owned by one thread.
 */
public interface Peripheral {

    /**
     * A whole L2CAP frame from the central. What breaks the protocol is answered or ends the connection, never thrown.
     */
    void receive(L2capFrame frame, long nowMs);

    /** Time passes. Early or repeated calls do nothing. */
    void wake(long nowMs);

    /** When {@link #wake} must next be called, in simulated UTC milliseconds, or {@code Endpoint.NEVER}. */
    long deadlineMs();

    /** The next frame for the central; call until empty after each call above. */
    Optional<L2capFrame> nextOutput();

    /** True when the meter ends the connection, after the remaining output. */
    boolean isClosed();

    /** The connection is gone. @param reason HCI error code, Core Specification Vol 1 Part F */
    void lost(int reason, long nowMs);

    /**
     * The key that the meter has for this link: of the pairing under way, or of an earlier one with this central.
     *
     * @param random Rand of LE Enable Encryption; 0 for keys of LE Secure Connections
     * @param diversifier EDIV, 16 bits; likewise 0
     */
    Optional<LongTermKey> longTermKey(long random, int diversifier);

    /** The link is encrypted from now on. */
    void encrypted(LongTermKey key, long nowMs);
}
