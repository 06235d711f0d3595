package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.metrology.image.Forge.join;
import static org.metersim.metrology.image.Forge.patch;
import static org.metersim.metrology.image.Forge.withCrc;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.profiles.SignaturePolicy;

/** Images of the form cms that openssl signed: what is taken, and what each thing that is wrong fails. */
class CmsImageTest {

    private static final byte[] TO_BE_SIGNED = Vectors.cmsToBeSigned("tbs");
    private static final byte[] GOOD = Vectors.cmsSignature("good");
    private static final long NOW_MS = Instant.parse("2026-11-25T12:00:00Z").toEpochMilli();
    private static final TrustStore ROOT = TrustStore.parse(Vectors.cmsPem("root"));

    private static ImageVerifier verifier(TrustStore store) {
        return new ImageVerifier(store, policy(Optional.empty(), false));
    }

    private static SignaturePolicy policy(Optional<String> algorithm, boolean lowS) {
        return new SignaturePolicy("cms", algorithm, lowS, false);
    }

    private static ImagePolicy at(long clockMs) {
        return with(new MeterTrust(Set.of(), clockMs));
    }

    private static ImagePolicy with(MeterTrust trust) {
        Map<Integer, ImageVersion> running = Map.of(0, ImageVersion.parse("2.4.0"), 1, ImageVersion.parse("1.2.3+4"));
        return new ImagePolicy(Acme.IDENTITY, 0, Octets.ascii("acme-2.4.1"), running, 5, 16_384, trust);
    }

    private static byte[] file(byte[] signature) {
        return withCrc(join(TO_BE_SIGNED, signature));
    }

    private static void assertGood(byte[] file) {
        ImageReport report = verifier(ROOT).verify(file, at(NOW_MS));
        assertEquals("Optional.empty", report.failed().toString());
        assertEquals(
                List.of(ImageLayer.values()),
                report.passed().stream().map(ImageReport.Finding::layer).toList());
    }

    private static void assertFails(ImageLayer layer, String cause, ImageReport report) {
        String failed = report.failed().toString();
        assertEquals(
                layer,
                report.failed().map(ImageReport.Finding::layer).orElse(null),
                () -> failed + " after " + report.passed());
        assertTrue(failed.contains(cause), failed);
        assertEquals(
                List.of(Arrays.copyOf(ImageLayer.values(), layer.ordinal())),
                report.passed().stream().map(ImageReport.Finding::layer).toList());
    }

    private static void assertFails(ImageLayer layer, String cause, byte[] file) {
        assertFails(layer, cause, verifier(ROOT).verify(file, at(NOW_MS)));
    }

    // p384: SHA-384; by-key-id: the certificate is named by its key, not by issuer and number; two: both are good.
    @ParameterizedTest
    @ValueSource(strings = {"good", "p384", "by-key-id", "two"})
    void anImageThatOpensslSignedIsGood(String name) {
        if (!name.equals("two")) {
            assertGood(file(Vectors.cmsSignature(name)));
            return;
        }
        // the second of them signs with P-384 over SHA-256: each must be as its own key demands
        assertFails(ImageLayer.SIGNATURE, "made by CN=signer384", file(Vectors.cmsSignature(name)));
    }

    @Test
    void whatTheManifestSaysIsHeldAgainstTheMeter() {
        byte[] full = withCrc(join(Vectors.cmsToBeSigned("tbs-full"), Vectors.cmsSignature("full")));
        assertGood(full);
        ImageContainer image = ImageContainer.parse(full);

        assertEquals(Optional.of(new ImageSpec.HardwareRange(1, 5)), image.hardware());
        assertEquals(Optional.of(Octets.ascii("acme-2.4.1")), image.imageId());
        assertEquals(Optional.of(new ImageSpec.Dependency(1, new ImageVersion(1, 2, 3, 4))), image.dependency());
        assertEquals("2.4.1+17", image.version().toString());
        assertEquals(5, image.securityCounter());
        assertEquals(0, image.component());
        assertEquals("0637E301E05D505B8267486F5677DE9B", image.vendorId().toHex());
        assertEquals("C8743E3040E5518083F898CC46A360D4", image.modelId().toHex());
        assertEquals(
                "meter-sim test payload, 2.4.1+17\n".repeat(3), image.payload().toAscii());
        assertEquals(Octets.of(Vectors.cmsToBeSigned("tbs-full")), image.signedPart());
        assertEquals(Optional.of(Octets.of(Vectors.cmsSignature("full"))), image.signature());

        ImagePolicy newer = new ImagePolicy(
                Acme.IDENTITY,
                0,
                Octets.EMPTY,
                Map.of(0, ImageVersion.parse("2.5.0")),
                5,
                16_384,
                at(NOW_MS).trust());
        assertFails(ImageLayer.IDENTIFIER, "acme-2.4.1", verifier(ROOT).verify(full, newer));
        assertFails(ImageLayer.VERSION, "2.4.1+17", verifier(ROOT).verify(file(GOOD), newer));
    }

    @ParameterizedTest
    @CsvSource({
        "attached, STRUCTURE, content of its own",
        "no-attributes, DIGEST, no signed attributes",
        "sha1, DIGEST, 1.3.14.3.2.26",
        "self-signed, KEY, CN=self is not trusted",
        "no-intermediate, KEY, CN=intermediate is not trusted",
        "no-certificate, KEY, no certificate",
        "expired, KEY, EXPIRED",
        "wrong-purpose, KEY, key usage",
        "wrong-usage, KEY, key usage",
        "weak-certificate, KEY, SHA1",
        "other-curve, KEY, expected: ECDSA P-256",
        "two-one-untrusted, KEY, CN=self is not trusted",
        "p384-sha256, SIGNATURE, made by CN=signer384",
        "p256-sha384, SIGNATURE, made by CN=signer"
    })
    void whatIsWrongFailsItsLayer(String name, ImageLayer layer, String cause) {
        assertFails(layer, cause, file(Vectors.cmsSignature(name)));
    }

    @Test
    void aCertificateIsHeldAgainstTheMetersClock() {
        long in2000 = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
        long in2049 = Instant.parse("2048-06-01T00:00:00Z").toEpochMilli();
        long first = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();

        assertFails(ImageLayer.KEY, "NOT_YET_VALID", verifier(ROOT).verify(file(GOOD), at(in2000)));
        assertFails(ImageLayer.KEY, "NOT_YET_VALID", verifier(ROOT).verify(file(GOOD), at(first - 1)));
        assertTrue(verifier(ROOT).verify(file(GOOD), at(first)).isGood());
        assertFails(ImageLayer.KEY, "EXPIRED", verifier(ROOT).verify(file(GOOD), at(in2049)));
    }

    // A firmware does not stop because its certificate ends, or its signer leaves.
    @Test
    void anImageThatRunsIsNotHeldAgainstClockAndRevocations() {
        TrustStore revoking = ROOT.plus(TrustStore.parse(Vectors.cmsPem("revocations")));

        assertTrue(verifier(ROOT)
                .verifyContent(file(Vectors.cmsSignature("expired")))
                .isGood());
        assertTrue(verifier(revoking)
                .verifyContent(file(Vectors.cmsSignature("revoked")))
                .isGood());
        assertFails(ImageLayer.KEY, "CN=self", verifier(ROOT).verifyContent(file(Vectors.cmsSignature("self-signed"))));
    }

    @Test
    void aRevokedCertificateFails() {
        byte[] revoked = file(Vectors.cmsSignature("revoked"));
        TrustStore revoking = ROOT.plus(TrustStore.parse(Vectors.cmsPem("revocations")));

        assertGood(revoked);
        assertFails(ImageLayer.KEY, "CN=revoked: revoked", verifier(revoking).verify(revoked, at(NOW_MS)));
        assertTrue(verifier(revoking).verify(file(GOOD), at(NOW_MS)).isGood());
    }

    // A list that its issuer did not sign revokes nobody.
    @Test
    void aRevocationListOfSomebodyElseIsNotHeeded() {
        byte[] list =
                Pem.blocks(Vectors.cmsPem("revocations"), "X509 CRL").get(0).toBytes();
        byte[] forged = patch(list, list.length - 1, list[list.length - 1] ^ 1);
        TrustStore store = ROOT.plus(TrustStore.parse(Pem.armour("X509 CRL", forged)));

        ImageReport report = verifier(store).verify(file(Vectors.cmsSignature("revoked")), at(NOW_MS));

        assertEquals("Optional.empty", report.failed().toString());
    }

    // Two stores that trust the same root and list: nothing is doubled that would not be, and nothing is lost.
    @Test
    void aListOfAnotherIssuerDoesNotConcernTheOthers() {
        TrustStore revoking = TrustStore.parse(Vectors.cmsPem("other-root"))
                .plus(TrustStore.parse(Vectors.cmsPem("revocations")))
                .plus(ROOT);

        assertTrue(verifier(revoking)
                .verify(file(Vectors.cmsSignature("p384")), at(NOW_MS))
                .isGood());
        assertEquals(List.of("CN=other-root", "CN=root"), revoking.rootNames());
        assertTrue(revoking.hasRoots());
        assertEquals(false, TrustStore.EMPTY.hasRoots());
    }

    @Test
    void aVerifierReadsImagesOfItsOwnFormAlone() {
        assertEquals(CmsImage.class, verifier(ROOT).parse(file(GOOD)).getClass());
        assertThrows(DecodeException.class, () -> verifier(ROOT).parse(Vectors.image("p256")));
        assertEquals(
                McubootImage.class, Acme.VERIFIER.parse(Vectors.image("p256")).getClass());
    }

    @Test
    void aReportNamesTheSigner() {
        ImageReport report = verifier(ROOT).verify(file(GOOD), at(NOW_MS));

        assertEquals(
                List.of("one signature", "CN=signer", "one signature"),
                report.passed().subList(3, 6).stream()
                        .map(ImageReport.Finding::text)
                        .toList());
        String two = verifier(ROOT)
                .verify(file(Vectors.cmsSignature("two")), at(NOW_MS))
                .passed()
                .toString();
        assertTrue(two.contains("2 signatures") && two.contains(" and 1 more"), two);
        assertFails(ImageLayer.SIZE, "15 bytes (expected: 16 to 16384)", new byte[15]);
    }

    // Any key of the chain, by the store or by the meter itself: openssl x509 -pubkey | openssl pkey -pubin -outform
    // DER
    // | openssl dgst -sha256
    @ParameterizedTest
    @ValueSource(strings = {"signer-certificate", "intermediate"})
    void aRevokedKeyOfTheChainFails(String name) {
        Octets hash = Digests.sha256(TrustStore.certificate(
                        Pem.blocks(Vectors.cmsPem(name), "CERTIFICATE").get(0))
                .getPublicKey()
                .getEncoded());

        ImageReport byStore = verifier(ROOT.revoked(hash)).verify(file(GOOD), at(NOW_MS));
        ImageReport byMeter = verifier(ROOT).verify(file(GOOD), with(new MeterTrust(Set.of(hash), NOW_MS)));

        assertFails(ImageLayer.KEY, "revoked", byStore);
        assertFails(ImageLayer.KEY, "revoked", byMeter);
    }

    @Test
    void anotherRootIsNotTrusted() {
        TrustStore other = TrustStore.parse(Vectors.cmsPem("other-root"));

        assertFails(ImageLayer.KEY, "CN=root is not trusted", verifier(other).verify(file(GOOD), at(NOW_MS)));
        assertFails(ImageLayer.KEY, "is not trusted", verifier(TrustStore.EMPTY).verify(file(GOOD), at(NOW_MS)));
        assertTrue(verifier(other.plus(ROOT)).verify(file(GOOD), at(NOW_MS)).isGood());
    }

    // A root may be any certificate that issues: with the intermediate in the meter, it need not come along.
    @Test
    void aChainMayBeginAtAnIntermediateOfTheMeter() {
        TrustStore intermediate = TrustStore.parse(Vectors.cmsPem("intermediate"));

        byte[] file = file(Vectors.cmsSignature("no-intermediate"));

        assertTrue(verifier(intermediate).verify(file, at(NOW_MS)).isGood());
    }

    @Test
    void oneBadSignatureOfTwoFails() {
        byte[] two = Vectors.cmsSignature("two");
        byte[] broken = patch(two, two.length - 1, two[two.length - 1] ^ 1);

        assertFails(ImageLayer.SIGNATURE, "made by", file(broken));
    }

    @Test
    void theSignatureOfOtherContentFailsByItsDigest() {
        byte[] other = patch(TO_BE_SIGNED, 20, 'M');

        assertFails(ImageLayer.DIGEST, "...", withCrc(join(other, GOOD)));
        assertFails(ImageLayer.DIGEST, "...", withCrc(join(TO_BE_SIGNED, Vectors.cmsSignature("full"))));
    }

    @Test
    void anImageWithoutASignatureFailsByItsDigest() {
        assertFails(ImageLayer.DIGEST, "none", file(new byte[0]));
    }

    @Test
    void theProfilesDemandsOnKeysHoldHereToo() {
        ImageVerifier suite2 = new ImageVerifier(ROOT, policy(Optional.of("ecdsa-p384"), false));

        assertFails(ImageLayer.KEY, "ecdsa-p256", suite2.verify(file(GOOD), at(NOW_MS)));
        assertTrue(suite2.verify(file(Vectors.cmsSignature("p384")), at(NOW_MS)).isGood());
    }

    @Test
    void aMeterTakesOnlyItsOwnForm() {
        assertFails(ImageLayer.STRUCTURE, "magic", verifier(ROOT).verify(Vectors.image("p256"), at(NOW_MS)));
        Acme.assertFails(ImageLayer.STRUCTURE, file(GOOD));
        assertEquals(
                "container: suit (expected: mcuboot+crc or cms)",
                assertThrows(IllegalArgumentException.class, () -> ImageFormat.named("suit"))
                        .getMessage());
    }

    // BER's other forms of the same, bytes behind it, and one bit anywhere.
    @Test
    void aSignatureBlockThatIsNotExactlyOneFailsTheStructure() {
        byte[] indefinite = join(new byte[] {0x30, (byte) 0x80}, Arrays.copyOfRange(GOOD, 4, GOOD.length), new byte[2]);

        assertFails(ImageLayer.STRUCTURE, "expected: DER", file(indefinite));
        assertFails(ImageLayer.STRUCTURE, "signature", file(join(GOOD, new byte[1])));
        assertFails(ImageLayer.STRUCTURE, "signature", file(Arrays.copyOf(GOOD, GOOD.length - 1)));
        assertFails(ImageLayer.STRUCTURE, "signature", file(new byte[] {0x30, 0}));
        assertFails(ImageLayer.STRUCTURE, "signature", file(new byte[100]));
    }

    // Three places carry no meaning: the count of unused bits of a certificate's signature, and two letters of the
    // issuer's name beside its serial number, which is compared without regard to case (RFC 5280, 7.1).
    @Test
    void oneFlippedBitOfTheSignatureBlockIsBadUnlessItMeansNothing() {
        List<Integer> taken = new ArrayList<>();
        for (int at = 0; at < GOOD.length; at++) {
            byte[] flipped = file(patch(GOOD, at, GOOD[at] ^ 1 << at % 8));
            if (verifier(ROOT).verify(flipped, at(NOW_MS)).isGood()) {
                taken.add(at);
            }
        }
        assertEquals(List.of(768, 869, 877), taken);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0x44", // magic
        "4, 0x62", // payload size one less
        "4, 0x64", // one more
        "7, 0x80", // more than there is
        "8, 0x58",
        "9, 0x40", // manifest above 1024
        "11, 0xFF"
    })
    void aHeaderFieldThatCannotBeFailsTheStructure(int at, int value) {
        assertFails(ImageLayer.STRUCTURE, "", withCrc(join(patch(TO_BE_SIGNED, at, value), GOOD)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "component=metrology",
                "component=relay\nvendor=a\nmodel=b\nversion=1.0.0\nsecurity-counter=1\n",
                "vendor=a\ncomponent=nic\nmodel=b\nversion=1.0.0\nsecurity-counter=1\n",
                "component=nic\nvendor=a\nmodel=b\nversion=1.0.0\nsecurity-counter=1",
                "component=nic\nvendor=a\nvendor=a\nmodel=b\nversion=1.0.0\nsecurity-counter=1\n",
                "component=nic\nvendor=a\nmodel=b\nversion=1.0.0\nsecurity-counter=01\n",
                "component=nic\nvendor=a\nmodel=b\nversion=01.0.0\nsecurity-counter=1\n",
                "component=nic\nvendor=a\nmodel=b\nversion=1.0.0\nsecurity-counter=4294967296\n",
                "component=nic\nvendor=a\nmodel=b\nversion=1.0.0\nsecurity-counter=1\nhardware=0-65536\n",
                "component=nic\nvendor=a\nmodel=b\nversion=1.0.0\nsecurity-counter=1\nimage-id=\n",
                "component=nic\nvendor=a\nmodel=b\nversion=1.0.0\nsecurity-counter=1\ndepends=program:1.0.0\n",
                "component=nic\nvendor=a\nmodel=b\nversion=1.0.0\nsecurity-counter=1\nextra=1\n",
                "component=nic\nvendor=a\nmodel=b\nversion=256.0.0\nsecurity-counter=1\n",
                "component=nic\r\nvendor=a\nmodel=b\nversion=1.0.0\nsecurity-counter=1\n"
            })
    void aManifestOfAnotherFormIsNoManifest(String text) {
        assertThrows(DecodeException.class, () -> Manifest.read(Octets.ascii(text), 0));
    }

    @Test
    void buildsTheBytesThatPythonBuilt() {
        ImageSpec.MeterType type = new ImageSpec.MeterType("acme.example", "M100-3P");
        byte[] payload = "meter-sim test payload, 2.4.1+17\n".repeat(3).getBytes(StandardCharsets.US_ASCII);
        ImageSpec plain = ImageSpec.of(0, type, ImageVersion.parse("2.4.1+17"), 5);
        ImageSpec full = new ImageSpec(
                0,
                "acme.example",
                "M100-3P",
                plain.version(),
                5,
                Optional.of(new ImageSpec.HardwareRange(1, 5)),
                Octets.ascii("acme-2.4.1"),
                Optional.of(new ImageSpec.Dependency(1, ImageVersion.parse("1.2.3+4"))));

        assertEquals(Octets.of(TO_BE_SIGNED), Octets.of(CmsImage.toBeSigned(plain, payload)));
        assertEquals(Octets.of(Vectors.cmsToBeSigned("tbs-full")), Octets.of(CmsImage.toBeSigned(full, payload)));
    }
}
