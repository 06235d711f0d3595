package org.metersim.client;

import java.util.HashMap;
import java.util.Map;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.ReceiveCounter;
import org.metersim.dlms.security.TransmitCounter;

/**
 * The invocation counters of one client under one key: what it sends next, and what each meter has sent so far.
 * Outlives sessions, so that no counter is sent twice and no old answer is taken for a new one. Owned by one thread.
 */
public final class InvocationCounters implements TransmitCounter {

    private static final long LAST = 0xFFFF_FFFFL;

    /** More than any exchange takes: each of its blocks costs one. */
    private static final long RESERVE = 1 << 20;

    private final Map<Octets, ReceiveCounter> received = new HashMap<>();
    private long next = 1;

    /** The next counter is {@code least} or later. */
    public void continueFrom(long least) {
        next = Math.max(next, least);
    }

    /** True when so few counters are left that no exchange is to be begun: the key must be changed. */
    public boolean isUsedUp() {
        return next > LAST - RESERVE;
    }

    @Override
    public long next() {
        if (next > LAST) {
            throw new IllegalStateException("the invocation counter is used up: change the key");
        }
        return next++;
    }

    ReceiveCounter receivedFrom(Octets systemTitle) {
        return received.computeIfAbsent(systemTitle, title -> ReceiveCounter.inMemory());
    }
}
