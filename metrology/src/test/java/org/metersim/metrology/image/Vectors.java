package org.metersim.metrology.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.metersim.dlms.codec.Hex;

/** Images and keys that openssl and python3 made; vectors.sh beside them has the commands. */
final class Vectors {

    private Vectors() {}

    /** Image of 99 bytes of payload, signed by {@code name}.pem. @param name p256, p384 or ed25519 */
    static byte[] image(String name) {
        return Hex.bytes(text(name + ".fwi.hex"));
    }

    static String publicPem(String name) {
        return text(name + ".pub.pem");
    }

    static String privatePem(String name) {
        return text(name + ".pem");
    }

    static TrustedKey trusted(String name) {
        return TrustedKey.parse(publicPem(name)).get(0);
    }

    /** Of the folder cms, whose vectors.sh has the commands. @param name tbs or tbs-full */
    static byte[] cmsToBeSigned(String name) {
        return Hex.bytes(text("cms/" + name + ".hex"));
    }

    /** Certificates and revocation lists of the folder cms, PEM. */
    static String cmsPem(String name) {
        return text("cms/" + name + ".pem");
    }

    /** A CMS signature of the folder cms, DER. */
    static byte[] cmsSignature(String name) {
        return Pem.blocks(cmsPem(name), "CMS").get(0).toBytes();
    }

    private static String text(String file) {
        try (InputStream in = Vectors.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
