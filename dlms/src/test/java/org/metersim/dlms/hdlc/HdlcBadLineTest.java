package org.metersim.dlms.hdlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.Sweep;

/** Both stations of a link against a line that loses, doubles and damages frames. */
class HdlcBadLineTest {

    private static final BadLine.Faults NONE = new BadLine.Faults(0, 0, 0);
    private static final BadLine.Faults BAD = new BadLine.Faults(0.10, 0.10, 0.10);
    private static final int[] SEGMENT_BYTES = {16, 64, 128, 512, 2030};
    private static final int QUESTIONS = 12;

    private static void assertDeliversEachOnce(BadLine line, String where) {
        line.ask(QUESTIONS);
        assertEquals(List.of(), line.ends(), where);
        assertEquals(line.questions(), line.questionsHeard(), where);
        assertEquals(line.answers(), line.answersHeard(), where);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void deliversEachApduOnceAndInOrderWhateverTheLineDoes(int window) {
        for (long seed = 1; seed <= Sweep.cases(8); seed++) {
            for (int segment : SEGMENT_BYTES) {
                HdlcParameters parameters = new HdlcParameters(segment, segment, window, window);
                String where = "seed " + seed + ", window " + window + ", segments of " + segment;
                assertDeliversEachOnce(new BadLine(seed, parameters, BAD), where);
            }
        }
    }

    // Windows and segments need not be the same both ways
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void deliversEachApduOnceWhenBothWaysDiffer(long seed) {
        assertDeliversEachOnce(new BadLine(seed, new HdlcParameters(32, 400, 1, 7), BAD), "seed " + seed);
        assertDeliversEachOnce(new BadLine(seed, new HdlcParameters(400, 32, 7, 1), BAD), "seed " + seed);
        assertDeliversEachOnce(new BadLine(seed, new HdlcParameters(128, 128, 3, 2), BAD), "seed " + seed);
    }

    // Each fault alone, often
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void bearsEachFaultAlone(long seed) {
        HdlcParameters parameters = new HdlcParameters(128, 128, 3, 3);
        for (BadLine.Faults faults :
                List.of(new BadLine.Faults(0.3, 0, 0), new BadLine.Faults(0, 1, 0), new BadLine.Faults(0, 0, 0.3))) {
            assertDeliversEachOnce(new BadLine(seed, parameters, faults), "seed " + seed + ", " + faults);
        }
    }

    @Test
    void saysNothingTwiceOnAGoodLine() {
        BadLine line = new BadLine(1, new HdlcParameters(2030, 2030, 1, 1), NONE);
        assertDeliversEachOnce(line, "good line");
        // SNRM and UA, then a question and an answer each
        assertEquals(2 + 2 * QUESTIONS, line.frames());
        assertEquals(5 * (2 + 2 * QUESTIONS), line.nowMs());
    }

    // A window saves turns: three segments at a time need a third of the polls
    @Test
    void needsFewerTurnsWithAWindow() {
        BadLine one = new BadLine(1, new HdlcParameters(64, 64, 1, 1), NONE);
        BadLine seven = new BadLine(1, new HdlcParameters(64, 64, 7, 7), NONE);
        assertDeliversEachOnce(one, "window 1");
        assertDeliversEachOnce(seven, "window 7");
        assertTrue(seven.nowMs() * 2 < one.nowMs(), seven.nowMs() + " ms against " + one.nowMs());
    }

    // A doubled answer must not make the client ask everything twice from then on
    @Test
    void doesNotAskTwiceForEverBecauseOneAnswerCameTwice() {
        BadLine good = new BadLine(3, new HdlcParameters(2030, 2030, 1, 1), NONE);
        BadLine doubling = new BadLine(3, new HdlcParameters(2030, 2030, 1, 1), new BadLine.Faults(0, 0.05, 0));
        good.ask(200);
        doubling.ask(200);
        assertEquals(doubling.answers(), doubling.answersHeard());
        assertTrue(doubling.frames() < good.frames() * 1.25, doubling.frames() + " frames against " + good.frames());
    }

    @Test
    void givesUpAfterItsTriesWhenNobodyAnswers() {
        BadLine line = new BadLine(1, HdlcParameters.DEFAULT, new BadLine.Faults(1, 0, 0));
        line.ask(1);
        assertEquals(List.of("no answer from server address 1/17"), line.ends());
        assertEquals(60 * 200, line.nowMs());
        assertEquals(0, line.frames());
    }
}
