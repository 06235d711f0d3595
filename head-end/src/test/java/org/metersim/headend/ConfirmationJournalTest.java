package org.metersim.headend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metersim.dlms.codec.Octets;

class ConfirmationJournalTest {

    private static final UUID EVENT = UUID.fromString("68bda27e-4105-5e58-bb3a-22813f15c2bf");

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("confirmations.jsonl");
    }

    private static void push(ConfirmationJournal journal, String apdu) {
        new Concentrator(Concentrator.Settings.OPEN, journal, journal.earlier()).take(Octets.parse(apdu), 1, 0);
    }

    @Test
    void isOnTheDiskBeforeTheMeterIsAnswered() throws IOException {
        try (ConfirmationJournal journal = ConfirmationJournal.open(file)) {
            push(journal, Pushes.CONFIRMED);
            List<String> lines = Files.readAllLines(file);
            assertEquals(1, lines.size());
            assertTrue(lines.get(0).startsWith("{\"serial\":\"00012345\","), lines.get(0));
        }
    }

    @Test
    void goesOnInTheSameFileAndKnowsWhatStandsInIt() throws IOException {
        try (ConfirmationJournal journal = ConfirmationJournal.open(file)) {
            push(journal, Pushes.CONFIRMED);
        }
        try (ConfirmationJournal journal = ConfirmationJournal.open(file)) {
            assertEquals(Set.of(EVENT), journal.earlier());
            push(journal, Pushes.CONFIRMED);
            push(journal, Pushes.CONFIRMED.replace(Pushes.COUNTER, "0600000008"));
        }
        List<String> lines = Files.readAllLines(file);
        assertEquals(2, lines.size());
        assertTrue(lines.get(1).contains("\"counter\":8"), lines.get(1));
    }

    // its meter got no answer, so it sends it again
    @Test
    void takesAwayALastLineThatWasCutOff() throws IOException {
        try (ConfirmationJournal journal = ConfirmationJournal.open(file)) {
            push(journal, Pushes.CONFIRMED);
        }
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, 40), StandardOpenOption.APPEND);

        try (ConfirmationJournal journal = ConfirmationJournal.open(file)) {
            assertEquals(Set.of(EVENT), journal.earlier());
            assertEquals(whole, Files.readString(file));
        }
    }

    @Test
    void keepsRefusalsInAFileBesideIt() throws IOException {
        try (ConfirmationJournal journal = ConfirmationJournal.open(file)) {
            push(journal, "55 01");
            push(journal, "55 02");
        }
        List<String> lines = Files.readAllLines(Path.of(file + ".refused"));
        assertEquals(2, lines.size());
        assertTrue(lines.get(1).endsWith("\"bytes\":\"5502\"}"), lines.get(1));
        assertEquals("", Files.readString(file));
    }

    @Test
    void doesNotWriteInAFileOfAnythingElse() throws IOException {
        Files.writeString(file, "{\"serial\":\"1\"}\nhello\n");
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> ConfirmationJournal.open(file));
        assertEquals(file + ":1: no confirmation (expected: a JSON line with an eventId)", refused.getMessage());
        assertEquals("{\"serial\":\"1\"}\nhello\n", Files.readString(file));
    }

    @Test
    void belongsToOneConcentratorAtATime() throws IOException {
        try (ConfirmationJournal journal = ConfirmationJournal.open(file)) {
            assertThrows(ConfirmationJournal.InUseException.class, () -> ConfirmationJournal.open(file));
            assertTrue(journal.earlier().isEmpty());
        }
        ConfirmationJournal.open(file).close();
    }

    @Test
    void leavesTheMeterUnansweredWhenTheDiskDoesNotTakeIt() throws IOException {
        ConfirmationJournal journal = ConfirmationJournal.open(file);
        journal.close();
        Concentrator concentrator = new Concentrator(Concentrator.Settings.OPEN, journal);
        assertFalse(concentrator.take(Octets.parse(Pushes.CONFIRMED), 1, 0).isPresent());
    }
}
