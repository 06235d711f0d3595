package org.metersim.metrology.image;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.cert.X509CertificateHolder;
import org.metersim.dlms.codec.Octets;

/**
 * From the certificate of one who signed to a root that the meter trusts. RFC 5280, 6; by the JDK, which is given the
 * meter's time.
 */
final class CertificatePath {

    /** Extended key usage codeSigning. RFC 5280, 4.2.1.12. */
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

    private static final int DIGITAL_SIGNATURE = 0;
    private static final int LONGEST = 5;

    private final List<X509Certificate> path;
    private final Optional<X509Certificate> root;
    private final Trust trust;

    private CertificatePath(List<X509Certificate> path, Optional<X509Certificate> root, Trust trust) {
        this.path = path;
        this.root = root;
        this.trust = trust;
    }

    /**
     * Looks for the way up.
     *
     * @param along certificates that may be on it
     * @throws IllegalArgumentException when one of them cannot be read
     */
    static CertificatePath of(X509CertificateHolder leaf, List<X509CertificateHolder> along, Trust trust)
            throws IOException {
        List<X509Certificate> others = new ArrayList<>();
        for (X509CertificateHolder each : along) {
            others.add(TrustStore.certificate(Octets.of(each.getEncoded())));
        }
        List<X509Certificate> path = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(TrustStore.certificate(Octets.of(leaf.getEncoded())));
        Optional<X509Certificate> root = Optional.empty();
        while (next.isPresent() && root.isEmpty() && path.size() < LONGEST) {
            path.add(next.get());
            root = issuer(next.get(), trust.store().roots());
            next = issuer(next.get(), others);
        }
        return new CertificatePath(path, root, trust);
    }

    private static Optional<X509Certificate> issuer(X509Certificate issued, List<X509Certificate> candidates) {
        return candidates.stream()
                .filter(candidate -> candidate.getSubjectX500Principal().equals(issued.getIssuerX500Principal()))
                .filter(candidate -> isSignedBy(issued, candidate))
                .findFirst();
    }

    private static boolean isSignedBy(X509Certificate issued, X509Certificate issuer) {
        try {
            issued.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException notItsIssuer) {
            return false;
        }
    }

    /**
     * Why the certificate may not sign images; empty when it may.
     *
     * @throws GeneralSecurityException when one of the path cannot be read
     */
    Optional<String> fault() throws GeneralSecurityException {
        X509Certificate leaf = path.get(0);
        if (root.isEmpty()) {
            X509Certificate last = path.get(path.size() - 1);
            return Optional.of(last.getIssuerX500Principal() + " is not trusted (expected: a root of the meter)");
        }
        for (X509Certificate each : path) {
            Optional<String> fault = fault(each);
            if (fault.isPresent()) {
                return fault.map(why -> each.getSubjectX500Principal() + ": " + why);
            }
        }
        Optional<String> fault = purposeFault(leaf);
        return (fault.isPresent() ? fault : pathFault()).map(why -> leaf.getSubjectX500Principal() + ": " + why);
    }

    private Optional<String> fault(X509Certificate certificate) {
        if (!certificate.getSigAlgName().matches("SHA(256|384|512)with.+")) {
            return Optional.of("signed with " + certificate.getSigAlgName() + " (expected: SHA-256 or better)");
        }
        boolean isRevoked = !trust.meter().isForRunningImage()
                && (trust.isRevoked(Digests.sha256(certificate.getPublicKey().getEncoded())) || isListed(certificate));
        return isRevoked ? Optional.of("revoked (expected: a certificate that is not)") : Optional.empty();
    }

    /** A list counts however old it is: a meter in the field gets a newer one only with its next firmware. */
    private boolean isListed(X509Certificate certificate) {
        List<X509Certificate> issuers = Stream.concat(path.stream(), root.stream())
                .filter(each -> each.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .toList();
        return trust.store().revocationLists().stream()
                .filter(list -> list.getIssuerX500Principal().equals(certificate.getIssuerX500Principal()))
                .filter(list -> issuers.stream().anyMatch(issuer -> isSignedBy(list, issuer)))
                .anyMatch(list -> list.isRevoked(certificate));
    }

    private static boolean isSignedBy(X509CRL list, X509Certificate issuer) {
        try {
            list.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException notItsIssuer) {
            return false;
        }
    }

    private static Optional<String> purposeFault(X509Certificate leaf) throws GeneralSecurityException {
        List<String> purposes = Optional.ofNullable(leaf.getExtendedKeyUsage()).orElse(List.of());
        boolean[] usage = leaf.getKeyUsage();
        boolean signs = usage == null || usage[DIGITAL_SIGNATURE];
        return signs && purposes.contains(CODE_SIGNING)
                ? Optional.empty()
                : Optional.of("key usage " + purposes + " (expected: code signing)");
    }

    private Optional<String> pathFault() throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root.orElseThrow(), null)));
        // lists are looked at above; the JDK would have one of each issuer, and today's
        parameters.setRevocationEnabled(false);
        parameters.setDate(date());
        try {
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
            return Optional.empty();
        } catch (CertPathValidatorException bad) {
            String at = "at " + Instant.ofEpochMilli(date().getTime()).toString();
            return Optional.of(bad.getReason() + " (expected: a valid path to "
                    + root.orElseThrow().getSubjectX500Principal() + " " + at + ")");
        }
    }

    /** Of an image that runs: when the youngest of its certificates began to be valid. */
    private Date date() {
        return trust.meter().isForRunningImage()
                ? path.stream()
                        .map(X509Certificate::getNotBefore)
                        .max(Date::compareTo)
                        .orElseThrow()
                : new Date(trust.meter().clockMs());
    }
}
