package org.metersim.dlms.hdlc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.metersim.dlms.codec.Octets;

/**
 * The segments of one direction of a link: what is to be sent, what was sent and not yet acknowledged. Numbers modulo
 * 8.
 */
final class SendWindow {

    /** @param more further segments of the same APDU follow */
    record Segment(Octets information, boolean more) {}

    private static final int MODULUS = 8;

    private final Deque<Segment> unsent = new ArrayDeque<>();
    private final List<Segment> unacknowledged = new ArrayList<>();
    private int unsentBytes;
    private int oldest;

    void reset() {
        unsent.clear();
        unsentBytes = 0;
        unacknowledged.clear();
        oldest = 0;
    }

    /** Cuts LLC header and APDU into segments of at most {@code maxBytes}. */
    void queue(Octets llc, byte[] apdu, int maxBytes) {
        Octets whole = llc.plus(Octets.of(apdu));
        for (int from = 0; from < whole.length(); from += maxBytes) {
            int to = Math.min(whole.length(), from + maxBytes);
            unsent.add(new Segment(whole.slice(from, to), to < whole.length()));
        }
        unsentBytes += whole.length();
    }

    boolean hasUnsent() {
        return !unsent.isEmpty();
    }

    /** Bytes that wait for the window. */
    int unsentBytes() {
        return unsentBytes;
    }

    boolean hasUnacknowledged() {
        return !unacknowledged.isEmpty();
    }

    /**
     * Takes the peer's N(R): everything before it arrived. False, and no change, when it acknowledges what was never
     * sent.
     */
    boolean acknowledge(int receiveNumber) {
        int count = Math.floorMod(receiveNumber - oldest, MODULUS);
        if (count > unacknowledged.size()) {
            return false;
        }
        unacknowledged.subList(0, count).clear();
        oldest = receiveNumber;
        return true;
    }

    /** Moves segments from unsent to unacknowledged until the window is full. */
    void fill(int window) {
        while (unacknowledged.size() < window && !unsent.isEmpty()) {
            Segment next = unsent.remove();
            unsentBytes -= next.information().length();
            unacknowledged.add(next);
        }
    }

    /** The segments that are on the wire, oldest first. */
    List<Segment> inFlight() {
        return List.copyOf(unacknowledged);
    }

    /** N(S) of the segment at {@code index} of {@link #inFlight()}. */
    int numberOf(int index) {
        return (oldest + index) % MODULUS;
    }
}
