package org.metersim.metrology.image;

import java.util.Optional;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/** An image taken apart. What it says is not to be believed before digest and signature are checked. */
public interface ImageContainer {

    /** {@link #component} of a configuration program. */
    int PROGRAM = 2;

    /** {@link #component} of images of several components that belong together. */
    int BUNDLE = 3;

    /** The check sum at the end of every image. */
    int CRC_BYTES = 4;

    /**
     * Takes a file apart whose form is not known before; a meter knows its own, {@link ImageVerifier#parse}.
     *
     * @throws DecodeException when it is no image of any form
     */
    static ImageContainer parse(byte[] file) {
        return ImageFormat.of(file).parse(file);
    }

    Octets payload();

    /** Everything that digest and signature cover. */
    Octets signedPart();

    ImageVersion version();

    /** Anti-rollback counter, 32 bits unsigned. */
    long securityCounter();

    /** 0 metrology, 1 NIC, 2 program, 3 bundle; or a number that nobody has. */
    int component();

    /** Whether it says that it is firmware, which boots; programs and bundles do not. */
    boolean isBootable();

    /** UUID version 5 of the vendor's domain name. */
    Octets vendorId();

    /** UUID version 5 of the model. */
    Octets modelId();

    /** The DLMS image identifier with which it must be announced, if it says one. */
    Optional<Octets> imageId();

    /** The hardware revisions that it runs on; empty for any. */
    Optional<ImageSpec.HardwareRange> hardware();

    /** What it needs of another component. */
    Optional<ImageSpec.Dependency> dependency();

    /** SHA-256 or SHA-384 of the signed part, as the file says it. */
    Optional<Octets> digest();

    /** Digest of the public key that is to verify it. */
    Optional<Octets> keyHash();

    /** The bytes that sign it. */
    Optional<Octets> signature();
}
