package org.metersim.dlms.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Bytes that are nearly good ones, by seed: what a fuzzer finds bugs with. */
final class Mutations {

    /** Lengths and tags that decoders decide by. */
    private static final int[] TELLING = {0x00, 0x01, 0x02, 0x7E, 0x7F, 0x80, 0x81, 0x82, 0x84, 0xFE, 0xFF, 0x13};

    private final Random random;
    private final List<byte[]> samples;

    Mutations(long seed, List<byte[]> samples) {
        this.random = new Random(seed);
        this.samples = samples;
    }

    /** Every fourth is random throughout. */
    byte[] next() {
        if (random.nextInt(4) == 0) {
            byte[] noise = new byte[random.nextInt(80)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] bytes = sample().clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            bytes = change(bytes);
        }
        return bytes;
    }

    private byte[] sample() {
        return samples.get(random.nextInt(samples.size()));
    }

    private byte[] change(byte[] bytes) {
        int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
        return switch (random.nextInt(7)) {
            case 0 -> set(bytes, at, bytes.length == 0 ? 0 : bytes[at] ^ 1 << random.nextInt(8));
            case 1 -> set(bytes, at, TELLING[random.nextInt(TELLING.length)]);
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 -> splice(bytes, at, at + Math.min(bytes.length - at, random.nextInt(5)), new byte[0]);
            case 4 -> splice(bytes, at, at, new byte[] {(byte) TELLING[random.nextInt(TELLING.length)]});
            case 5 -> splice(bytes, at, bytes.length, sample());
            default -> splice(bytes, at, at, Arrays.copyOfRange(bytes, at, bytes.length));
        };
    }

    private static byte[] set(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        if (at < changed.length) {
            changed[at] = (byte) value;
        }
        return changed;
    }

    /** {@code bytes} with {@code middle} instead of what stands from {@code from} to {@code to}. */
    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        byte[] spliced = Arrays.copyOf(bytes, from + middle.length + bytes.length - to);
        System.arraycopy(middle, 0, spliced, from, middle.length);
        System.arraycopy(bytes, to, spliced, from + middle.length, bytes.length - to);
        return spliced;
    }
}
