package org.metersim.meter;

import java.util.Random;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.journal.Layer;

/**
 * Faults of the wire between NIC and metrology: messages lost, doubled or late. Seeded and counted. Safe for use by
 * several threads.
 *
 * <p>A probability of 0 draws nothing and changes nothing.
 */
public final class MessageFaults {

    /** What happens to one message. */
    enum Fate {
        PASSES,
        REQUEST_LOST,
        REPLY_LOST,
        DOUBLED
    }

    private final Random random;
    private double lossProbability;
    private int requestsToLose;
    private int repliesToLose;
    private int requestsToDouble;
    private int noticesToLose;
    private long noticeDelayMs;
    private int struck;

    MessageFaults(long seed) {
        this.random = new Random(seed);
    }

    /** Loses each request or its reply with this probability, 0 to 1. */
    public synchronized MessageFaults lose(double probability) {
        if (probability < 0 || probability > 1) {
            throw new IllegalArgumentException("probability: " + probability + " (expected: 0 to 1)");
        }
        lossProbability = probability;
        return this;
    }

    /** Loses the next {@code count} requests before metrology sees them. */
    public synchronized MessageFaults loseRequests(int count) {
        requestsToLose = count;
        return this;
    }

    /** Loses the next {@code count} replies: metrology has done what was asked, the NIC never hears of it. */
    public synchronized MessageFaults loseReplies(int count) {
        repliesToLose = count;
        return this;
    }

    /** Delivers the next {@code count} requests twice. */
    public synchronized MessageFaults doubleRequests(int count) {
        requestsToDouble = count;
        return this;
    }

    /** Loses the next {@code count} notices of metrology. */
    public synchronized MessageFaults loseNotices(int count) {
        noticesToLose = count;
        return this;
    }

    /** Delivers each notice this much later, milliseconds. */
    public synchronized MessageFaults delayNotices(long delayMs) {
        noticeDelayMs = delayMs;
        return this;
    }

    /** How many messages were lost, doubled or delayed so far. */
    public synchronized int count() {
        return struck;
    }

    synchronized Fate next(Journal journal, long nowMs) {
        Fate fate = draw();
        if (fate != Fate.PASSES) {
            strike(journal, nowMs, "internal message: " + fate);
        }
        return fate;
    }

    synchronized boolean losesNotice(Journal journal, long nowMs) {
        if (noticesToLose == 0) {
            return false;
        }
        noticesToLose--;
        strike(journal, nowMs, "internal notice lost");
        return true;
    }

    /** How much later the next notice arrives, milliseconds. */
    synchronized long noticeDelay(Journal journal, long nowMs) {
        if (noticeDelayMs > 0) {
            strike(journal, nowMs, "internal notice delayed by " + noticeDelayMs + " ms");
        }
        return noticeDelayMs;
    }

    private Fate draw() {
        if (requestsToLose > 0) {
            requestsToLose--;
            return Fate.REQUEST_LOST;
        }
        if (repliesToLose > 0) {
            repliesToLose--;
            return Fate.REPLY_LOST;
        }
        if (requestsToDouble > 0) {
            requestsToDouble--;
            return Fate.DOUBLED;
        }
        if (lossProbability > 0 && random.nextDouble() < lossProbability) {
            return random.nextBoolean() ? Fate.REQUEST_LOST : Fate.REPLY_LOST;
        }
        return Fate.PASSES;
    }

    private void strike(Journal journal, long nowMs, String what) {
        struck++;
        journal.note(nowMs, Layer.FAULT, "link", what);
    }
}
