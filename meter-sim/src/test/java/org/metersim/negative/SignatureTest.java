package org.metersim.negative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.metersim.negative.Case.Kind.IMAGE;
import static org.metersim.negative.Case.Kind.PASSES;
import static org.metersim.negative.Case.Kind.POLICY;
import static org.metersim.negative.Ecdsa.integer;
import static org.metersim.negative.Ecdsa.sequence;
import static org.metersim.negative.Forge.flip;
import static org.metersim.negative.Forge.join;
import static org.metersim.negative.Forge.patch;
import static org.metersim.negative.Forge.tlv;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.metersim.client.DlmsException;
import org.metersim.meter.Meter;

/** Cases 18 to 34: the signature and the key that made it are wrong, all else of the image is right. */
@Timeout(300)
@DisplayNameGeneration(CaseNames.class)
class SignatureTest {

    private static final byte[] GOOD = Draft.small().toBeSigned();
    private static final Ecdsa SIGNATURE = Ecdsa.of(Signer.DEMO.rawSignature(GOOD));

    private final Field field = new Field();

    /** Refused for its signature, each of them. @param ders what stands in the TLV of the signature */
    private void refusesAll(byte[]... ders) throws DlmsException {
        for (byte[] der : ders) {
            field.refuses(Signer.DEMO.fileWith(GOOD, tlv(Signer.ECDSA, der)), "signature");
        }
        field.isUnharmed();
    }

    @Case(number = 18, kind = IMAGE, does = "no signature", answer = "signature")
    @Test
    void none() throws DlmsException {
        field.refuses(Forge.file(GOOD, Signer.DEMO.digest(GOOD), Signer.DEMO.keyHash()), "signature");
        refusesAll(new byte[0]);
    }

    // CVE-2022-21449
    @Case(
            number = 19,
            kind = IMAGE,
            does = "r and s of 0, of 1, of the group's order, or all bytes 0",
            answer = "signature")
    @Test
    void numbersThatNoSignerMakes() throws DlmsException {
        refusesAll(
                Ecdsa.der(0, 0),
                Ecdsa.der(1, 0),
                Ecdsa.der(0, 1),
                Ecdsa.der(1, 1),
                new Ecdsa(Ecdsa.N, Ecdsa.N).der(),
                new Ecdsa(SIGNATURE.r(), BigInteger.ZERO).der(),
                new byte[64],
                new byte[70]);
    }

    @Case(
            number = 20,
            kind = IMAGE,
            does = "DER with negative or non-minimal numbers, BER lengths, bytes behind",
            answer = "signature")
    @Test
    void otherEncodings() throws DlmsException {
        byte[] der = SIGNATURE.der();
        byte[] body = Arrays.copyOfRange(der, 2, der.length);
        byte[] r = SIGNATURE.r().toByteArray();
        byte[] s = integer(SIGNATURE.s().toByteArray());
        refusesAll(
                new Ecdsa(SIGNATURE.r().negate(), SIGNATURE.s()).der(),
                new Ecdsa(SIGNATURE.r().subtract(Ecdsa.N), SIGNATURE.s()).der(),
                sequence(join(integer(join(new byte[1], r)), s)),
                join(new byte[] {0x30, (byte) 0x81, (byte) body.length}, body),
                join(new byte[] {0x30, (byte) 0x80}, body, new byte[2]),
                join(der, new byte[1]),
                patch(der, 0, 0x31));
    }

    @Case(number = 21, kind = IMAGE, does = "r and s without DER: 63, 64, 65 or 96 bytes", answer = "signature")
    @Test
    void rawForms() throws DlmsException {
        byte[] raw = SIGNATURE.raw(32);
        refusesAll(raw, Arrays.copyOf(raw, 63), Arrays.copyOf(raw, 65), SIGNATURE.raw(48));
    }

    // Every ECDSA signature has this twin: a signature identifies nothing.
    @Case(number = 22, kind = PASSES, does = "s replaced by n - s", answer = "taken")
    @Test
    void twin() throws DlmsException {
        byte[] twin = SIGNATURE.twin().der();
        field.takes(Signer.DEMO.fileWith(GOOD, tlv(Signer.ECDSA, twin)), Draft.GOOD_VERSION, 1);
        field.isUnharmed();
    }

    @Case(number = 23, kind = IMAGE, does = "Ed25519 with S + L, or of zeros", answer = "signature")
    @Test
    void edwards() throws DlmsException {
        Field trusting = new Field(builder -> builder.trust(Signer.ED25519.publicPem()));
        byte[] signature = Signer.ED25519.rawSignature(GOOD);
        for (byte[] wrong : new byte[][] {
            plusOrder(signature), new byte[64], flip(signature, 0), flip(signature, 40), Arrays.copyOf(signature, 63)
        }) {
            trusting.refuses(Signer.ED25519.fileWith(GOOD, tlv(Signer.EDDSA, wrong)), "signature");
        }
        trusting.isUnharmed();
        trusting.takes(Signer.ED25519.sign(Draft.small().version("9.9.9").toBeSigned()), "9.9.9", 1);
    }

    /** S, the last 32 bytes and little-endian, plus the order of the group. RFC 8032, 5.1. */
    private static byte[] plusOrder(byte[] signature) {
        BigInteger order = BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
        byte[] number = new byte[33];
        for (int i = 0; i < 32; i++) {
            number[32 - i] = signature[32 + i];
        }
        byte[] sum = new BigInteger(number).add(order).toByteArray();
        byte[] changed = Arrays.copyOf(signature, 64);
        for (int i = 0; i < 32; i++) {
            changed[32 + i] = i < sum.length ? sum[sum.length - 1 - i] : 0;
        }
        return changed;
    }

    @Case(number = 24, kind = IMAGE, does = "the signature of another good image", answer = "signature")
    @Test
    void spliced() throws DlmsException {
        refusesAll(Signer.DEMO.rawSignature(Draft.small().version("1.6.0").toBeSigned()));
    }

    @Case(number = 25, kind = IMAGE, does = "signed by a key that the meter does not trust", answer = "key")
    @Test
    void untrustedKey() throws DlmsException {
        field.refuses(Signer.OTHER.sign(GOOD), "key");
        field.refuses(Signer.P384.sign(GOOD), "key");
        field.refuses(Signer.ED25519.sign(GOOD), "key");
        field.isUnharmed();
    }

    @Case(
            number = 26,
            kind = IMAGE,
            does = "signed by another key than the trusted one that it names",
            answer = "signature")
    @Test
    void anotherKeysSignature() throws DlmsException {
        refusesAll(Signer.OTHER.rawSignature(GOOD));
    }

    @Case(number = 27, kind = IMAGE, does = "names no key, or one that nobody knows", answer = "key")
    @Test
    void keyHash() throws DlmsException {
        byte[] digest = Signer.DEMO.digest(GOOD);
        byte[] signature = Signer.DEMO.signature(GOOD);
        byte[] hash = Signer.DEMO.keyHash();
        field.refuses(Forge.file(GOOD, digest, signature), "key");
        field.refuses(Forge.file(GOOD, digest, flip(hash, 10), signature), "key");
        field.refuses(Forge.file(GOOD, digest, tlv(Signer.KEYHASH), signature), "key");
        field.refuses(Forge.file(GOOD, digest, tlv(Signer.KEYHASH, new byte[33]), signature), "key");
        field.isUnharmed();
    }

    @Case(
            number = 30,
            kind = IMAGE,
            does = "P-384 key over SHA-256, ECDSA in the TLV of Ed25519, signed over the image, not its digest",
            answer = "signature; unknown TLV: structure")
    @Test
    void confusedAlgorithms() throws DlmsException {
        Field trusting =
                new Field(builder -> builder.trust(Signer.P384.publicPem()).trust(Signer.ED25519.publicPem()));
        byte[] over256 = tlv(Signer.ECDSA, Signer.P384.sign("SHA256withECDSA", GOOD));
        byte[] sha256 = Signer.DEMO.digest(GOOD);
        trusting.refuses(Forge.file(GOOD, sha256, Signer.P384.keyHash(), over256), "signature");
        byte[] demo = Signer.DEMO.rawSignature(GOOD);
        trusting.refuses(Signer.DEMO.fileWith(GOOD, tlv(Signer.EDDSA, demo)), "signature");
        trusting.refuses(Signer.ED25519.fileWith(GOOD, tlv(Signer.ECDSA, demo)), "signature");
        byte[] pure = Signer.ED25519.sign("Ed25519", GOOD);
        trusting.refuses(Signer.ED25519.fileWith(GOOD, tlv(Signer.EDDSA, pure)), "signature");
        trusting.refuses(Signer.ED25519.fileWith(GOOD, tlv(0x25, pure)), "structure");
        trusting.isUnharmed();
        trusting.takes(Signer.P384.sign(Draft.small().version("9.9.9").toBeSigned()), "9.9.9", 1);
    }

    @Case(
            number = 32,
            kind = POLICY,
            does = "signed by the demo key that everybody has, for a meter of a real key",
            answer = "key")
    @Test
    void demoKeyInProduction() throws DlmsException {
        Field production = new Field(builder -> builder.profile(Profiles.trusting(Signer.OTHER.publicPem())))
                .signedBy(Signer.OTHER);
        production.refuses(Signer.DEMO.sign(GOOD), "key");
        production.isUnharmed();
    }

    @Case(
            number = 34,
            kind = POLICY,
            does = "public key off its curve, or at infinity, for the meter to trust",
            answer = "the meter does not start with it; without it all is well")
    @Test
    void keyOffTheCurve() throws DlmsException {
        byte[] info = Base64.getMimeDecoder().decode(Signer.OTHER.publicPem().replaceAll("-----[A-Z ]+-----", ""));
        byte[] off = flip(info, info.length - 1);
        byte[] infinity = join(Arrays.copyOf(info, info.length - 65), new byte[1]);
        for (byte[] wrong : new byte[][] {off, infinity}) {
            String pem = "-----BEGIN PUBLIC KEY-----\n" + Base64.getEncoder().encodeToString(wrong)
                    + "\n-----END PUBLIC KEY-----\n";
            RuntimeException refused = assertThrows(
                    RuntimeException.class, () -> Meter.builder().trust(pem).startOn(field.world));
            assertEquals(true, refused.getMessage().contains("key"), refused::getMessage);
        }
        field.refuses(Signer.OTHER.sign(GOOD), "key");
        field.isUnharmed();
    }
}
