package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How boards that boot together end: as the first of them that does not pass. */
class SelfTestTest {

    private static final SelfTest PASSED = new SelfTest(SelfTest.End.PASSED, 500, "");
    private static final SelfTest FAILED = new SelfTest(SelfTest.End.FAILED, 500, "failed");
    private static final SelfTest EARLY = new SelfTest(SelfTest.End.RESET, 0, "early");
    private static final SelfTest LATE = new SelfTest(SelfTest.End.RESET, 10_000, "late");
    private static final SelfTest AS_LATE = new SelfTest(SelfTest.End.RESET, 10_000, "as late");

    @Test
    void theFirstThatDoesNotPassCounts() {
        assertEquals(PASSED, SelfTest.together(List.of(PASSED, PASSED)));
        assertEquals(LATE, SelfTest.together(List.of(PASSED, LATE)));
        assertEquals(LATE, SelfTest.together(List.of(LATE, PASSED)));
        assertEquals(FAILED, SelfTest.together(List.of(FAILED, LATE)));
        assertEquals(FAILED, SelfTest.together(List.of(LATE, FAILED)));
        assertEquals(EARLY, SelfTest.together(List.of(FAILED, EARLY, LATE)));
    }

    @Test
    void ofTwoAtOnceTheOneThatIsNamedFirstCounts() {
        assertEquals(LATE, SelfTest.together(List.of(LATE, AS_LATE)));
        assertEquals(AS_LATE, SelfTest.together(List.of(AS_LATE, LATE)));
    }
}
