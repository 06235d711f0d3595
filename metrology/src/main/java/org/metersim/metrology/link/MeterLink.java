package org.metersim.metrology.link;

import java.util.Optional;

/**
 * The wire between the two boards, seen from the NIC. Metrology itself is one; a recorder or a fault wraps another.
 *
 * <p>The NIC asks and is answered at once, or never ({@link MeterReply#NO_ANSWER}); what metrology has to say unasked
 * waits as a notice.
 */
public interface MeterLink {

    MeterReply ask(MeterRequest request, long nowMs);

    /** The next notice that is due; call until empty after each {@link #ask} and {@link #wake}. */
    Optional<MeterNotice> nextNotice(long nowMs);

    /** Time passes on the other board. Early or repeated calls do nothing. */
    void wake(long nowMs);

    /** True unless the firmware that runs leaves the received invocation counters of the card dead. */
    default boolean servesCounters() {
        return true;
    }

    /** When {@link #wake} must next be called, simulated UTC milliseconds, or {@code Endpoint.NEVER}. */
    long deadlineMs();
}
