package org.metersim.metrology.image;

import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.ImageReport.Checks;

/**
 * {@code cms}: payload and manifest with a detached CMS signature (RFC 5652) and X.509 certificates. The classes that
 * read these load with the first image of this form, not before.
 */
final class CmsFormat implements ImageFormat {

    @Override
    public String word() {
        return "cms";
    }

    @Override
    public int minBytes() {
        return CmsImage.HEADER_BYTES + ImageContainer.CRC_BYTES;
    }

    @Override
    public boolean begins(Octets file) {
        return file.equals(CmsImage.MAGIC);
    }

    @Override
    public ImageContainer parse(byte[] file) {
        CmsImage image = CmsImage.parse(file);
        if (!image.signatureBlock().isEmpty()) {
            CmsSignature.parse(image.signatureBlock(), image.signedPart().length());
        }
        return image;
    }

    @Override
    public boolean verifyOrigin(ImageContainer image, Trust trust, Checks checks) {
        Octets block = ((CmsImage) image).signatureBlock();
        if (block.isEmpty()) {
            checks.failed(ImageLayer.DIGEST, "none (expected: one in a signature)");
            return false;
        }
        List<CmsSigner> signers =
                CmsSignature.parse(block, image.signedPart().length()).signers();
        String count = signers.size() == 1 ? "one signature" : signers.size() + " signatures";
        return note(ImageLayer.DIGEST, fault(signers, each -> each.digestFault(image.signedPart())), count, checks)
                && note(ImageLayer.KEY, fault(signers, each -> each.keyFault(trust)), names(signers), checks)
                && note(ImageLayer.SIGNATURE, fault(signers, each -> each.signatureFault(trust)), count, checks);
    }

    private static boolean note(ImageLayer layer, Optional<String> fault, String found, Checks checks) {
        return fault.isPresent() ? checks.failed(layer, fault.get()) : checks.check(layer, true, found, "");
    }

    private interface Check {
        Optional<String> fault(CmsSigner signer);
    }

    /** All who signed must pass: one bad signature is not made good by another. */
    private static Optional<String> fault(List<CmsSigner> signers, Check check) {
        return signers.stream().flatMap(signer -> fault(signer, check).stream()).findFirst();
    }

    private static Optional<String> fault(CmsSigner signer, Check check) {
        try {
            return check.fault(signer);
        } catch (RuntimeException malformed) {
            // the ASN.1 of what is in a SignerInfo or a certificate is read when it is looked at, not before
            return Optional.of("cannot be read (expected: SignerInfo of RFC 5652, certificate of RFC 5280)");
        }
    }

    private static String names(List<CmsSigner> signers) {
        return signers.get(0).name() + (signers.size() > 1 ? " and " + (signers.size() - 1) + " more" : "");
    }
}
