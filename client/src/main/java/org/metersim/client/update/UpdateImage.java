package org.metersim.client.update;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;

/**
 * What is to be brought into a meter.
 *
 * @param content the whole file, opaque
 * @param identifier image_identifier that it is announced with, 1 to 64 bytes
 * @param version what the meter must name as active afterwards, when that is known
 */
public record UpdateImage(Octets content, Octets identifier, ImageComponent component, Optional<String> version) {

    private static final int MAX_IDENTIFIER_BYTES = 64;

    /** @throws IllegalArgumentException when there is no content, or no identifier of a fit length */
    public UpdateImage {
        if (content.isEmpty()) {
            throw new IllegalArgumentException("image: 0 bytes (expected: at least 1)");
        }
        if (identifier.isEmpty() || identifier.length() > MAX_IDENTIFIER_BYTES) {
            throw new IllegalArgumentException("image identifier: " + identifier.length() + " bytes (expected: 1 to "
                    + MAX_IDENTIFIER_BYTES + ")");
        }
    }

    /**
     * A file, announced as it asks to be: by its IMAGE_ID, else by its version.
     *
     * @param identifier used instead of the file's own; needed for a file that is not in our container
     * @param component used instead of the file's own; without either it is for the metrology
     * @throws IllegalArgumentException when there is no identifier
     */
    public static UpdateImage of(byte[] file, Optional<String> identifier, Optional<ImageComponent> component) {
        Optional<ImageHeader> header = ImageHeader.of(file);
        Octets announced = identifier
                .map(Octets::ascii)
                .or(() -> header.flatMap(ImageHeader::identifier))
                .or(() -> header.map(known -> Octets.ascii(known.version())))
                .orElseThrow(() -> new IllegalArgumentException(
                        "image: a format that does not name itself (expected: an identifier to announce it with)"));
        ImageComponent target =
                component.or(() -> header.flatMap(ImageHeader::component)).orElse(ImageComponent.METROLOGY);
        return new UpdateImage(Octets.of(file), announced, target, header.flatMap(ImageHeader::active));
    }

    public int sizeBytes() {
        return content.length();
    }

    /** Blocks of that many bytes that it takes. */
    public int blockCount(int blockBytes) {
        return (sizeBytes() + blockBytes - 1) / blockBytes;
    }

    /** A block; the last one is as long as what is left. */
    public Octets block(int number, int blockBytes) {
        int from = number * blockBytes;
        return content.slice(from, Math.min(sizeBytes(), from + blockBytes));
    }

    boolean beginsWith(Octets head) {
        return head.length() <= content.length()
                && content.slice(0, head.length()).equals(head);
    }

    Octets sha256() {
        try {
            return Octets.of(MessageDigest.getInstance("SHA-256").digest(content.toBytes()));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
