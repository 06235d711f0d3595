package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Octets;

/** Our reader against openssl's signatures, and the JDK's verifier against ours. */
class ImageVectorsTest {

    @ParameterizedTest
    @ValueSource(strings = {"p256", "p384", "ed25519"})
    void anImageThatOpensslSignedIsGood(String name) {
        Acme.assertGood(Vectors.image(name), Acme.policy());
    }

    @ParameterizedTest
    @ValueSource(strings = {"p256", "p384", "ed25519"})
    void anImageThatTheJdkSignedIsGood(String name) {
        Forge.Signer signer = List.of(Forge.Signer.P256, Forge.Signer.P384, Forge.Signer.ED25519).stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();

        Acme.assertGood(signer.sign(Forge.good()), Acme.policy());
    }

    @Test
    void readsEveryFieldOfAPlainImage() {
        ImageContainer image = ImageContainer.parse(Vectors.image("p256"));

        assertEquals("2.4.1+17", image.version().toString());
        assertEquals(
                "meter-sim test payload, 2.4.1+17\n".repeat(3), image.payload().toAscii());
        assertEquals(5, image.securityCounter());
        assertEquals("0637E301E05D505B8267486F5677DE9B", image.vendorId().toHex());
        assertEquals("C8743E3040E5518083F898CC46A360D4", image.modelId().toHex());
        assertEquals(0, image.component());
        assertEquals(Optional.empty(), image.hardware());
        assertEquals(Optional.empty(), image.imageId());
        assertEquals(Optional.empty(), image.dependency());
        assertEquals(71, image.signature().orElseThrow().length());
        // 32 of header, 99 of payload, 57 of protected TLVs: what openssl signed
        assertEquals(188, image.signedPart().length());
    }

    @Test
    void readsTheOptionalFieldsAndALongHeader() {
        ImageContainer image = ImageContainer.parse(Vectors.image("ed25519"));

        assertEquals(
                "meter-sim test payload, 2.4.1+17\n".repeat(3), image.payload().toAscii());
        assertEquals(Optional.of(new ImageSpec.HardwareRange(1, 5)), image.hardware());
        assertEquals(Optional.of(Octets.ascii("acme-2.4.1")), image.imageId());
        assertEquals(Optional.of(new ImageSpec.Dependency(1, new ImageVersion(1, 2, 3, 4))), image.dependency());
    }

    @Test
    void namesAKeyByTheHashThatOpensslPrints() {
        // openssl pkey -pubin -in p256.pub.pem -outform DER | openssl dgst -sha256
        assertEquals(
                "885676F143428FAFAD9C7479F0139B6422484EF05DBFBDB6C3C11A5352FB4835",
                Vectors.trusted("p256").hash().toHex());
    }

    // The check value of CRC-32/ISO-HDLC, and what the CRC of a text with its own CRC behind it always is.
    @Test
    void theCrcIsThatOfZip() {
        byte[] check = "123456789".getBytes(StandardCharsets.US_ASCII);

        assertEquals(0xCBF43926L, Digests.crc32(check, 9));
        assertEquals(
                "3132333435363738392639F4CB",
                Octets.of(ImageBuilder.withCrc(check)).toHex());
        assertEquals(0x2144DF1CL, Digests.crc32(ImageBuilder.withCrc(check), 13));
    }

    @Test
    void buildsTheBytesThatPythonBuilt() {
        ImageSpec plain =
                ImageSpec.of(0, new ImageSpec.MeterType("acme.example", "M100-3P"), ImageVersion.parse("2.4.1+17"), 5);
        byte[] payload = "meter-sim test payload, 2.4.1+17\n".repeat(3).getBytes(StandardCharsets.US_ASCII);

        byte[] built = ImageBuilder.toBeSigned(plain, payload);

        assertEquals(Octets.of(Arrays.copyOf(Vectors.image("p256"), 188)), Octets.of(built));
    }

    @Test
    void attachesASignatureThatOpensslMade() {
        ImageContainer image = ImageContainer.parse(Vectors.image("p256"));
        byte[] toBeSigned = image.signedPart().toBytes();

        byte[] file = ImageBuilder.attach(
                toBeSigned, Vectors.trusted("p256"), image.signature().orElseThrow());

        assertEquals(Octets.of(Vectors.image("p256")), Octets.of(file));
        assertThrows(
                IllegalArgumentException.class,
                () -> ImageBuilder.attach(
                        toBeSigned,
                        Vectors.trusted("other-p256"),
                        image.signature().orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p256", "p384", "ed25519"})
    void theJdkVerifiesWhatWeSign(String name) throws GeneralSecurityException {
        byte[] file = ImageBuilder.sign(Forge.good(), SigningKey.parse(Vectors.privatePem(name)));

        ImageContainer image = ImageContainer.parse(file);
        boolean edwards = name.equals("ed25519");
        PublicKey key = KeyFactory.getInstance(edwards ? "Ed25519" : "EC")
                .generatePublic(new X509EncodedKeySpec(Forge.pem(Vectors.publicPem(name))));
        Signature verifier = Signature.getInstance(
                edwards ? "Ed25519" : name.equals("p384") ? "SHA384withECDSA" : "SHA256withECDSA");
        verifier.initVerify(key);
        verifier.update(edwards ? Forge.hash("SHA-256", Forge.good()) : Forge.good());
        assertTrue(verifier.verify(image.signature().orElseThrow().toBytes()));
        assertEquals(Octets.of(Forge.good()), image.signedPart());
        Acme.assertGood(file, Acme.policy());
    }

    // RFC 6979 and RFC 8032: no chance in a signature, so a build is reproducible.
    @ParameterizedTest
    @ValueSource(strings = {"p256", "p384", "ed25519"})
    void signsTheSameBytesTheSameWay(String name) {
        SigningKey key = SigningKey.parse(Vectors.privatePem(name));

        assertEquals(Octets.of(ImageBuilder.sign(Forge.good(), key)), Octets.of(ImageBuilder.sign(Forge.good(), key)));
    }

    // Ed25519 has one signature a key and message, so ours must be openssl's, bit for bit.
    @Test
    void signsWithEd25519AsOpensslDoes() {
        byte[] vector = Vectors.image("ed25519");
        byte[] toBeSigned = ImageContainer.parse(vector).signedPart().toBytes();

        byte[] ours = ImageBuilder.sign(toBeSigned, SigningKey.parse(Vectors.privatePem("ed25519")));

        assertEquals(Octets.of(vector), Octets.of(ours));
    }

    @ParameterizedTest
    @EnumSource(SigningAlgorithm.class)
    void aNewKeySignsAndComesBackFromItsPem(SigningAlgorithm algorithm) {
        SigningKey made = SigningKey.generate(algorithm, new SecureRandom());
        SigningKey read = SigningKey.parse(made.privatePem());

        TrustedKey trusted = TrustedKey.parse(made.publicPem()).get(0);
        byte[] file = ImageBuilder.sign(Forge.good(), read);

        assertEquals(algorithm, trusted.algorithm());
        assertTrue(
                new ImageVerifier(List.of(trusted)).verify(file, Acme.policy()).isGood());
        assertFalse(Acme.VERIFIER.verify(file, Acme.policy()).isGood());
        assertFalse(made.toString().contains("PRIVATE"));
    }
}
