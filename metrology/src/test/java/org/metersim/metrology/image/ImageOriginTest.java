package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metersim.metrology.image.ImageReport.Finding;
import org.metersim.profiles.SignaturePolicy;

/** What the caller of a form is told: nothing of an image is believed unless digest, key and signature held. */
class ImageOriginTest {

    private static final long NOW_MS = Instant.parse("2026-11-25T12:00:00Z").toEpochMilli();

    private static boolean verifiesOrigin(ImageFormat format, TrustStore store, byte[] file) {
        SignaturePolicy policy = new SignaturePolicy(format.word(), Optional.empty(), false, false);
        ImageReport.Checks checks = new ImageReport.Checks();
        boolean all = format.verifyOrigin(format.parse(file), new Trust(store, policy, MeterTrust.at(NOW_MS)), checks);
        assertEquals(all, checks.report().failed().isEmpty());
        return all;
    }

    @Test
    void anOriginHoldsWhenDigestKeyAndSignatureDo() {
        TrustStore root = TrustStore.parse(Vectors.cmsPem("root"));
        byte[] tbs = Vectors.cmsToBeSigned("tbs");

        for (String name : List.of("sha1", "self-signed", "p256-sha384")) {
            byte[] file = Forge.withCrc(Forge.join(tbs, Vectors.cmsSignature(name)));
            assertFalse(verifiesOrigin(ImageFormat.CMS, root, file), name);
        }
        assertFalse(verifiesOrigin(ImageFormat.CMS, root, Forge.withCrc(tbs)));
        assertTrue(verifiesOrigin(ImageFormat.CMS, root, Forge.withCrc(Forge.join(tbs, Vectors.cmsSignature("good")))));
    }

    @Test
    void anOriginHoldsWhenDigestKeyAndSignatureDoInTheUsualFormToo() {
        TrustStore store = Acme.VERIFIER.store();
        byte[] good = Forge.good();
        Forge.Signer p256 = Forge.Signer.P256;
        byte[] otherDigest = Forge.tlv(0x10, new byte[32]);
        byte[] otherSignature = Forge.Signer.OTHER_P256.signature(good);

        assertTrue(verifiesOrigin(ImageFormat.MCUBOOT_CRC, store, p256.sign(good)));
        for (byte[] wrong : Arrays.asList(
                Forge.file(good, otherDigest, p256.keyHash(), p256.signature(good)),
                Forge.Signer.OTHER_P256.sign(good),
                Forge.file(good, p256.digest(good), p256.keyHash(), otherSignature))) {
            assertFalse(verifiesOrigin(ImageFormat.MCUBOOT_CRC, store, wrong));
        }
    }

    // What failed first stays: a later check neither hides it nor passes behind it.
    @Test
    void afterAFailureNothingMoreIsNoted() {
        ImageReport.Checks checks = new ImageReport.Checks();

        assertTrue(checks.check(ImageLayer.SIZE, true, "9 bytes", "any"));
        assertFalse(checks.check(ImageLayer.CRC, false, "0", "1"));
        assertFalse(checks.check(ImageLayer.DIGEST, true, "2", "2"));
        assertFalse(checks.check(ImageLayer.KEY, false, "3", "4"));

        assertEquals(
                List.of(new Finding(ImageLayer.SIZE, "9 bytes")),
                checks.report().passed());
        assertEquals(
                Optional.of(new Finding(ImageLayer.CRC, "0 (expected: 1)")),
                checks.report().failed());
    }
}
