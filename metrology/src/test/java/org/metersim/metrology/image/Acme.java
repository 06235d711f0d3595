package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.metersim.dlms.codec.Octets;
import org.metersim.profiles.Identity;

/** The meter type that the vectors are for: acme.example M100-3P, hardware 3, runs 2.4.0 with counter 5. */
final class Acme {

    static final Identity IDENTITY = new Identity("ACM", "acme.example", "M100-3P", 3);
    static final int MAX_BYTES = 16_384;

    static final ImageVerifier VERIFIER =
            new ImageVerifier(List.of(Vectors.trusted("p256"), Vectors.trusted("p384"), Vectors.trusted("ed25519")));

    private Acme() {}

    static ImagePolicy policy() {
        return policy("2.4.0", 5);
    }

    static ImagePolicy policy(String running, long securityCounter) {
        Map<Integer, ImageVersion> versions = Map.of(0, ImageVersion.parse(running), 1, ImageVersion.parse("1.2.3+4"));
        return new ImagePolicy(
                IDENTITY, 0, Octets.ascii("acme-2.4.1"), versions, securityCounter, MAX_BYTES, MeterTrust.at(0));
    }

    static void assertGood(byte[] file, ImagePolicy policy) {
        ImageReport report = VERIFIER.verify(file, policy);
        assertEquals("Optional.empty", report.failed().toString());
        assertEquals(
                List.of(ImageLayer.values()),
                report.passed().stream().map(ImageReport.Finding::layer).toList());
        assertTrue(report.container().isPresent());
    }

    /** That layer fails, all before it passed, and none after it was looked at. */
    static void assertFails(ImageLayer layer, byte[] file) {
        assertFails(layer, file, policy());
    }

    static void assertFails(ImageLayer layer, byte[] file, ImagePolicy policy) {
        ImageReport report = VERIFIER.verify(file, policy);
        assertEquals(
                layer,
                report.failed().map(ImageReport.Finding::layer).orElse(null),
                () -> report.failed().toString());
        assertEquals(
                List.of(Arrays.copyOf(ImageLayer.values(), layer.ordinal())),
                report.passed().stream().map(ImageReport.Finding::layer).toList());
    }
}
