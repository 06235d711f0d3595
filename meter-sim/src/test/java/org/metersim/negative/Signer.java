package org.metersim.negative;

import static org.metersim.negative.Forge.tlv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.metersim.metrology.image.SigningAlgorithm;
import org.metersim.metrology.image.SigningKey;
import org.metersim.profiles.ProfileReader;

/** A key that signs images with the JDK: the digest, the hash of the key and the signature as TLVs. */
final class Signer {

    /** The one that sim-1p trusts. */
    static final Signer DEMO = new Signer(SigningAlgorithm.P256, SigningKey.parse(demoPem()));

    /** Others, that a meter trusts only when it is told. */
    static final Signer OTHER = generated(SigningAlgorithm.P256, 1);

    static final Signer P384 = generated(SigningAlgorithm.P384, 2);
    static final Signer ED25519 = generated(SigningAlgorithm.ED25519, 3);

    static final int KEYHASH = 0x01;
    static final int SHA256 = 0x10;
    static final int SHA384 = 0x11;
    static final int ECDSA = 0x22;
    static final int EDDSA = 0x24;

    private final SigningAlgorithm algorithm;
    private final SigningKey pair;
    private final PrivateKey key;

    private Signer(SigningAlgorithm algorithm, SigningKey pair) {
        this.algorithm = algorithm;
        this.pair = pair;
        try {
            this.key = KeyFactory.getInstance(algorithm == SigningAlgorithm.ED25519 ? "Ed25519" : "EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(der(pair.privatePem())));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String demoPem() {
        try (InputStream in = ProfileReader.class.getResourceAsStream("demo-signing-key.pem")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Signer generated(SigningAlgorithm algorithm, long seed) {
        try {
            SecureRandom chance = SecureRandom.getInstance("SHA1PRNG");
            chance.setSeed(seed);
            return new Signer(algorithm, SigningKey.generate(algorithm, chance));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }

    SigningKey pair() {
        return pair;
    }

    String publicPem() {
        return pair.publicPem();
    }

    private String hashName() {
        return algorithm == SigningAlgorithm.P384 ? "SHA-384" : "SHA-256";
    }

    byte[] hash(byte[] bytes) {
        try {
            return MessageDigest.getInstance(hashName()).digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    byte[] digest(byte[] toBeSigned) {
        return tlv(algorithm == SigningAlgorithm.P384 ? SHA384 : SHA256, hash(toBeSigned));
    }

    byte[] keyHash() {
        return tlv(KEYHASH, hash(der(publicPem())));
    }

    byte[] signature(byte[] toBeSigned) {
        return tlv(algorithm == SigningAlgorithm.ED25519 ? EDDSA : ECDSA, rawSignature(toBeSigned));
    }

    /** DER of ECDSA, or the 64 bytes of Ed25519 over the digest. */
    byte[] rawSignature(byte[] toBeSigned) {
        return algorithm == SigningAlgorithm.ED25519
                ? sign("Ed25519", hash(toBeSigned))
                : sign(hashName().replace("-", "") + "withECDSA", toBeSigned);
    }

    /** @param jdkName of the algorithm: {@code SHA256withECDSA} */
    byte[] sign(String jdkName, byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(jdkName);
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The whole file. */
    byte[] sign(byte[] toBeSigned) {
        return Forge.file(toBeSigned, digest(toBeSigned), keyHash(), signature(toBeSigned));
    }

    /** The whole file with a signature of whoever's. */
    byte[] fileWith(byte[] toBeSigned, byte[] signatureTlv) {
        return Forge.file(toBeSigned, digest(toBeSigned), keyHash(), signatureTlv);
    }
}
