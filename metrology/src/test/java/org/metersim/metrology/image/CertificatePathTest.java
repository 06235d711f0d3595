package org.metersim.metrology.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.metersim.profiles.SignaturePolicy;

/** Which certificates are on the way from a signer to a root: by name and by signature, both. */
class CertificatePathTest {

    private static final Date FROM = Date.from(Instant.parse("2024-01-01T00:00:00Z"));
    private static final Date UNTIL = Date.from(Instant.parse("2048-01-01T00:00:00Z"));
    private static final long NOW_MS = Instant.parse("2026-11-25T12:00:00Z").toEpochMilli();
    private static final BigInteger SERIAL = BigInteger.valueOf(4097);

    /** One who has a key and a certificate. @param key of the test vectors */
    private record Party(String name, String key, X509CertificateHolder certificate) {

        /** An authority that issued its own. */
        static Party root(String name, String key) throws Exception {
            return new Party(name, key, certified(name, key, new Party(name, key, null), true));
        }

        Party issues(String subject, String subjectKey) throws Exception {
            return new Party(subject, subjectKey, certified(subject, subjectKey, this, true));
        }

        Party issuesSigner() throws Exception {
            return new Party("signer", "p256", certified("signer", "p256", this, false));
        }

        private static X509CertificateHolder certified(String subject, String key, Party issuer, boolean isAuthority)
                throws Exception {
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    new X500Name("CN=" + issuer.name),
                    SERIAL,
                    FROM,
                    UNTIL,
                    new X500Name("CN=" + subject),
                    SubjectPublicKeyInfo.getInstance(Forge.pem(Vectors.publicPem(key))));
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            int usage = isAuthority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature;
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            if (!isAuthority) {
                builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_codeSigning));
            }
            return builder.build(issuer.hand());
        }

        ContentSigner hand() throws Exception {
            PrivateKey secret = KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Forge.pem(Vectors.privatePem(key))));
            return new JcaContentSignerBuilder("SHA256withECDSA").build(secret);
        }

        String pem() throws Exception {
            return Pem.armour("CERTIFICATE", certificate.getEncoded());
        }

        /** A list of its own that revokes {@link #SERIAL}. @param of the issuer whose certificate is meant */
        String revocations(Optional<String> of) throws Exception {
            X509v2CRLBuilder list = new X509v2CRLBuilder(new X500Name("CN=" + name), FROM);
            if (of.isPresent()) {
                GeneralNames issuer = new GeneralNames(new GeneralName(new X500Name("CN=" + of.get())));
                Extension meant = new Extension(Extension.certificateIssuer, true, issuer.getEncoded());
                list.addCRLEntry(SERIAL, FROM, new Extensions(meant));
            } else {
                list.addCRLEntry(SERIAL, FROM, CRLReason.keyCompromise);
            }
            return Pem.armour("X509 CRL", list.build(hand()).getEncoded());
        }
    }

    private static String fault(Party signer, List<Party> along, String... trusted) throws Exception {
        Trust trust = new Trust(
                TrustStore.parse(String.join("", trusted)),
                new SignaturePolicy("cms", Optional.empty(), false, false),
                MeterTrust.at(NOW_MS));
        List<X509CertificateHolder> others =
                along.stream().map(Party::certificate).toList();
        return CertificatePath.of(signer.certificate(), others, trust).fault().orElse("");
    }

    @Test
    void aSignerOfARootIsGood() throws Exception {
        Party root = Party.root("root", "p384");

        assertEquals("", fault(root.issuesSigner(), List.of(), root.pem()));
    }

    // One signer and four authorities below the root, and no more.
    @Test
    void aPathHasAtMostFiveCertificates() throws Exception {
        Party root = Party.root("root", "p384");
        List<Party> along = new ArrayList<>();
        Party last = root;
        for (int number = 1; number <= 4; number++) {
            last = last.issues("authority " + number, "other-p256");
            along.add(last);
        }
        assertEquals("", fault(last.issuesSigner(), along, root.pem()));

        Party fifth = last.issues("authority 5", "other-p256");
        along.add(fifth);
        assertEquals(
                "CN=authority 1 is not trusted (expected: a root of the meter)",
                fault(fifth.issuesSigner(), along, root.pem()));
    }

    // It has the key, and it is not who the certificate says issued it.
    @Test
    void aRootOfAnotherNameIsNotTheIssuer() throws Exception {
        Party signer = Party.root("root", "p384").issuesSigner();

        assertEquals(
                "CN=root is not trusted (expected: a root of the meter)",
                fault(signer, List.of(), Party.root("other", "p384").pem()));
    }

    // It has the name, and it did not sign.
    @Test
    void aRootOfTheSameNameAndAnotherKeyIsNotTheIssuer() throws Exception {
        Party root = Party.root("root", "p384");
        Party namesake = Party.root("root", "other-p256");
        Party signer = root.issuesSigner();

        assertEquals(
                "CN=root is not trusted (expected: a root of the meter)", fault(signer, List.of(), namesake.pem()));
        assertEquals("", fault(signer, List.of(), namesake.pem(), root.pem()));
        assertEquals("", fault(signer, List.of(), root.pem(), namesake.pem()));
    }

    @Test
    void ofAuthoritiesThatComeAlongTheOneThatSignedIsOnThePath() throws Exception {
        Party root = Party.root("root", "p384");
        Party namesake = root.issues("authority", "p256");
        Party sameKey = root.issues("another", "other-p256");
        Party authority = root.issues("authority", "other-p256");

        assertEquals("", fault(authority.issuesSigner(), List.of(namesake, sameKey, authority), root.pem()));
        assertEquals(
                "CN=authority is not trusted (expected: a root of the meter)",
                fault(authority.issuesSigner(), List.of(namesake, sameKey), root.pem()));
    }

    // A root that comes with the image is nobody's, and going round in circles ends.
    @Test
    void whatComesAlongIsNoRoot() throws Exception {
        Party root = Party.root("root", "p384");
        Party one = new Party("one", "p384", null).issues("two", "other-p256");
        Party two = one.issues("one", "p384");

        assertEquals(
                "CN=root is not trusted (expected: a root of the meter)",
                fault(
                        root.issuesSigner(),
                        List.of(root),
                        Party.root("other", "p384").pem()));
        assertTrue(fault(two.issuesSigner(), List.of(one, two), root.pem())
                .endsWith(" is not trusted (expected: a root of the meter)"));
    }

    // An authority speaks for what it issued itself, also where it names another: indirect lists are not taken.
    @Test
    void aListRevokesWhatItsIssuerIssuedAndNothingElse() throws Exception {
        Party root = Party.root("root", "p384");
        Party authority = root.issues("authority", "other-p256");
        Party signer = authority.issuesSigner();
        Party impostor = new Party("authority", "p256", null);
        List<Party> along = List.of(authority);

        assertEquals(
                "CN=signer: revoked (expected: a certificate that is not)",
                fault(signer, along, root.pem(), authority.revocations(Optional.empty())));
        assertEquals("", fault(signer, along, root.pem(), impostor.revocations(Optional.empty())));
        assertEquals("", fault(signer, along, root.pem(), root.revocations(Optional.of("authority"))));
        Party other = new Party("other", "other-p256", null);
        assertEquals("", fault(signer, along, root.pem(), other.revocations(Optional.of("authority"))));
        assertEquals(
                "CN=authority: revoked (expected: a certificate that is not)",
                fault(signer, along, root.pem(), root.revocations(Optional.empty())));
    }

    @Test
    void anAuthorityMayNotSignImages() throws Exception {
        Party root = Party.root("root", "p384");

        assertEquals(
                "CN=authority: key usage [] (expected: code signing)",
                fault(root.issues("authority", "p256"), List.of(), root.pem()));
    }
}
