package org.metersim.metrology.image;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.jcajce.provider.asymmetric.util.ECUtil;
import org.metersim.dlms.codec.Octets;

/** A private key that signs images. Never printed. */
public final class SigningKey {

    private final AsymmetricKeyParameter key;
    private final TrustedKey publicHalf;
    private final Octets publicInfo;

    private SigningKey(AsymmetricKeyParameter key) throws IOException {
        this.key = key;
        this.publicInfo = Octets.of(SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicOf(key))
                .getEncoded());
        this.publicHalf = TrustedKey.of(publicInfo);
    }

    /**
     * The private key in a PEM text, PKCS#8 without password.
     *
     * @throws IllegalArgumentException when there is none, or one that is not ECDSA P-256, P-384 or Ed25519
     */
    public static SigningKey parse(String pem) {
        List<Octets> blocks = Pem.blocks(pem, "PRIVATE KEY");
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("no PRIVATE KEY block (expected: PEM, PKCS#8, without password)");
        }
        try {
            return new SigningKey(PrivateKeyFactory.createKey(blocks.get(0).toBytes()));
        } catch (IOException | RuntimeException broken) {
            throw new IllegalArgumentException("private key cannot be read: " + broken.getMessage(), broken);
        }
    }

    /** A new key. */
    public static SigningKey generate(SigningAlgorithm algorithm, SecureRandom random) {
        try {
            return new SigningKey(pair(algorithm, random).getPrivate());
        } catch (IOException impossible) {
            throw new IllegalStateException("a new key cannot be encoded", impossible);
        }
    }

    private static AsymmetricCipherKeyPair pair(SigningAlgorithm algorithm, SecureRandom random) {
        if (algorithm == SigningAlgorithm.ED25519) {
            Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
            generator.init(new Ed25519KeyGenerationParameters(random));
            return generator.generateKeyPair();
        }
        var curve =
                algorithm == SigningAlgorithm.P256 ? SECObjectIdentifiers.secp256r1 : SECObjectIdentifiers.secp384r1;
        ECKeyPairGenerator generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(
                new ECNamedDomainParameters(curve, ECUtil.getNamedCurveByOid(curve)), random));
        return generator.generateKeyPair();
    }

    private static AsymmetricKeyParameter publicOf(AsymmetricKeyParameter key) {
        if (key instanceof Ed25519PrivateKeyParameters edwards) {
            return edwards.generatePublicKey();
        }
        if (key instanceof ECPrivateKeyParameters elliptic) {
            var domain = elliptic.getParameters();
            return new ECPublicKeyParameters(domain.getG().multiply(elliptic.getD()), domain);
        }
        throw new IllegalArgumentException("private key (expected: ECDSA P-256, P-384 or Ed25519)");
    }

    public TrustedKey publicHalf() {
        return publicHalf;
    }

    /** The public half as PEM. */
    public String publicPem() {
        return Pem.armour("PUBLIC KEY", publicInfo.toBytes());
    }

    /** All of it as PEM, PKCS#8: to be written to a file that only its owner reads. */
    public String privatePem() {
        try {
            return Pem.armour(
                    "PRIVATE KEY",
                    PrivateKeyInfoFactory.createPrivateKeyInfo(key).getEncoded());
        } catch (IOException impossible) {
            throw new IllegalStateException("a key cannot be encoded", impossible);
        }
    }

    /** The same digest gives the same signature: nonces by RFC 6979. */
    Octets sign(Octets digest) {
        SigningAlgorithm algorithm = publicHalf.algorithm();
        if (algorithm == SigningAlgorithm.ED25519) {
            Ed25519Signer signer = new Ed25519Signer();
            signer.init(true, key);
            signer.update(digest.toBytes(), 0, digest.length());
            return Octets.of(signer.generateSignature());
        }
        ECDSASigner signer = new ECDSASigner(
                new HMacDSAKCalculator(algorithm == SigningAlgorithm.P256 ? new SHA256Digest() : new SHA384Digest()));
        signer.init(true, key);
        BigInteger[] pair = signer.generateSignature(digest.toBytes());
        try {
            BigInteger order = ((ECPrivateKeyParameters) key).getParameters().getN();
            return Octets.of(StandardDSAEncoding.INSTANCE.encode(order, pair[0], pair[1]));
        } catch (IOException impossible) {
            throw new IllegalStateException("a signature cannot be encoded", impossible);
        }
    }

    @Override
    public String toString() {
        return "SigningKey[not shown]";
    }
}
