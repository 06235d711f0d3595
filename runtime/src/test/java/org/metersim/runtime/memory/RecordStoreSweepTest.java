package org.metersim.runtime.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The power goes at every operation of a life, at every moment of it: the last batch is there or not, all else is. */
class RecordStoreSweepTest {

    private static final int MEMORY_BYTES = 1024;
    private static final int SECTOR_BYTES = 128;
    private static final FlashGeometry PLAIN = FlashGeometry.plain(SECTOR_BYTES);

    /** Kinds of flash; with check bits nothing that was torn can be read. */
    private static final List<FlashGeometry> KINDS = List.of(
            PLAIN,
            new FlashGeometry(SECTOR_BYTES, 8, (byte) 0xFF, FlashGeometry.ENDLESS, false),
            new FlashGeometry(SECTOR_BYTES, 4, (byte) 0, FlashGeometry.ENDLESS, false),
            new FlashGeometry(SECTOR_BYTES, 8, (byte) 0xFF, FlashGeometry.ENDLESS, true),
            new FlashGeometry(SECTOR_BYTES, 32, (byte) 0, FlashGeometry.ENDLESS, true));

    private static final int FACTOR = Integer.getInteger("fuzz.factor", 1);
    private static final int PUTS = 40;
    private static final int STARTS = 2;
    private static final int SLACK_BYTES = 100;

    /** What the memory must hold, and what was being written when the power went. */
    private static final class Life {

        private final PowerCut memory;
        private final Random random;
        private final boolean tidy;
        private TreeMap<Integer, String> old = new TreeMap<>();
        private TreeMap<Integer, String> fresh = new TreeMap<>();

        Life(FlashGeometry kind, long seed) {
            FactoryContent factory = new FactoryContent(MEMORY_BYTES, kind, Map.of());
            this.memory = new PowerCut(new FlashMemory(factory), operation -> {});
            this.random = new Random(seed);
            this.tidy = seed % 2 == 0;
        }

        private RecordStore open() {
            return tidy ? new RecordStore(memory, SLACK_BYTES) : new RecordStore(memory);
        }

        /** Puts batches until all are written (true) or the power is lost. */
        boolean live(int puts) {
            try {
                RecordStore records = open();
                for (int i = 0; i < puts; i++) {
                    put(records);
                }
                return true;
            } catch (PowerLost here) {
                return false;
            }
        }

        private void put(RecordStore records) {
            fresh = new TreeMap<>(old);
            RecordBatch batch = records.batch();
            for (int count = 1 + random.nextInt(3); count > 0; count--) {
                int key = random.nextInt(6);
                byte[] value = new byte[random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(30)];
                random.nextBytes(value);
                batch.put(key, value);
                if (value.length == 0) {
                    fresh.remove(key);
                } else {
                    fresh.put(key, java.util.Arrays.toString(value));
                }
            }
            batch.commit();
            old = fresh;
        }

        /** The memory holds the old records or the fresh ones; whichever, at every start, it goes on from them. */
        void check(String where) {
            TreeMap<Integer, String> found = found();
            assertTrue(found.equals(old) || found.equals(fresh), where + ": " + found + " of " + old + " or " + fresh);
            for (int start = 0; start < STARTS; start++) {
                assertEquals(found, found(), where + ", start " + start);
            }
            old = found;
            fresh = found;
        }

        private TreeMap<Integer, String> found() {
            TreeMap<Integer, String> found = new TreeMap<>();
            open().range(0, 100).forEach((key, value) -> found.put(key, java.util.Arrays.toString(value)));
            return found;
        }
    }

    static Stream<Arguments> kindsAndMoments() {
        return KINDS.stream()
                .flatMap(kind -> Stream.of(PowerCut.Moment.values()).map(moment -> Arguments.of(kind, moment)));
    }

    static Stream<FlashGeometry> kinds() {
        return KINDS.stream();
    }

    @ParameterizedTest
    @MethodSource("kindsAndMoments")
    void losesAtMostTheBatchThatWasBeingWritten(FlashGeometry kind, PowerCut.Moment moment) {
        for (long seed = 1; seed <= 2L * FACTOR; seed++) {
            long operations = operationsOf(kind, seed);
            for (long operation = 0; operation < operations; operation++) {
                String where = "seed " + seed + ", operation " + operation + ", " + moment;
                Life life = new Life(kind, seed);
                life.memory.cutAt(operation, moment, operation * 31 + seed);
                assertEquals(false, life.live(PUTS), where);
                life.check(where);
                assertTrue(life.live(20), where);
                life.check(where);
            }
        }
    }

    private static long operationsOf(FlashGeometry kind, long seed) {
        Life whole = new Life(kind, seed);
        assertTrue(whole.live(PUTS));
        whole.check("seed " + seed + ", no cut");
        return whole.memory.operations();
    }

    // At every byte of every operation
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void losesAtMostThatBatchAtEveryByte(long seed) {
        long operations = operationsOf(PLAIN, seed);
        for (long operation = 0; operation < operations; operation++) {
            for (int done = 0; done < 128; done += FACTOR > 1 ? 1 : 7) {
                String where = "seed " + seed + ", operation " + operation + ", byte " + done;
                Life life = new Life(PLAIN, seed);
                life.memory.tearAt(operation, done);
                life.live(PUTS);
                life.check(where);
                assertTrue(life.live(5), where);
                life.check(where);
            }
        }
    }

    // The power goes again and again, also while the store recovers from the cut before
    @ParameterizedTest
    @MethodSource("kinds")
    void bearsCutsOneAfterTheOther(FlashGeometry kind) {
        PowerCut.Moment[] moments = PowerCut.Moment.values();
        for (long seed = 1; seed <= 40L * FACTOR; seed++) {
            Life life = new Life(kind, seed);
            Random chance = new Random(-seed);
            for (int cut = 0; cut < 40; cut++) {
                String where = "seed " + seed + ", cut " + cut;
                long operation = life.memory.operations() + chance.nextInt(6);
                life.memory.cutAt(operation, moments[chance.nextInt(moments.length)], chance.nextLong());
                life.live(8);
                life.check(where);
            }
        }
    }
}
