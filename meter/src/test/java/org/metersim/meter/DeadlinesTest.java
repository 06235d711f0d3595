package org.metersim.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.runtime.Endpoint;

class DeadlinesTest {

    @Test
    void whoWaitsForNothingIsNotThere() {
        Deadlines deadlines = new Deadlines(3);

        assertEquals(Endpoint.NEVER, deadlines.earliestMs());
        assertThrows(IllegalStateException.class, deadlines::earliest);
    }

    @Test
    void theEarliestGoesFirstAndOfOneMomentTheLowestIndex() {
        Deadlines deadlines = new Deadlines(4);
        deadlines.set(3, 10);
        deadlines.set(1, 20);
        deadlines.set(2, 10);

        assertEquals(List.of(2, 3, 1), drained(deadlines));
    }

    @Test
    void aDeadlineThatMovesOrEndsIsForgotten() {
        Deadlines deadlines = new Deadlines(3);
        deadlines.set(0, 10);
        deadlines.set(1, 20);
        deadlines.set(2, 30);

        deadlines.set(0, 25);
        deadlines.set(2, Endpoint.NEVER);

        assertEquals(20, deadlines.earliestMs());
        assertEquals(List.of(1, 0), drained(deadlines));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyOrderOfChangesLeavesThemSorted(long seed) {
        Random random = new Random(seed);
        long[] expected = new long[200];
        Arrays.fill(expected, Endpoint.NEVER);
        Deadlines deadlines = new Deadlines(expected.length);
        for (int i = 0; i < 5_000; i++) {
            int meter = random.nextInt(expected.length);
            expected[meter] = random.nextInt(4) == 0 ? Endpoint.NEVER : random.nextInt(1000);
            deadlines.set(meter, expected[meter]);
            assertEquals(Arrays.stream(expected).min().orElseThrow(), deadlines.earliestMs(), "seed " + seed);
        }

        List<Long> order =
                drained(deadlines).stream().map(meter -> expected[meter]).toList();
        assertEquals(
                Arrays.stream(expected)
                        .filter(due -> due != Endpoint.NEVER)
                        .sorted()
                        .boxed()
                        .toList(),
                order,
                "seed " + seed);
    }

    private static List<Integer> drained(Deadlines deadlines) {
        List<Integer> order = new ArrayList<>();
        while (deadlines.earliestMs() != Endpoint.NEVER) {
            order.add(deadlines.earliest());
            deadlines.set(deadlines.earliest(), Endpoint.NEVER);
        }
        return order;
    }
}
