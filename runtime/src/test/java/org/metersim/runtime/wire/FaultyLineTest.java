package org.metersim.runtime.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.TestEndpoint;
import org.metersim.runtime.journal.Layer;
import org.metersim.runtime.journal.MemoryJournal;

class FaultyLineTest {

    private final MemoryJournal journal = new MemoryJournal();
    private final TestEndpoint inner = new TestEndpoint();
    private final LineFaults faults = new LineFaults(42);
    private final FaultyLine line = new FaultyLine(inner, faults, journal);

    private void send(String text, long nowMs) {
        line.receive(text.getBytes(StandardCharsets.US_ASCII), nowMs);
    }

    private String answer() {
        return line.nextOutput()
                .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                .orElse("nothing");
    }

    // user-experience.md 12, check 8
    @Test
    void probabilityZeroChangesNothingAndDrawsNothing() {
        LineFaults never = new LineFaults(7).dropBytes(0).flipBytes(0).loseFrames(0);
        FaultyLine quiet = new FaultyLine(inner.echoing(), never, journal);

        quiet.receive("as it is".getBytes(StandardCharsets.US_ASCII), 5);

        assertEquals(List.of("5: as it is"), inner.heard);
        assertEquals("as it is", new String(quiet.nextOutput().orElseThrow(), StandardCharsets.US_ASCII));
        assertEquals(0, never.count());
        assertEquals(List.of(), journal.entries());
    }

    @Test
    void theNextFramesAreLostInEitherDirectionAndNoMore() {
        faults.loseNextFrames(2);
        inner.say("lost too");
        inner.say("arrives");

        send("lost", 1);

        assertEquals(List.of(), inner.heard);
        assertEquals("arrives", answer());
        send("heard", 2);
        assertEquals(List.of("2: heard"), inner.heard);
        assertEquals(2, faults.count());
        assertTrue(journal.has(Layer.FAULT, "frame of 4 bytes lost"));
    }

    @Test
    void oneBitIsFlippedInEachOfTheNextFrames() {
        faults.flipNextFrames(1);

        send("AAAA", 1);
        send("AAAA", 2);

        byte[] flipped = inner.heard.get(0).substring(3).getBytes(StandardCharsets.ISO_8859_1);
        int bits = 0;
        for (byte each : flipped) {
            bits += Integer.bitCount((each ^ 'A') & 0xFF);
        }
        assertEquals(1, bits);
        assertEquals("2: AAAA", inner.heard.get(1));
        assertEquals(1, faults.count());
    }

    @Test
    void oneByteIsDroppedOfEachOfTheNextFrames() {
        faults.dropInNextFrames(1);

        send("abcd", 1);
        send("abcd", 2);

        assertEquals(3, inner.heard.get(0).substring(3).length());
        assertEquals("2: abcd", inner.heard.get(1));
    }

    @Test
    void aDelayHoldsBackBothWaysAndShowsItsDeadline() {
        faults.delay(10);
        inner.echoing();

        send("late", 100);
        assertEquals(List.of(), inner.heard);
        assertEquals(110, line.deadlineMs());

        line.wake(109);
        assertEquals(List.of(), inner.heard);
        line.wake(110);
        assertEquals(List.of("110: late"), inner.heard);
        assertEquals("nothing", answer());
        assertEquals(120, line.deadlineMs());
        line.wake(120);
        assertEquals("late", answer());
        assertEquals(Endpoint.NEVER, line.deadlineMs());
    }

    @Test
    void whatIsHeldBackIsNotOvertakenWhenTheDelayEnds() {
        faults.delay(10);
        send("first", 100);
        faults.delay(0);
        send("second", 101);

        assertEquals(List.of(), inner.heard);
        line.wake(110);
        assertEquals(List.of("110: first", "110: second"), inner.heard);
    }

    @Test
    void theLineHangsUpOnlyWhenTheLastBytesHaveLeft() {
        faults.delay(10);
        line.wake(100);
        inner.say("bye");
        inner.hangUp();

        assertEquals(Optional.empty(), line.nextOutput());
        assertFalse(line.isClosed());
        line.wake(110);
        assertEquals("bye", answer());
        assertTrue(line.isClosed());
    }

    @Test
    void sharesOfBytesAndFramesAreAsAsked() {
        faults.dropBytes(0.1).loseFrames(0.5);
        for (int i = 0; i < 1000; i++) {
            send("0123456789", 1);
        }

        assertEquals(500, inner.heard.size(), 60);
        assertEquals(0.9, inner.text().length() / (10.0 * inner.heard.size()), 0.02);
    }

    @Test
    void theSameSeedStrikesAtTheSamePlaces() {
        assertEquals(struck(1), struck(1));
        assertNotEquals(struck(1), struck(2));
    }

    private static List<String> struck(long seed) {
        TestEndpoint end = new TestEndpoint();
        FaultyLine line =
                new FaultyLine(end, new LineFaults(seed).flipBytes(0.2).dropBytes(0.2), entry -> {});
        for (int i = 0; i < 20; i++) {
            line.receive("the same bytes".getBytes(StandardCharsets.US_ASCII), i);
        }
        return end.heard;
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1})
    void whatIsNoProbabilityIsRefused(double probability) {
        assertThrows(IllegalArgumentException.class, () -> faults.dropBytes(probability));
        assertThrows(IllegalArgumentException.class, () -> faults.flipBytes(probability));
        assertThrows(IllegalArgumentException.class, () -> faults.loseFrames(probability));
    }
}
