package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Images broken at random: whatever comes is a finding, never an exception, and nothing broken is good. More with
 * {@code -Dmetersim.fuzz=1000000}: so many for each seed.
 */
class ImageFuzzTest {

    private static final int IMAGES = Integer.getInteger("metersim.fuzz", 20_000);
    private static final int[] EDGES = {0, 1, 3, 4, 0x7F, 0x80, 0xFF, 0x10, 0x20, 0x22, 0x24, 0x50, 0x69, 0xA0};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aBrokenImageIsAFindingAndNeverGood(long seed) {
        Random chance = new Random(seed);
        byte[][] originals = {Vectors.image("p256"), Vectors.image("p384"), Vectors.image("ed25519")};
        Set<ImageLayer> seen = EnumSet.noneOf(ImageLayer.class);
        for (int i = 0; i < IMAGES; i++) {
            byte[] original = originals[chance.nextInt(3)];
            byte[] content = broken(Arrays.copyOf(original, original.length - 4), chance);
            byte[] file = chance.nextInt(20) == 0 ? content : Forge.withCrc(content);
            if (!Arrays.equals(file, original)) {
                seen.add(layerThatFails(file, "seed " + seed + ", image " + i));
            }
        }
        assertEquals(EnumSet.range(ImageLayer.SIZE, ImageLayer.SIGNATURE), seen);
    }

    private static ImageLayer layerThatFails(byte[] file, String which) {
        byte[] before = file.clone();
        try {
            ImageReport report = Acme.VERIFIER.verify(file, Acme.policy());
            assertArrayEquals(before, file, which);
            return report.failed()
                    .orElseThrow(() -> new AssertionError(which + " is good"))
                    .layer();
        } catch (RuntimeException escaped) {
            return fail(which, escaped);
        }
    }

    private static byte[] broken(byte[] content, Random chance) {
        byte[] result = content;
        int wounds = 1 + chance.nextInt(3);
        for (int i = 0; i < wounds && result.length > 8; i++) {
            int at = chance.nextInt(result.length);
            result = switch (chance.nextInt(6)) {
                case 0 -> Forge.patch(result, at, result[at] ^ 1 << chance.nextInt(8));
                case 1 -> Forge.patch(result, at, EDGES[chance.nextInt(EDGES.length)]);
                case 2 -> Arrays.copyOf(result, at);
                case 3 ->
                    Forge.join(
                            Arrays.copyOf(result, at),
                            new byte[1 + chance.nextInt(8)],
                            Arrays.copyOfRange(result, at, result.length));
                case 4 ->
                    Forge.join(
                            Arrays.copyOf(result, at),
                            Arrays.copyOfRange(result, Math.min(result.length, at + 4), result.length));
                default ->
                    Forge.patch(result, Math.min(at, chance.nextInt(8) * 4), EDGES[chance.nextInt(EDGES.length)]);
            };
        }
        return result;
    }
}
