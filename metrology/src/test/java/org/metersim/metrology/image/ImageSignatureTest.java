package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.metersim.metrology.image.Acme.assertFails;
import static org.metersim.metrology.image.Acme.assertGood;
import static org.metersim.metrology.image.Forge.join;
import static org.metersim.metrology.image.Forge.patch;
import static org.metersim.metrology.image.Forge.tlv;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.metrology.image.Forge.Signer;

/** Keys and signatures that are wrong while everything else of the image is right. */
class ImageSignatureTest {

    private static final byte[] GOOD = Forge.good();

    /** Order of the group of P-256. SEC 2, 2.4.2. */
    private static final BigInteger N =
            new BigInteger("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", 16);

    private static byte[] p256(byte[] signature) {
        return Forge.file(GOOD, Signer.P256.digest(GOOD), Signer.P256.keyHash(), tlv(0x22, signature));
    }

    private static byte[] ed25519(byte[] signature) {
        return Forge.file(GOOD, Signer.ED25519.digest(GOOD), Signer.ED25519.keyHash(), tlv(0x24, signature));
    }

    private static byte[] der(BigInteger r, BigInteger s) {
        byte[] body = join(integer(r.toByteArray()), integer(s.toByteArray()));
        return join(new byte[] {0x30, (byte) body.length}, body);
    }

    private static byte[] integer(byte[] content) {
        return join(new byte[] {0x02, (byte) content.length}, content);
    }

    private static BigInteger part(byte[] der, int number) {
        int at = 2;
        for (int i = 0; i < number; i++) {
            at += 2 + der[at + 1];
        }
        return new BigInteger(Arrays.copyOfRange(der, at + 2, at + 2 + der[at + 1]));
    }

    @Test
    void noSignatureFails() {
        assertFails(ImageLayer.SIGNATURE, Forge.file(GOOD, Signer.P256.digest(GOOD), Signer.P256.keyHash()));
        assertFails(ImageLayer.SIGNATURE, p256(new byte[0]));
    }

    // CVE-2022-21449: numbers out of range must not verify anything.
    @Test
    void numbersThatNoSignerMakesFail() {
        BigInteger zero = BigInteger.ZERO;
        BigInteger one = BigInteger.ONE;
        List<byte[]> wrong = List.of(
                der(zero, zero), der(N, N), der(one, zero), der(zero, one), der(one, one), new byte[64], new byte[72]);
        for (byte[] signature : wrong) {
            assertFails(ImageLayer.SIGNATURE, p256(signature));
        }
    }

    @Test
    void derIsTakenOnlyInItsOneForm() {
        byte[] der = Signer.P256.rawSignature(GOOD);
        BigInteger r = part(der, 0);
        BigInteger s = part(der, 1);
        assertGood(p256(der(r, s)), Acme.policy());

        byte[] body = Arrays.copyOfRange(der, 2, der.length);
        byte[] padded = join(integer(join(new byte[1], r.toByteArray())), integer(s.toByteArray()));
        List<byte[]> wrong = List.of(
                der(r.negate(), s),
                der(r.subtract(N), s),
                join(new byte[] {0x30, (byte) padded.length}, padded),
                join(new byte[] {0x30, (byte) 0x81, (byte) body.length}, body),
                join(new byte[] {0x30, (byte) 0x80}, body, new byte[2]),
                join(der, new byte[1]),
                Arrays.copyOf(der, der.length - 1),
                patch(der, 0, 0x31));
        for (byte[] signature : wrong) {
            assertFails(ImageLayer.SIGNATURE, p256(signature));
        }
    }

    // The raw form of DLMS suites belongs elsewhere.
    @Test
    void theRawFormFails() {
        byte[] der = Signer.P256.rawSignature(GOOD);
        byte[] raw = new byte[64];
        copyRight(part(der, 0), raw, 32);
        copyRight(part(der, 1), raw, 64);

        assertFails(ImageLayer.SIGNATURE, p256(raw));
    }

    private static void copyRight(BigInteger number, byte[] target, int end) {
        byte[] bytes = number.toByteArray();
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, target, end - length, length);
    }

    // Both stand for the same point: neither openssl nor the JDK refuses it, so a signature identifies nothing.
    @Test
    void theTwinOfASignatureIsAsGood() {
        byte[] der = Signer.P256.rawSignature(GOOD);

        assertGood(p256(der(part(der, 0), N.subtract(part(der, 1)))), Acme.policy());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 63, 65, 96})
    void anEd25519SignatureOfAnotherLengthFails(int length) {
        assertFails(ImageLayer.SIGNATURE, ed25519(Arrays.copyOf(Signer.ED25519.rawSignature(GOOD), length)));
    }

    // RFC 8032, 5.1.7: S must be below the order of the group.
    @Test
    void theTwinOfAnEd25519SignatureFails() {
        byte[] signature = Signer.ED25519.rawSignature(GOOD);
        assertGood(ed25519(signature), Acme.policy());
        BigInteger order = BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
        byte[] twin = signature.clone();
        BigInteger s = BigInteger.ZERO;
        for (int i = 63; i >= 32; i--) {
            s = s.shiftLeft(8).add(BigInteger.valueOf(signature[i] & 0xFF));
        }
        BigInteger moved = s.add(order);
        for (int i = 32; i < 64; i++) {
            twin[i] = moved.shiftRight(8 * (i - 32)).byteValue();
        }

        assertFails(ImageLayer.SIGNATURE, ed25519(twin));
        assertFails(ImageLayer.SIGNATURE, ed25519(new byte[64]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p256", "p384", "ed25519"})
    void theSignatureOfAnotherImageFails(String name) {
        Signer signer = List.of(Signer.P256, Signer.P384, Signer.ED25519).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        byte[] other = patch(GOOD, 32, 'P');

        assertFails(
                ImageLayer.SIGNATURE, Forge.file(GOOD, signer.digest(GOOD), signer.keyHash(), signer.signature(other)));
    }

    @Test
    void anUntrustedKeyFails() {
        assertFails(ImageLayer.KEY, Signer.OTHER_P256.sign(GOOD));
    }

    @Test
    void aSignatureUnderTheNameOfAnotherKeyFails() {
        byte[] file =
                Forge.file(GOOD, Signer.P256.digest(GOOD), Signer.P256.keyHash(), Signer.OTHER_P256.signature(GOOD));

        assertFails(ImageLayer.SIGNATURE, file);
    }

    @Test
    void aMissingOrMalformedKeyHashNamesNoKey() {
        byte[] digest = Signer.P256.digest(GOOD);
        byte[] signature = Signer.P256.signature(GOOD);

        assertFails(ImageLayer.KEY, Forge.file(GOOD, digest, signature));
        assertFails(ImageLayer.KEY, Forge.file(GOOD, digest, tlv(0x01), signature));
        byte[] start = Arrays.copyOfRange(Signer.P256.keyHash(), 4, 35);
        assertFails(ImageLayer.KEY, Forge.file(GOOD, digest, tlv(0x01, start), signature));
    }

    // Two keys may be trusted for a while; the old one is refused once it is not in the store any more.
    @Test
    void aKeyIsTrustedUntilItIsTakenOut() {
        byte[] old = Signer.OTHER_P256.sign(GOOD);
        TrustedKey next = Vectors.trusted("p256");
        ImageVerifier both = new ImageVerifier(List.of(Vectors.trusted("other-p256"), next));
        ImageVerifier after = new ImageVerifier(List.of(next));

        assertTrue(both.verify(old, Acme.policy()).isGood());
        assertTrue(both.verify(Signer.P256.sign(GOOD), Acme.policy()).isGood());
        assertFalse(after.verify(old, Acme.policy()).isGood());
        assertTrue(after.verify(Signer.P256.sign(GOOD), Acme.policy()).isGood());
        assertFalse(new ImageVerifier(List.of()).verify(old, Acme.policy()).isGood());
    }

    // The algorithm is the key's. A digest that the key does not use, however right, is not what it signs.
    @Test
    void anAlgorithmThatIsNotTheKeysFails() {
        byte[] sha256 = Signer.P256.digest(GOOD);
        byte[] sha384 = Signer.P384.digest(GOOD);

        assertFails(ImageLayer.SIGNATURE, Forge.file(GOOD, sha256, Signer.P384.keyHash(), Signer.P384.signature(GOOD)));
        assertFails(ImageLayer.SIGNATURE, Forge.file(GOOD, sha384, Signer.P256.keyHash(), Signer.P256.signature(GOOD)));
        // well signed over the other digest
        Signer p256WithSha384 = new Signer("p256", "SHA-384", 0x11, 0x22);
        Signer p384WithSha256 = new Signer("p384", "SHA-256", 0x10, 0x22);
        assertFails(
                ImageLayer.SIGNATURE, Forge.file(GOOD, sha384, Signer.P256.keyHash(), p256WithSha384.signature(GOOD)));
        assertFails(
                ImageLayer.SIGNATURE, Forge.file(GOOD, sha256, Signer.P384.keyHash(), p384WithSha256.signature(GOOD)));
        assertFails(
                ImageLayer.SIGNATURE,
                Forge.file(GOOD, sha256, Signer.P256.keyHash(), tlv(0x24, Signer.P256.rawSignature(GOOD))));
        assertFails(
                ImageLayer.SIGNATURE, Forge.file(GOOD, sha256, Signer.P256.keyHash(), Signer.ED25519.signature(GOOD)));
        assertFails(
                ImageLayer.SIGNATURE, Forge.file(GOOD, sha256, Signer.ED25519.keyHash(), Signer.P256.signature(GOOD)));
    }

    // imgtool's SIG_PURE signs the image, not its digest: another TLV, which is none of ours.
    @Test
    void aPureEd25519SignatureFails() {
        byte[] pure = tlv(0x25, Signer.ED25519.rawSignature(GOOD));

        assertFails(
                ImageLayer.STRUCTURE, Forge.file(GOOD, Signer.ED25519.digest(GOOD), Signer.ED25519.keyHash(), pure));
    }

    // Curves of the same field size as ours are others all the same.
    @ParameterizedTest
    @ValueSource(strings = {"wrong-secp256k1", "wrong-brainpool384", "wrong-explicit", "wrong-rsa"})
    void aKeyOfAnotherKindIsNotTaken(String name) {
        assertThrows(IllegalArgumentException.class, () -> TrustedKey.parse(Vectors.publicPem(name)));
        assertThrows(IllegalArgumentException.class, () -> SigningKey.parse(Vectors.privatePem(name)));
    }

    @Test
    void aPublicKeyOffItsCurveIsNotTaken() {
        byte[] der = Forge.pem(Vectors.publicPem("p256"));
        der[der.length - 1] ^= 1;

        String pem = Pem.armour("PUBLIC KEY", der);

        assertThrows(IllegalArgumentException.class, () -> TrustedKey.parse(pem));
    }

    @Test
    void aTextWithoutAKeySaysWhatWasExpected() {
        String noPublic = assertThrows(
                        IllegalArgumentException.class, () -> TrustedKey.parse(Vectors.privatePem("p256")))
                .getMessage();
        String noPrivate = assertThrows(
                        IllegalArgumentException.class, () -> SigningKey.parse(Vectors.publicPem("p256")))
                .getMessage();

        assertEquals("no PUBLIC KEY block (expected: PEM, as openssl pkey -pubout writes)", noPublic);
        assertEquals("no PRIVATE KEY block (expected: PEM, PKCS#8, without password)", noPrivate);
        assertThrows(
                IllegalArgumentException.class,
                () -> TrustedKey.parse("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"));
    }

    @Test
    void aFileOfSeveralKeysGivesThemAll() {
        String store = "# comment\n" + Vectors.publicPem("p256") + "\n" + Vectors.publicPem("ed25519");

        assertEquals(
                List.of(SigningAlgorithm.P256, SigningAlgorithm.ED25519),
                TrustedKey.parse(store).stream().map(TrustedKey::algorithm).toList());
    }
}
