package org.metersim.runtime.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.metersim.runtime.memory.FlashFile.Durability;

/**
 * The machine ends, not only the process: of what was written since the last sync any part may be on the disk, in any
 * order, and torn. What a killed process leaves does not show this, for the operating system still has it all.
 */
class UnsyncedWritesTest {

    private static final FactoryContent ERASED = new FactoryContent(512, 128, Map.of());
    private static final int PUTS = 14;

    /** Keeps what was written since the last sync apart, and ends the machine at a chosen call. */
    private static final class LossyDisk implements Disk {

        private record Write(int position, byte[] bytes) {}

        private final byte[] synced = Arrays.copyOf(new FlashMemory(ERASED).read(0, 512), 512 + 4 * 4);
        private final List<Write> unsynced = new ArrayList<>();
        private long callsLeft;

        LossyDisk(long callsLeft) {
            this.callsLeft = callsLeft;
        }

        private void call() {
            if (callsLeft-- == 0) {
                throw new PowerLost("of the machine");
            }
        }

        @Override
        public void write(long position, byte[] bytes) {
            unsynced.add(new Write((int) position, bytes));
            call();
        }

        @Override
        public void force() {
            call();
            unsynced.forEach(write -> put(write, synced, write.bytes().length));
            unsynced.clear();
        }

        private static void put(Write write, byte[] into, int length) {
            System.arraycopy(write.bytes(), 0, into, write.position(), length);
        }

        @Override
        public void close() {
            // nothing is written by it
        }

        /** What the disk may have: each unsynced write whole, not at all, or its beginning. */
        List<byte[]> leftovers() {
            List<byte[]> left = new ArrayList<>(List.of(synced));
            for (Write write : unsynced.subList(Math.max(0, unsynced.size() - 6), unsynced.size())) {
                for (byte[] before : List.copyOf(left)) {
                    for (int length : new int[] {1, write.bytes().length / 2, write.bytes().length}) {
                        byte[] after = before.clone();
                        put(write, after, length);
                        left.add(after);
                    }
                }
            }
            return left;
        }

        /** The last writes only, in another order: torn at every byte. */
        List<byte[]> torn() {
            List<byte[]> left = new ArrayList<>();
            if (!unsynced.isEmpty()) {
                Write last = unsynced.get(unsynced.size() - 1);
                for (int length = 0; length <= last.bytes().length; length++) {
                    byte[] after = synced.clone();
                    put(last, after, length);
                    left.add(after);
                }
            }
            return left;
        }
    }

    /** Counts until the machine ends; the last number that was acknowledged. */
    private static int count(LossyDisk disk, Durability durability) {
        int acknowledged = -1;
        try {
            RecordStore records = new RecordStore(new FlashFile(new FlashMemory(ERASED), disk, durability));
            for (int i = 0; i < PUTS; i++) {
                records.batch()
                        .put(1, new byte[] {(byte) i})
                        .put(2, new byte[] {(byte) -i})
                        .commit();
                acknowledged = i;
            }
        } catch (PowerLost end) {
            return acknowledged;
        }
        return acknowledged;
    }

    private static int found(byte[] content) {
        RecordStore records = new RecordStore(FlashFile.read(ERASED, content));
        int one = records.get(1).map(value -> (int) value[0]).orElse(-1);
        assertEquals(
                one == -1 ? 1 : -one,
                records.get(2).map(value -> (int) value[0]).orElse(1),
                "one batch");
        return one;
    }

    @Test
    void withASyncAfterEachOperationNothingThatWasAcknowledgedIsLost() {
        int cases = 0;
        int acknowledged = 0;
        for (int calls = 0; acknowledged < PUTS - 1; calls++) {
            LossyDisk disk = new LossyDisk(calls);
            acknowledged = count(disk, Durability.MACHINE);
            List<byte[]> left = disk.leftovers();
            left.addAll(disk.torn());
            for (byte[] content : left) {
                int found = found(content);
                assertTrue(
                        found == acknowledged || found == acknowledged + 1,
                        "call " + calls + ": " + found + " after " + acknowledged);
                cases++;
            }
        }
        assertTrue(cases > 1_000, cases + " cases");
    }

    // Without it there are such losses: the test above would see them
    @Test
    void withoutASyncSomethingIsLost() {
        int lost = 0;
        for (int calls = 1; calls < 60; calls++) {
            LossyDisk disk = new LossyDisk(calls);
            int acknowledged = count(disk, Durability.PROCESS);
            for (byte[] content : disk.leftovers()) {
                lost += found(content) < acknowledged ? 1 : 0;
            }
        }
        assertTrue(lost > 100, lost + " times");
    }

    // Written in order or not: what is left is the records of some moment, or none, never a mixture
    @Test
    void evenWithoutASyncNoBatchIsHalfThere() {
        for (long seed = 0; seed < 300; seed++) {
            Random chance = new Random(seed);
            LossyDisk disk = new LossyDisk(chance.nextInt(60));
            int acknowledged = count(disk, Durability.PROCESS);
            byte[] content = disk.synced.clone();
            for (LossyDisk.Write write : disk.unsynced) {
                int length = chance.nextInt(3) == 0 ? chance.nextInt(write.bytes().length + 1) : write.bytes().length;
                LossyDisk.put(write, content, chance.nextInt(8) == 0 ? 0 : length);
            }
            int found = found(content);
            assertTrue(found <= acknowledged + 1, "seed " + seed + ": " + found + " after " + acknowledged);
        }
    }
}
