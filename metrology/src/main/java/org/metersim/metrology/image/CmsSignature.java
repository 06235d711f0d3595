package org.metersim.metrology.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/** A detached CMS signature: SignedData of RFC 5652, 5, as {@code openssl cms -sign -outform DER} writes it. */
final class CmsSignature {

    private static final int MAX_SIGNERS = 4;

    private final List<CmsSigner> signers;

    private CmsSignature(List<CmsSigner> signers) {
        this.signers = List.copyOf(signers);
    }

    /**
     * @param at where it begins in the file
     * @throws DecodeException when it is no SignedData in DER, has the content in itself, or nobody signed
     */
    static CmsSignature parse(Octets block, int at) {
        try {
            ASN1Primitive whole = ASN1Primitive.fromByteArray(block.toBytes());
            if (!Octets.of(whole.getEncoded(ASN1Encoding.DER)).equals(block)) {
                throw new DecodeException("signature", "BER", "DER", at);
            }
            return demand(new CMSSignedData(ContentInfo.getInstance(whole)), at);
        } catch (DecodeException expected) {
            throw expected;
        } catch (IOException | CMSException | RuntimeException broken) {
            throw new DecodeException("signature", oneLine(broken), "CMS SignedData", at);
        }
    }

    private static CmsSignature demand(CMSSignedData data, int at) {
        ContentInfo whole = data.toASN1Structure();
        SignedData signed = SignedData.getInstance(whole.getContent());
        ContentInfo content = signed.getEncapContentInfo();
        boolean isOfData = CMSObjectIdentifiers.signedData.equals(whole.getContentType())
                && CMSObjectIdentifiers.data.equals(content.getContentType());
        if (!isOfData) {
            throw new DecodeException("signature", "another content type", "SignedData of data", at);
        }
        if (content.getContent() != null) {
            throw new DecodeException("signature", "has content of its own", "a detached one", at);
        }
        int signers = data.getSignerInfos().size();
        if (signers < 1 || signers > MAX_SIGNERS) {
            throw new DecodeException("signature", signers + " signers", "1 to " + MAX_SIGNERS, at);
        }
        demandVersions(data, signed, at);
        return new CmsSignature(signers(data));
    }

    /** What no signature covers has one form: the versions of RFC 5652, 5.1 and 5.3, and the list of the digests. */
    private static void demandVersions(CMSSignedData data, SignedData signed, int at) {
        Set<AlgorithmIdentifier> digests = new HashSet<>();
        boolean namesKey = false;
        for (SignerInformation signer : data.getSignerInfos().getSigners()) {
            boolean byKey = signer.getSID().getSubjectKeyIdentifier() != null;
            if (signer.getVersion() != (byKey ? 3 : 1)) {
                throw new DecodeException("signature", "signer version " + signer.getVersion(), "1 or 3", at);
            }
            namesKey |= byKey;
            digests.add(signer.getDigestAlgorithmID());
        }
        if (!signed.getVersion().hasValue(namesKey ? 3 : 1)) {
            throw new DecodeException("signature", "version " + signed.getVersion(), "1 or 3", at);
        }
        if (!digests.equals(data.getDigestAlgorithmIDs())) {
            throw new DecodeException("signature", "other digest algorithms listed", "those of the signers", at);
        }
    }

    private static String oneLine(Exception broken) {
        return String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
    }

    private static List<CmsSigner> signers(CMSSignedData data) {
        List<X509CertificateHolder> along = List.copyOf(data.getCertificates().getMatches(null));
        List<CmsSigner> signers = new ArrayList<>();
        for (SignerInformation signer : data.getSignerInfos().getSigners()) {
            signers.add(new CmsSigner(signer, along));
        }
        return signers;
    }

    /** Who signed, each with the certificates that came along. */
    List<CmsSigner> signers() {
        return signers;
    }
}
