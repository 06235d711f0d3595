package org.metersim.metrology.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.SignerInformation;
import org.metersim.dlms.codec.Octets;

/** One who signed an image of the {@code cms} form: SignerInfo of RFC 5652, 5.3, and its certificate. */
final class CmsSigner {

    private static final Map<ASN1ObjectIdentifier, String> HASHES =
            Map.of(NISTObjectIdentifiers.id_sha256, "SHA-256", NISTObjectIdentifiers.id_sha384, "SHA-384");
    private static final Map<SigningAlgorithm, ASN1ObjectIdentifier> SIGNATURES = Map.of(
            SigningAlgorithm.P256, X9ObjectIdentifiers.ecdsa_with_SHA256,
            SigningAlgorithm.P384, X9ObjectIdentifiers.ecdsa_with_SHA384);

    private final SignerInformation info;
    private final List<X509CertificateHolder> along;
    private final Optional<X509CertificateHolder> own;
    private final String name;

    /**
     * @param along certificates that came with the signature
     * @throws RuntimeException when the ASN.1 of one of them is malformed
     */
    CmsSigner(SignerInformation info, List<X509CertificateHolder> along) {
        this.info = info;
        this.along = along;
        this.own = along.stream().filter(info.getSID()::match).findFirst();
        this.name = own.map(certificate -> certificate.getSubject().toString()).orElse("nobody");
    }

    /** Whose certificate it is, for a person. */
    String name() {
        return name;
    }

    /** Why what was signed is not {@code content}; empty when it is. */
    Optional<String> digestFault(Octets content) {
        if (info.getSignedAttributes() == null) {
            return Optional.of("no signed attributes (expected: content type and digest)");
        }
        Optional<String> hash = hash();
        if (hash.isEmpty()) {
            return Optional.of("digest algorithm " + info.getDigestAlgOID() + " (expected: SHA-256 or SHA-384)");
        }
        Octets computed = Digests.hash(hash.get(), content.toBytes());
        Optional<Octets> said = attribute(CMSAttributes.messageDigest)
                .filter(ASN1OctetString.class::isInstance)
                .map(value -> Octets.of(((ASN1OctetString) value).getOctets()));
        return said.filter(computed::equals).isPresent()
                ? Optional.empty()
                : Optional.of(said.map(CmsSigner::start).orElse("none") + " (expected: " + start(computed) + ")");
    }

    private static String start(Octets digest) {
        return digest.slice(0, Math.min(8, digest.length())).toHex() + "...";
    }

    private Optional<String> hash() {
        return Optional.ofNullable(HASHES.get(info.getDigestAlgorithmID().getAlgorithm()));
    }

    /** The one value of the one attribute of a type. */
    private Optional<ASN1Encodable> attribute(ASN1ObjectIdentifier type) {
        ASN1EncodableVector found = info.getSignedAttributes().getAll(type);
        if (found.size() != 1) {
            return Optional.empty();
        }
        Attribute attribute = Attribute.getInstance(found.get(0));
        return attribute.getAttrValues().size() == 1
                ? Optional.of(attribute.getAttrValues().getObjectAt(0))
                : Optional.empty();
    }

    /** Why its certificate may not sign images; empty when it may. */
    Optional<String> keyFault(Trust trust) {
        if (own.isEmpty()) {
            return Optional.of("no certificate of the signer (expected: one in the signature)");
        }
        try {
            Optional<String> fault = trust.fault(key());
            return fault.isPresent()
                    ? Optional.of(name() + ": " + fault.get() + " (expected: a key that is trusted)")
                    : CertificatePath.of(own.get(), along, trust).fault();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unreadable) {
            return Optional.of(name() + ": " + unreadable.getMessage());
        }
    }

    /** @throws IllegalArgumentException when it is of no kind that is taken */
    private TrustedKey key() {
        try {
            return TrustedKey.of(
                    Octets.of(own.orElseThrow().getSubjectPublicKeyInfo().getEncoded()));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }

    /** Why it is not its signature; empty when it is. Its certificate was found good. */
    Optional<String> signatureFault(Trust trust) {
        TrustedKey key = key();
        Octets signature = Octets.of(info.getSignature());
        boolean isMade = isOf(key.algorithm()) && key.verifies(signedDigest(key.algorithm()), signature);
        if (isMade && !trust.takes(key, signature)) {
            return Optional.of("s above n/2 (expected: the twin with the low s)");
        }
        return isMade
                ? Optional.empty()
                : Optional.of(signature.length() + " bytes (expected: made by " + name() + ")");
    }

    private Octets signedDigest(SigningAlgorithm algorithm) {
        try {
            return Digests.hash(algorithm.hash(), info.getEncodedSignedAttributes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The algorithm is the key's; the content type stands in the signed attributes, or the signature is of no content.
     */
    private boolean isOf(SigningAlgorithm algorithm) {
        return hash().filter(algorithm.hash()::equals).isPresent()
                && info.getEncryptionAlgOID().equals(String.valueOf(SIGNATURES.get(algorithm)))
                && attribute(CMSAttributes.contentType)
                        .filter(CMSObjectIdentifiers.data::equals)
                        .isPresent();
    }
}
