package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.Forge.Signer;
import org.metersim.profiles.Firmware;
import org.metersim.profiles.SignaturePolicy;
import org.metersim.profiles.TrustedPem;
import org.metersim.profiles.UpdateOptions;

/** Whose images are taken: keys trusted, revoked, of development, and what a profile demands of them. */
class TrustStoreTest {

    private static final byte[] GOOD = Forge.good();
    private static final TrustedKey P256 = Vectors.trusted("p256");
    private static final TrustedKey OTHER = Vectors.trusted("other-p256");
    private static final TrustedKey P384 = Vectors.trusted("p384");
    private static final TrustStore THREE = TrustStore.of(List.of(P256, OTHER, P384));

    private static ImageReport verify(TrustStore store, SignaturePolicy policy, byte[] file) {
        return new ImageVerifier(store, policy).verify(file, Acme.policy());
    }

    private static void assertKeyFails(String why, ImageReport report) {
        ImageReport.Finding failed = report.failed().orElseThrow();
        assertEquals(ImageLayer.KEY, failed.layer());
        assertTrue(failed.text().contains(why), failed.text());
    }

    @Test
    void aKeyIsTrustedUntilItIsRevoked() {
        byte[] old = Signer.OTHER_P256.sign(GOOD);
        TrustStore after = THREE.revoke(OTHER.hash());

        assertTrue(verify(THREE, SignaturePolicy.DEFAULT, old).isGood());
        assertKeyFails(", revoked (expected: one that is trusted)", verify(after, SignaturePolicy.DEFAULT, old));
        assertTrue(
                verify(after, SignaturePolicy.DEFAULT, Signer.P256.sign(GOOD)).isGood());
        assertFalse(verify(after.plus(THREE), SignaturePolicy.DEFAULT, old).isGood());
        assertTrue(new ImageVerifier(after, SignaturePolicy.DEFAULT)
                .verifyContent(old)
                .isGood());
    }

    @Test
    void theLastKeyIsNotRevoked() {
        TrustStore one = THREE.revoke(OTHER.hash()).revoke(P384.hash());

        String why = assertThrows(IllegalArgumentException.class, () -> one.revoke(P256.hash()))
                .getMessage();

        assertEquals(
                "key " + P256.hash().toHex() + " is the last that is trusted (expected: another one beside it)", why);
        assertTrue(THREE.isSpare(P256.hash(), Set.of(OTHER.hash())));
        assertFalse(THREE.isSpare(P256.hash(), Set.of(OTHER.hash(), P384.hash())));
    }

    @Test
    void aKeyThatIsNotThereIsNotRevoked() {
        TrustStore one = TrustStore.of(List.of(P256));

        assertThrows(IllegalArgumentException.class, () -> one.revoke(OTHER.hash()));
    }

    @Test
    void aDevelopmentKeySignsForNoProductionMeter() {
        TrustStore store = THREE.development(P256.hash());
        SignaturePolicy production = new SignaturePolicy("mcuboot+crc", Optional.empty(), false, true);

        assertTrue(
                verify(store, SignaturePolicy.DEFAULT, Signer.P256.sign(GOOD)).isGood());
        assertKeyFails("a development key", verify(store, production, Signer.P256.sign(GOOD)));
        assertTrue(verify(store, production, Signer.OTHER_P256.sign(GOOD)).isGood());
    }

    // Suite 2 of DLMS: P-384 alone.
    @Test
    void anAlgorithmThatTheProfileDemandsIsTheOnlyOne() {
        SignaturePolicy suite2 = new SignaturePolicy("mcuboot+crc", Optional.of("ecdsa-p384"), false, false);

        assertKeyFails("an ecdsa-p256 key where ecdsa-p384 is demanded", verify(THREE, suite2, Signer.P256.sign(GOOD)));
        assertTrue(verify(THREE, suite2, Signer.P384.sign(GOOD)).isGood());
    }

    private static byte[] signedWith(BigInteger r, BigInteger s) {
        byte[] body = Forge.join(integer(r), integer(s));
        byte[] der = Forge.join(new byte[] {0x30, (byte) body.length}, body);
        return Forge.file(GOOD, Signer.P256.digest(GOOD), Signer.P256.keyHash(), Forge.tlv(0x22, der));
    }

    private static byte[] integer(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Forge.join(new byte[] {0x02, (byte) bytes.length}, bytes);
    }

    // Of a signature and its twin (r, n - s) only one has s at most n/2.
    @Test
    void theTwinWithTheHighSIsTakenUnlessTheProfileDemandsTheLow() {
        BigInteger n = new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16);
        byte[] der = Signer.P256.rawSignature(GOOD);
        BigInteger r = new BigInteger(Arrays.copyOfRange(der, 4, 4 + der[3]));
        BigInteger s = new BigInteger(Arrays.copyOfRange(der, 6 + der[3], der.length));
        BigInteger low = s.min(n.subtract(s));
        SignaturePolicy lowS = new SignaturePolicy("mcuboot+crc", Optional.empty(), true, false);

        assertTrue(verify(THREE, lowS, signedWith(r, low)).isGood());
        ImageReport high = verify(THREE, lowS, signedWith(r, n.subtract(low)));
        assertEquals(
                "Finding[layer=SIGNATURE, word=signature, text=s above n/2 (expected: the twin with the low s)]",
                high.failed().orElseThrow().toString());
        assertEquals(5, high.passed().size());
        assertTrue(verify(THREE, SignaturePolicy.DEFAULT, signedWith(r, n.subtract(low)))
                .isGood());
        // what runs was taken when it was
        assertTrue(new ImageVerifier(THREE, lowS)
                .verifyContent(signedWith(r, n.subtract(low)))
                .isGood());
        TrustStore edwards = TrustStore.of(List.of(Vectors.trusted("ed25519")));
        assertTrue(verify(edwards, lowS, Signer.ED25519.sign(GOOD)).isGood());
    }

    @Test
    void halfTheOrderIsLowAndOneMoreIsHigh() {
        BigInteger half =
                new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16).shiftRight(1);
        byte[] low = Forge.join(integer(BigInteger.ONE), integer(half));
        byte[] high = Forge.join(integer(BigInteger.ONE), integer(half.add(BigInteger.ONE)));

        assertTrue(P256.isLow(Octets.of(Forge.join(new byte[] {0x30, (byte) low.length}, low))));
        assertFalse(P256.isLow(Octets.of(Forge.join(new byte[] {0x30, (byte) high.length}, high))));
        assertFalse(P256.isLow(Octets.parse("3000")));
    }

    @Test
    void aKeyIsNamedByItsAlgorithmAndTheStartOfItsHash() {
        assertEquals("ecdsa-p256 885676F143428FAF", P256.toString());
        assertEquals(
                "SigningKey[not shown]",
                SigningKey.parse(Vectors.privatePem("p256")).toString());
        assertEquals("ed25519", Vectors.trusted("ed25519").algorithm().toString());
    }

    @Test
    void aStoreComesBackFromItsText() {
        TrustStore store = THREE.revoke(OTHER.hash())
                .development(P256.hash())
                .plus(TrustStore.parse(Vectors.cmsPem("root") + Vectors.cmsPem("revocations")));

        TrustStore read = TrustStore.parse(store.toPem());

        assertEquals(store.toPem(), read.toPem());
        assertEquals(
                List.of(P256.hash(), OTHER.hash(), P384.hash()),
                read.keys().stream().map(TrustedKey::hash).toList());
        assertTrue(read.isRevoked(OTHER.hash()));
        assertFalse(read.isRevoked(P256.hash()));
        assertTrue(read.isDevelopment(P256.hash()));
        assertFalse(read.isDevelopment(OTHER.hash()));
        assertEquals(1, read.roots().size());
        assertEquals(1, read.revocationLists().size());
    }

    // As run --revoke gives it: a mark alone.
    @Test
    void aMarkRevokesWhatAnotherTextTrusts() {
        String mark = "revoked: " + P256.hash().toHex().toLowerCase(java.util.Locale.ROOT) + "\n";

        TrustStore store = THREE.plus(TrustStore.parse(mark)).plus(THREE);

        assertEquals(3, store.keys().size());

        assertTrue(store.isRevoked(P256.hash()));
        assertThrows(IllegalArgumentException.class, () -> TrustStore.parse("revoked: 00\n"));
    }

    @Test
    void theProfilesKeysComeWithTheirMarks() {
        Firmware firmware = new Firmware(
                "1.0.0",
                "1.0.0",
                0,
                4096,
                128,
                0,
                0,
                0,
                List.of(
                        new TrustedPem(Vectors.publicPem("p256"), false, true),
                        new TrustedPem(Vectors.publicPem("p384"), true, false)),
                SignaturePolicy.DEFAULT,
                UpdateOptions.USUAL);

        TrustStore store = TrustStore.of(firmware, List.of(Vectors.publicPem("other-p256")));

        assertEquals(3, store.keys().size());
        assertTrue(store.isDevelopment(P256.hash()));
        assertTrue(store.isRevoked(P384.hash()));
        assertEquals(Optional.empty(), store.find(Octets.EMPTY));
        assertEquals(
                SigningAlgorithm.P256, store.find(OTHER.hash()).orElseThrow().algorithm());
    }

    @Test
    void aKeyOffItsCurveIsRefusedInOneLine() {
        byte[] der = Forge.pem(Vectors.publicPem("p256"));
        der[der.length - 1] ^= 1;
        String pem = Pem.armour("PUBLIC KEY", der);

        String why = assertThrows(IllegalArgumentException.class, () -> TrustStore.parse(pem))
                .getMessage();

        assertEquals(1, why.lines().count(), why);
        assertTrue(why.startsWith("public key cannot be read: "), why);
    }

    @Test
    void aCertificateOrListThatIsNoneIsRefusedInOneLine() {
        for (String label : List.of("CERTIFICATE", "X509 CRL")) {
            String pem = Pem.armour(label, new byte[100]);
            String why = assertThrows(IllegalArgumentException.class, () -> TrustStore.parse(pem))
                    .getMessage();
            assertEquals(1, why.lines().count(), why);
            assertTrue(why.matches(".+ cannot be read: .+"), why);
        }
    }
}
