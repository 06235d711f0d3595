package org.metersim.metrology.image;

import java.util.List;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.metrology.image.ImageReport.Checks;

/**
 * A form in which images are packed: how one is taken apart, and how it is known from whom it is. All forms end in a
 * CRC-32. Which one a meter takes is its profile's choice; what the file looks like never is.
 */
public interface ImageFormat {

    ImageFormat MCUBOOT_CRC = new McubootFormat();
    ImageFormat CMS = new CmsFormat();

    /** Its name in profiles. */
    String word();

    /** No image of this form is shorter. */
    int minBytes();

    /** Whether a file begins as this form does. */
    boolean begins(Octets file);

    /**
     * Takes a file apart, CRC-32 included (not checked here).
     *
     * @throws DecodeException when its structure is not exactly that of this form
     */
    ImageContainer parse(byte[] file);

    /** Checks digest, key and signature, in this order. @param image as {@link #parse} made it; true when all hold */
    boolean verifyOrigin(ImageContainer image, Trust trust, Checks checks);

    /** The form of that name in a profile. @throws IllegalArgumentException when there is none */
    static ImageFormat named(String word) {
        return all().stream()
                .filter(format -> format.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("container: " + word + " (expected: mcuboot+crc or cms)"));
    }

    /** The form that a file seems to have: the default when it has none. */
    static ImageFormat of(byte[] file) {
        Octets start = Octets.of(file).slice(0, Math.min(file.length, 4));
        return all().stream().filter(format -> format.begins(start)).findFirst().orElse(MCUBOOT_CRC);
    }

    private static List<ImageFormat> all() {
        return List.of(MCUBOOT_CRC, CMS);
    }
}
