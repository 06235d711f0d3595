package org.metersim.meter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.journal.Layer;

/**
 * What passed at one meter: every frame, APDU, internal message, state and fault, in order. Safe for use by several
 * threads; keeps the latest {@value #MAX_ENTRIES} entries.
 */
public final class MeterJournal implements Journal {

    /** More are not kept: the oldest go. */
    static final int MAX_ENTRIES = 500_000;

    private final Deque<JournalEntry> entries = new ArrayDeque<>();
    private final String origin;
    private long forgotten;

    /** @param origin what a failed verification says of the meter: serial number and seed */
    MeterJournal(String origin) {
        this.origin = origin;
    }

    @Override
    public synchronized void record(JournalEntry entry) {
        if (entries.size() == MAX_ENTRIES) {
            entries.remove();
            forgotten++;
        }
        entries.add(entry);
    }

    /** What passed so far, in order. */
    public synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    /** What passed of one layer, in order. */
    public List<JournalEntry> entries(Layer layer) {
        return entries().stream().filter(entry -> entry.layer() == layer).toList();
    }

    /** The last entries, at most {@code count}. */
    public List<JournalEntry> last(int count) {
        List<JournalEntry> all = entries();
        return all.subList(Math.max(0, all.size() - count), all.size());
    }

    /** True when an entry of that layer contains {@code text}. */
    public boolean has(Layer layer, String text) {
        return entries(layer).stream().anyMatch(entry -> entry.text().contains(text));
    }

    /** True when that row of the use case was reached, {@code 1.6}. */
    public boolean reached(String row) {
        return entries(Layer.STEP).stream().anyMatch(entry -> entry.source().equals(row));
    }

    /** The requests that clients made, each member of a list by itself, in order. */
    public List<ReceivedRequest> requests() {
        List<ReceivedRequest> requests = new ArrayList<>();
        for (JournalEntry entry : entries(Layer.APDU)) {
            requests.addAll(RequestReader.requests(entry));
        }
        return requests;
    }

    /** Checks that such a request was received at least once. @throws AssertionError that shows the nearest request */
    public void verify(RequestPattern pattern) {
        verify(pattern, Times.atLeast(1));
    }

    /**
     * Checks how often such a request was received.
     *
     * @throws AssertionError that says how often it was, and shows the nearest other request with what differs
     */
    public void verify(RequestPattern pattern, Times times) {
        List<ReceivedRequest> requests = requests();
        long count = requests.stream().filter(pattern::matches).count();
        if (!times.accept(count)) {
            String expected = "Expected " + times + ": " + pattern + "      but was: " + count + "\n";
            throw new AssertionError(expected + NearMiss.of(pattern, requests) + origin());
        }
    }

    /**
     * Checks that such requests were received in that order, others between them or not.
     *
     * @throws AssertionError that says which one did not follow
     */
    public void verifyInOrder(RequestPattern... patterns) {
        List<ReceivedRequest> rest = requests();
        for (int i = 0; i < patterns.length; i++) {
            int at = indexOf(patterns[i], rest);
            if (at < 0) {
                String where = i == 0 ? "was not received" : "did not follow " + patterns[i - 1];
                throw new AssertionError("Expected in order: request " + (i + 1) + " of " + patterns.length + ", "
                        + patterns[i] + ", " + where + "\n" + NearMiss.of(patterns[i], rest) + origin());
            }
            rest = rest.subList(at + 1, rest.size());
        }
    }

    private static int indexOf(RequestPattern pattern, List<ReceivedRequest> requests) {
        for (int at = 0; at < requests.size(); at++) {
            if (pattern.matches(requests.get(at))) {
                return at;
            }
        }
        return -1;
    }

    private synchronized String origin() {
        return origin + (forgotten == 0 ? "" : ", the oldest " + forgotten + " entries are forgotten");
    }
}
