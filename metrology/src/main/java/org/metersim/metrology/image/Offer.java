package org.metersim.metrology.image;

import org.metersim.dlms.codec.Octets;

/** An image that may be activated, as image_to_activate_info shows it. @param file the whole image */
public record Offer(Octets identifier, Octets file) {

    /** What image_to_activate_signature is: the SHA-256 of the image. */
    public Octets signature() {
        return Digests.sha256(file.toBytes());
    }
}
