package org.metersim.metrology.image;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.metersim.dlms.codec.Octets;

/** A public key whose images a meter takes. */
public final class TrustedKey {

    private static final int ED25519_BYTES = 64;

    private final Octets info;
    private final AsymmetricKeyParameter key;
    private final SigningAlgorithm algorithm;

    private TrustedKey(Octets info, AsymmetricKeyParameter key, SigningAlgorithm algorithm) {
        this.info = info;
        this.key = key;
        this.algorithm = algorithm;
    }

    /**
     * The public keys in a PEM text.
     *
     * @throws IllegalArgumentException when there is none, or one that is not ECDSA P-256, P-384 or Ed25519
     */
    public static List<TrustedKey> parse(String pem) {
        List<TrustedKey> keys = new ArrayList<>();
        Pem.blocks(pem, "PUBLIC KEY").forEach(block -> keys.add(of(block)));
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no PUBLIC KEY block (expected: PEM, as openssl pkey -pubout writes)");
        }
        return keys;
    }

    /** @param info SubjectPublicKeyInfo, DER */
    public static TrustedKey of(Octets info) {
        AsymmetricKeyParameter key;
        try {
            key = PublicKeyFactory.createKey(info.toBytes());
        } catch (IOException | RuntimeException broken) {
            throw new IllegalArgumentException("public key cannot be read: " + broken.getMessage(), broken);
        }
        return new TrustedKey(info, key, algorithmOf(key));
    }

    static SigningAlgorithm algorithmOf(AsymmetricKeyParameter key) {
        if (key instanceof Ed25519PublicKeyParameters) {
            return SigningAlgorithm.ED25519;
        }
        // by the name of the curve: others have fields of the same size
        if (key instanceof ECPublicKeyParameters elliptic
                && elliptic.getParameters() instanceof ECNamedDomainParameters curve) {
            if (curve.getName().equals(SECObjectIdentifiers.secp256r1)) {
                return SigningAlgorithm.P256;
            }
            if (curve.getName().equals(SECObjectIdentifiers.secp384r1)) {
                return SigningAlgorithm.P384;
            }
        }
        throw new IllegalArgumentException("public key (expected: ECDSA P-256, P-384 or Ed25519)");
    }

    public SigningAlgorithm algorithm() {
        return algorithm;
    }

    /** What an image names its key by: the digest of the SubjectPublicKeyInfo. */
    public Octets hash() {
        return Digests.hash(algorithm.hash(), info.toBytes());
    }

    /** The key as PEM. */
    String toPem() {
        return Pem.armour("PUBLIC KEY", info.toBytes());
    }

    /** Whether this key made {@code signature} over {@code digest}. A malformed signature is a wrong one. */
    boolean verifies(Octets digest, Octets signature) {
        if (algorithm == SigningAlgorithm.ED25519) {
            if (signature.length() != ED25519_BYTES) {
                return false;
            }
            Ed25519Signer verifier = new Ed25519Signer();
            verifier.init(false, key);
            verifier.update(digest.toBytes(), 0, digest.length());
            return verifier.verifySignature(signature.toBytes());
        }
        return verifiesElliptic(digest, signature);
    }

    /** Whether {@code signature}, which this key made, is the one of its two twins whose s is at most n/2. */
    boolean isLow(Octets signature) {
        if (algorithm == SigningAlgorithm.ED25519) {
            return true;
        }
        BigInteger order = ((ECPublicKeyParameters) key).getParameters().getN();
        try {
            BigInteger s = StandardDSAEncoding.INSTANCE.decode(order, signature.toBytes())[1];
            return s.compareTo(order.shiftRight(1)) <= 0;
        } catch (IOException | RuntimeException malformed) {
            return false;
        }
    }

    private boolean verifiesElliptic(Octets digest, Octets signature) {
        BigInteger order = ((ECPublicKeyParameters) key).getParameters().getN();
        BigInteger[] pair;
        try {
            // strict: refuses negative, non-minimal and trailing bytes
            pair = StandardDSAEncoding.INSTANCE.decode(order, signature.toBytes());
        } catch (IOException | RuntimeException malformed) {
            return false;
        }
        ECDSASigner verifier = new ECDSASigner();
        verifier.init(false, key);
        return verifier.verifySignature(digest.toBytes(), pair[0], pair[1]);
    }

    @Override
    public String toString() {
        return algorithm + " " + hash().slice(0, 8).toHex();
    }
}
