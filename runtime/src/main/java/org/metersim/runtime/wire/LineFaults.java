package org.metersim.runtime.wire;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.journal.Layer;

/**
 * Faults of a line: bytes dropped or flipped, whole chunks (frames) lost, everything late. Seeded and counted. Safe for
 * use by several threads.
 *
 * <p>A probability of 0 draws nothing and changes nothing.
 */
public final class LineFaults {

    private final Random random;
    private double dropProbability;
    private double flipProbability;
    private double lossProbability;
    private int framesToLose;
    private int bytesToFlip;
    private int bytesToDrop;
    private long delayMs;
    private int struck;

    public LineFaults(long seed) {
        this.random = new Random(seed);
    }

    /** Drops each byte with this probability, 0 to 1. */
    public synchronized LineFaults dropBytes(double probability) {
        dropProbability = checked(probability);
        return this;
    }

    /** Flips one bit of each byte with this probability, 0 to 1. */
    public synchronized LineFaults flipBytes(double probability) {
        flipProbability = checked(probability);
        return this;
    }

    /** Loses each frame, in either direction, with this probability, 0 to 1. */
    public synchronized LineFaults loseFrames(double probability) {
        lossProbability = checked(probability);
        return this;
    }

    /** Loses the next {@code count} frames, in either direction. */
    public synchronized LineFaults loseNextFrames(int count) {
        framesToLose = count;
        return this;
    }

    /** Flips a bit in each of the next {@code count} frames. */
    public synchronized LineFaults flipNextFrames(int count) {
        bytesToFlip = count;
        return this;
    }

    /** Drops one byte of each of the next {@code count} frames. */
    public synchronized LineFaults dropInNextFrames(int count) {
        bytesToDrop = count;
        return this;
    }

    /** Delivers everything this much later, milliseconds. */
    public synchronized LineFaults delay(long ms) {
        delayMs = ms;
        return this;
    }

    /** How often a fault struck so far; a delayed frame counts once. */
    public synchronized int count() {
        return struck;
    }

    synchronized long delayMs() {
        return delayMs;
    }

    synchronized boolean isQuiet() {
        return dropProbability == 0
                && flipProbability == 0
                && lossProbability == 0
                && framesToLose + bytesToFlip + bytesToDrop == 0
                && delayMs == 0;
    }

    /** What becomes of a frame: empty when it is lost. */
    synchronized Optional<byte[]> pass(byte[] frame, Journal journal, long nowMs) {
        if (losesFrame()) {
            strike(journal, nowMs, "frame of " + frame.length + " bytes lost");
            return Optional.empty();
        }
        byte[] flipped = flip(frame, journal, nowMs);
        byte[] rest = drop(flipped, journal, nowMs);
        if (delayMs > 0) {
            strike(journal, nowMs, "frame delayed by " + delayMs + " ms");
        }
        return Optional.of(rest);
    }

    private boolean losesFrame() {
        if (framesToLose > 0) {
            framesToLose--;
            return true;
        }
        return lossProbability > 0 && random.nextDouble() < lossProbability;
    }

    private byte[] flip(byte[] frame, Journal journal, long nowMs) {
        byte[] bytes = frame.clone();
        boolean asked = bytesToFlip > 0 && bytes.length > 0;
        if (asked) {
            bytesToFlip--;
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        if (flipProbability > 0) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] ^= (byte) (random.nextDouble() < flipProbability ? 1 << random.nextInt(8) : 0);
            }
        }
        if (!Arrays.equals(bytes, frame)) {
            strike(journal, nowMs, "bits flipped in a frame of " + frame.length + " bytes");
        }
        return bytes;
    }

    private byte[] drop(byte[] frame, Journal journal, long nowMs) {
        byte[] kept = new byte[frame.length];
        int length = 0;
        int unlucky = -1;
        if (bytesToDrop > 0 && frame.length > 0) {
            bytesToDrop--;
            unlucky = random.nextInt(frame.length);
        }
        for (int i = 0; i < frame.length; i++) {
            boolean drops = i == unlucky || dropProbability > 0 && random.nextDouble() < dropProbability;
            if (!drops) {
                kept[length++] = frame[i];
            }
        }
        if (length < frame.length) {
            strike(journal, nowMs, (frame.length - length) + " bytes dropped of " + frame.length);
        }
        return Arrays.copyOf(kept, length);
    }

    private void strike(Journal journal, long nowMs, String what) {
        struck++;
        journal.note(nowMs, Layer.FAULT, "line", what);
    }

    private static double checked(double probability) {
        if (probability < 0 || probability > 1) {
            throw new IllegalArgumentException("probability: " + probability + " (expected: 0 to 1)");
        }
        return probability;
    }
}
