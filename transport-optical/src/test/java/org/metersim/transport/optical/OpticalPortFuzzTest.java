package org.metersim.transport.optical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.runtime.Endpoint;

/** Whatever is done to the port, it throws nothing, and left alone it is idle and signs on again. */
class OpticalPortFuzzTest {

    private static final int STEPS = 5_000;
    private static final long LONGEST_WAIT_MS = 120_000;
    private static final int[] RATES = {0, 300, 600, 9600, 19_200};
    private static final List<String> PIECES = List.of(
            "2F 3F 21 0D 0A",
            "AF 3F 21 8D 0A",
            "2F 3F 31 32 33 34 35 21 0D 0A",
            "2F 3F 39 21 0D 0A",
            "06 32 35 32 0D 0A",
            "06 32 30 32 0D 0A",
            "06 30 35 30 0D 0A",
            "06 30 35 31 0D 0A",
            "06 32",
            "2F 3F",
            "0D 0A",
            "7E A0 07 03 21 93 0F 01 7E");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 42, 62_056, 0xC0FFEE})
    void comesToRestAndSignsOnAgain(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Bench bench = Bench.port(seed % 2 == 0 ? Bench.METER : Bench.ECHOING);
        for (int step = 0; step < STEPS; step++) {
            disturb(bench, random);
            if (step % 100 == 0) {
                isAtRestAfterAll(bench, "seed " + seed + ", step " + step);
            }
        }
    }

    private static void disturb(Bench bench, SplittableRandom random) {
        switch (random.nextInt(8)) {
            case 0 -> bench.send(noise(random), 1 + random.nextInt(9));
            case 1, 2, 3 -> bench.send(PIECES.get(random.nextInt(PIECES.size())), 1 + random.nextInt(9));
            case 4 -> bench.pass(random.nextInt(400));
            case 5 -> bench.pass(random.nextInt(4_000));
            case 6 ->
                bench.atBaud(random.nextInt(3) == 0 ? RATES[random.nextInt(RATES.length)] : bench.line.meterBaud());
            default -> disturbSession(bench, random);
        }
    }

    private static void disturbSession(Bench bench, SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            bench.endpoint.lineLost(bench.nowMs);
        } else if (random.nextInt(8) == 0) {
            // bytes after a deadline that nobody kept
            bench.nowMs += random.nextInt(100_000);
        } else if (!bench.sessions.isEmpty() && random.nextBoolean()) {
            bench.latest().say(noise(random));
            bench.latest().close();
        }
    }

    private static String noise(SplittableRandom random) {
        byte[] bytes = new byte[random.nextInt(80)];
        random.nextBytes(bytes);
        return Hex.of(bytes);
    }

    private static void isAtRestAfterAll(Bench bench, String where) {
        bench.atBaud(bench.line.meterBaud()).pass(LONGEST_WAIT_MS);
        assertEquals(OpticalPort.State.IDLE, bench.state(), where);
        assertEquals(300, bench.line.meterBaud(), where);
        assertEquals(Endpoint.NEVER, bench.endpoint.deadlineMs(), where);

        bench.atBaud(300).send("2F 3F 21 0D 0A");
        assertTrue(bench.pass(200).startsWith("2F 53 49 4D 35 5C 32"), where);
        bench.pass(LONGEST_WAIT_MS);
        assertEquals(OpticalPort.State.IDLE, bench.state(), where);
    }
}
