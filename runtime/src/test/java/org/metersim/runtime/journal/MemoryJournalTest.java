package org.metersim.runtime.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryJournalTest {

    private final MemoryJournal journal = new MemoryJournal();

    @Test
    void keepsWhatPassedInItsOrderAndByLayer() {
        journal.note(1, Layer.STATE, "metrology", "image transfer initiated");
        journal.record(new JournalEntry(2, Layer.FRAME, "optical <", "SNRM", "7EA0070321930F017E"));
        journal.note(2, Layer.STATE, "metrology", "verified");

        List<JournalEntry> entries = journal.entries();
        assertEquals(3, entries.size());
        assertEquals(List.of(entries.get(0), entries.get(2)), journal.entries(Layer.STATE));
        assertTrue(journal.has(Layer.STATE, "transfer init"));
        assertFalse(journal.has(Layer.EVENT, "transfer init"));
        journal.note(3, Layer.EVENT, "metrology", "later");
        assertEquals(3, entries.size());
    }

    // What a fleet runs with: no entry is even made
    @Test
    void isOffWhenNobodyListens() {
        assertFalse(Journal.OFF.isOn());
        assertTrue(journal.isOn());
        Journal silent = new Journal() {
            @Override
            public void record(JournalEntry entry) {
                throw new AssertionError("an entry was made");
            }

            @Override
            public boolean isOn() {
                return false;
            }
        };
        silent.note(1, Layer.STATE, "metrology", "nobody asked");
    }
}
