package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.cosem.AccessResult;

/** Bundles broken at random: around, between and in their parts, signed as they stand or not. None is installed. */
class BundleFuzzTest {

    private static final int BUNDLES = Integer.getInteger("images.fuzz", 60_000) / 150;
    private static final int BUNDLE_HEADER_BYTES = 32;

    /** The bench keeps everything that it was told, in a small memory. */
    private static final int BUNDLES_OF_A_BENCH = 8;

    private BundleBench bench = new BundleBench();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aBrokenBundleIsRefusedWhole(long seed) {
        Random chance = new Random(seed);
        Set<String> layers = new TreeSet<>();
        for (int i = 0; i < BUNDLES; i++) {
            String name = "seed " + seed + ", bundle " + i;
            byte[] file = broken(chance);
            bench = i % BUNDLES_OF_A_BENCH == 0 ? new BundleBench() : bench;
            if (!Arrays.equals(file, BundleBench.GOOD)) {
                assertEquals(AccessResult.OTHER_REASON, bench.verify(file), name);
                assertEquals("IDLE IDLE REJECTED", bench.states(), name);
                assertEquals("2.4.0, 1.2.0", bench.running(), name);
                layers.add(bench.bundle.verdict().layer());
            }
        }
        assertTrue(layers.containsAll(Set.of("structure", "crc", "digest", "key")), layers::toString);
        bench.update(BundleBench.GOOD);
        assertEquals("2.4.1, 1.3.0", bench.running());
    }

    private static byte[] broken(Random chance) {
        return switch (chance.nextInt(4)) {
            // lengths and parts as they come, rightly signed
            case 0 -> BundleBench.ofPayload(ImageFuzzTest.broken(payload(), chance));
            // one part, whose CRC is made to fit again
            case 1 -> BundleBench.bundle(brokenPart(BundleBench.METROLOGY, chance), BundleBench.NIC);
            case 2 -> BundleBench.bundle(BundleBench.METROLOGY, brokenPart(BundleBench.NIC, chance));
            // the whole of it
            default -> Forge.withCrc(ImageFuzzTest.broken(withoutCrc(BundleBench.GOOD), chance));
        };
    }

    private static byte[] payload() {
        int bytes = 4 + BundleBench.METROLOGY.length + 4 + BundleBench.NIC.length;
        return Arrays.copyOfRange(BundleBench.GOOD, BUNDLE_HEADER_BYTES, BUNDLE_HEADER_BYTES + bytes);
    }

    private static byte[] brokenPart(byte[] part, Random chance) {
        return Forge.withCrc(ImageFuzzTest.broken(withoutCrc(part), chance));
    }

    private static byte[] withoutCrc(byte[] file) {
        return Arrays.copyOf(file, file.length - 4);
    }
}
