package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.profiles.SignaturePolicy;

/**
 * Images of both forms broken at random: whatever comes is a finding, never an exception, nothing broken is good, and
 * none costs more than its bound. A million of them: {@code mvn -Pmillion-images -pl metrology -am test}.
 */
class ImageFuzzTest {

    private static final int IMAGES = Integer.getInteger("images.fuzz", 60_000);
    private static final int SEEDS = 4;
    private static final int[] EDGES = {0, 1, 3, 4, 0x7F, 0x80, 0xFF, 0x10, 0x20, 0x22, 0x24, 0x50, 0x69, 0xA0};

    /** The images have a thousand bytes; what is made of one, elliptic curves included, stays below this. */
    private static final long MAX_BYTES = 16 << 20;

    private static final long MAX_CPU_NS = 2_000_000_000L;

    private static final int CRC_BYTES = 4;

    // where they stand in the CMS block good.pem, as openssl asn1parse shows
    private static final int UNUSED_BITS = 768;
    private static final int ISSUER = 867;

    private static final ThreadMXBean COST = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final ImageVerifier CMS = new ImageVerifier(
            TrustStore.parse(Vectors.cmsPem("root")), new SignaturePolicy("cms", Optional.empty(), false, false));
    private static final long NOW_MS = Instant.parse("2026-11-25T12:00:00Z").toEpochMilli();

    private static byte[] cms() {
        return Forge.withCrc(Forge.join(Vectors.cmsToBeSigned("tbs"), Vectors.cmsSignature("good")));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aBrokenImageIsAFindingAndNeverGood(long seed) {
        Random chance = new Random(seed);
        byte[][] originals = {Vectors.image("p256"), Vectors.image("p384"), Vectors.image("ed25519"), cms()};
        Set<ImageLayer> seen = EnumSet.noneOf(ImageLayer.class);
        for (int i = 0; i < IMAGES / SEEDS; i++) {
            int which = chance.nextInt(16) == 0 ? 3 : chance.nextInt(3);
            byte[] original = originals[which];
            byte[] content = broken(Arrays.copyOf(original, original.length - 4), chance);
            byte[] file = chance.nextInt(20) == 0 ? content : Forge.withCrc(content);
            if (!Arrays.equals(file, original)) {
                String name = "seed " + seed + ", image " + i;
                Optional<ImageLayer> failed = layerThatFails(which == 3 ? CMS : Acme.VERIFIER, file, name);
                assertTrue(failed.isPresent() || which == 3 && isUnsigned(file, original), name + " is good");
                failed.ifPresent(seen::add);
            }
        }
        assertEquals(EnumSet.range(ImageLayer.SIZE, ImageLayer.SIGNATURE), seen);
    }

    /**
     * Differs only in bytes of its CMS block that no signature covers and that mean the same: how many bits of the last
     * byte of the certificate's signature do not count, and upper and lower case of the issuer by which the signer's
     * certificate is found (RFC 5280, 7.1).
     */
    private static boolean isUnsigned(byte[] file, byte[] original) {
        int cms = Vectors.cmsToBeSigned("tbs").length;
        return file.length == original.length
                && IntStream.range(0, file.length - CRC_BYTES)
                        .filter(at -> file[at] != original[at])
                        .allMatch(at -> at - cms == UNUSED_BITS || isOtherCase(at - cms, file[at] ^ original[at]));
    }

    private static boolean isOtherCase(int at, int changed) {
        return at >= ISSUER && at < ISSUER + "intermediate".length() && changed == ('a' ^ 'A');
    }

    private static Optional<ImageLayer> layerThatFails(ImageVerifier verifier, byte[] file, String which) {
        byte[] before = file.clone();
        long thread = Thread.currentThread().getId();
        long bytes = COST.getThreadAllocatedBytes(thread);
        long cpuNs = COST.getCurrentThreadCpuTime();
        try {
            ImageReport report = verifier.verify(file, policy());
            assertTrue(COST.getThreadAllocatedBytes(thread) - bytes < MAX_BYTES, which + " takes too much memory");
            assertTrue(COST.getCurrentThreadCpuTime() - cpuNs < MAX_CPU_NS, which + " takes too long");
            assertArrayEquals(before, file, which);
            return report.failed().map(ImageReport.Finding::layer);
        } catch (RuntimeException escaped) {
            return fail(which, escaped);
        }
    }

    private static ImagePolicy policy() {
        ImagePolicy acme = Acme.policy();
        return new ImagePolicy(
                acme.identity(), 0, acme.announced(), acme.running(), 5, Acme.MAX_BYTES, MeterTrust.at(NOW_MS));
    }

    /** In one to three places. */
    static byte[] broken(byte[] content, Random chance) {
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
