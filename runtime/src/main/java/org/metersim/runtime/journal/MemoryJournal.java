package org.metersim.runtime.journal;

import java.util.ArrayList;
import java.util.List;

/** A journal in memory, for tests to look at. Safe for use by several threads. */
public final class MemoryJournal implements Journal {

    private final List<JournalEntry> entries = new ArrayList<>();

    @Override
    public synchronized void record(JournalEntry entry) {
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

    /** True when an entry of that layer contains {@code text}. */
    public boolean has(Layer layer, String text) {
        return entries(layer).stream().anyMatch(entry -> entry.text().contains(text));
    }
}
