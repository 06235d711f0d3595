package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.profiles.SignaturePolicy;

/** Signature blocks that openssl does not write: more signers, the twin of a signature, and sizes at their limits. */
class CmsSignersTest {

    /** Order of the group of P-256. SEC 2, 2.4.2. */
    private static final BigInteger N =
            new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16);

    private static final byte[] TO_BE_SIGNED = Vectors.cmsToBeSigned("tbs");
    private static final byte[] GOOD = Vectors.cmsSignature("good");
    private static final long NOW_MS = Instant.parse("2026-11-25T12:00:00Z").toEpochMilli();

    private static ImageReport verify(byte[] signature, boolean lowS) {
        Map<Integer, ImageVersion> running = Map.of(0, ImageVersion.parse("2.4.0"));
        MeterTrust trust = new MeterTrust(Set.of(), NOW_MS);
        ImagePolicy policy = new ImagePolicy(Acme.IDENTITY, 0, Octets.EMPTY, running, 5, 65_536, trust);
        SignaturePolicy demands = new SignaturePolicy("cms", Optional.empty(), lowS, false);
        return new ImageVerifier(TrustStore.parse(Vectors.cmsPem("root")), demands)
                .verify(Forge.withCrc(Forge.join(TO_BE_SIGNED, signature)), policy);
    }

    private static String failed(ImageReport report) {
        return report.failed().map(found -> found.layer() + ": " + found.text()).orElse("");
    }

    private static byte[] withSigners(UnaryOperator<ASN1EncodableVector> change) {
        SignedData data = SignedData.getInstance(ContentInfo.getInstance(GOOD).getContent());
        ASN1EncodableVector signers = new ASN1EncodableVector();
        data.getSignerInfos().forEach(signers::add);
        SignedData changed = new SignedData(
                data.getDigestAlgorithms(),
                data.getEncapContentInfo(),
                data.getCertificates(),
                null,
                new DERSet(change.apply(signers)));
        return der(new ContentInfo(ContentInfo.getInstance(GOOD).getContentType(), changed));
    }

    private static byte[] der(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded("DER");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] signedBy(int signers) {
        return withSigners(one -> {
            ASN1EncodableVector all = new ASN1EncodableVector();
            for (int number = 0; number < signers; number++) {
                all.add(one.get(0));
            }
            return all;
        });
    }

    @Test
    void oneToFourMaySign() {
        assertEquals("", failed(verify(signedBy(1), false)));
        assertEquals("", failed(verify(signedBy(4), false)));
        assertEquals(
                "STRUCTURE: signature: 5 signers (expected: 1 to 4) at byte " + TO_BE_SIGNED.length,
                failed(verify(signedBy(5), false)));
        assertEquals(
                "STRUCTURE: signature: 0 signers (expected: 1 to 4) at byte " + TO_BE_SIGNED.length,
                failed(verify(signedBy(0), false)));
    }

    /** The one signature, or its twin: (r, s) and (r, n - s) are equally good. */
    private static byte[] withS(UnaryOperator<BigInteger> choice) {
        return withSigners(signers -> {
            SignerInfo signer = SignerInfo.getInstance(signers.get(0));
            ASN1Sequence pair =
                    ASN1Sequence.getInstance(signer.getEncryptedDigest().getOctets());
            BigInteger s = ASN1Integer.getInstance(pair.getObjectAt(1)).getValue();
            ASN1EncodableVector other = new ASN1EncodableVector();
            other.add(pair.getObjectAt(0));
            other.add(new ASN1Integer(choice.apply(s)));
            SignerInfo changed = new SignerInfo(
                    signer.getSID(),
                    signer.getDigestAlgorithm(),
                    signer.getAuthenticatedAttributes(),
                    signer.getDigestEncryptionAlgorithm(),
                    new DEROctetString(der(new DERSequence(other))),
                    null);
            ASN1EncodableVector one = new ASN1EncodableVector();
            one.add(changed);
            return one;
        });
    }

    @Test
    void theTwinWithTheHighSIsTakenUnlessTheProfileDemandsTheLow() {
        byte[] low = withS(s -> s.min(N.subtract(s)));
        byte[] high = withS(s -> s.max(N.subtract(s)));
        byte[] wrong = withS(s -> s.min(N.subtract(s)).add(BigInteger.ONE));

        assertEquals("", failed(verify(low, true)));
        assertEquals("", failed(verify(low, false)));
        assertEquals("", failed(verify(high, false)));
        assertEquals("SIGNATURE: s above n/2 (expected: the twin with the low s)", failed(verify(high, true)));
        assertTrue(failed(verify(wrong, true)).endsWith(" bytes (expected: made by CN=signer)"));
        assertTrue(failed(verify(wrong, false)).endsWith(" bytes (expected: made by CN=signer)"));
    }

    @Test
    void aBlockThatIsNoneSaysWhatWasFoundInOneLine() {
        String cause = failed(verify(new byte[] {0x30, 0}, false));

        assertTrue(cause.matches("STRUCTURE: signature: .+ \\(expected: CMS SignedData\\) at byte 201"), cause);
    }

    // --- sizes; what is in the block is not looked at here

    private static byte[] withBlock(int length) {
        return Forge.withCrc(Forge.join(TO_BE_SIGNED, new byte[length]));
    }

    @Test
    void aSignatureBlockHasAtMostSixteenKibibytes() {
        assertEquals(16_384, CmsImage.parse(withBlock(16_384)).signatureBlock().length());
        assertEquals(0, CmsImage.parse(withBlock(0)).signatureBlock().length());
        String why = assertThrows(DecodeException.class, () -> CmsImage.parse(withBlock(16_385)))
                .getMessage();
        assertEquals("payload size: 99 (expected: what leaves a signature of at most 16384) at byte 4", why);
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 1025})
    void aManifestOfMoreThanOneKibibyteIsRefusedByItsSize(int length) {
        byte[] header = {'C', 'M', 'S', '1', 0, 0, 0, 0, (byte) length, (byte) (length >> 8), 0, 0};
        byte[] file = Forge.withCrc(Forge.join(header, new byte[length]));

        String why =
                assertThrows(DecodeException.class, () -> CmsImage.parse(file)).getMessage();

        String expected = length == 1024
                ? "manifest: 1024 bytes (expected: lines key=value as they must be) at byte 12"
                : "manifest size: 1025 (expected: at most 1024) at byte 8";
        assertEquals(expected, why);
    }

    @Test
    void aManifestsNumbersGoUpToTheirFields() {
        String text = "component=nic\nvendor=a\nmodel=b\nversion=255.255.65535+4294967295\n"
                + "security-counter=4294967295\nhardware=65535-65535\n";

        ImageSpec spec = Manifest.read(Octets.ascii(text), 0);

        assertEquals(4_294_967_295L, spec.securityCounter());
        assertEquals(Optional.of(new ImageSpec.HardwareRange(65_535, 65_535)), spec.hardware());
    }
}
