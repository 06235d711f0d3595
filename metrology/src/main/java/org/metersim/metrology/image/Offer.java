package org.metersim.metrology.image;

import java.util.List;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.profiles.UpdateOptions;
import org.metersim.profiles.UpdateQuirk;

/**
 * An image that may be activated, as image_to_activate_info shows it.
 *
 * @param file the whole image
 * @param signature as it stands in the image
 */
public record Offer(Octets identifier, Octets file, Octets signature) {

    private static final int FIRST_OCTETS = 4;
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 2;
    private static final int P256_BYTES = 32;
    private static final int P384_BYTES = 48;

    /** Of a file that was verified. */
    public static Offer of(Octets identifier, Octets file) {
        return new Offer(
                identifier,
                file,
                ImageContainer.parse(file.toBytes()).signature().orElse(Octets.EMPTY));
    }

    /** What image_to_activate_signature is: the SHA-256 of the image, unless the profile has it otherwise. */
    public Octets shown(UpdateOptions options) {
        if (options.has(UpdateQuirk.SIGNATURE_FIRST_BYTES)) {
            return file.slice(0, FIRST_OCTETS);
        }
        if (options.has(UpdateQuirk.SIGNATURE_CRC)) {
            return file.slice(file.length() - ImageContainer.CRC_BYTES, file.length());
        }
        if (options.has(UpdateQuirk.SIGNATURE_DER)) {
            return signature;
        }
        return options.has(UpdateQuirk.SIGNATURE_RAW) ? raw() : Digests.sha256(file.toBytes());
    }

    /** r and s of an ECDSA signature, each as long as the key; another signature as it is. */
    private Octets raw() {
        try {
            return ofEcdsa(ByteReader.of(signature));
        } catch (DecodeException other) {
            return signature;
        }
    }

    private static Octets ofEcdsa(ByteReader in) {
        in.expect("SEQUENCE", SEQUENCE);
        in.expect("length", in.remaining() - 1);
        Octets r = integer(in);
        Octets s = integer(in);
        int length = Math.max(r.length(), s.length()) <= P256_BYTES ? P256_BYTES : P384_BYTES;
        ByteWriter out = new ByteWriter();
        for (Octets each : List.of(r, s)) {
            out.bytes(new byte[length - each.length()]).bytes(each.toBytes());
        }
        return out.toOctets();
    }

    /** Without the zero that DER puts before a set first bit. */
    private static Octets integer(ByteReader in) {
        in.expect("INTEGER", INTEGER);
        Octets value = in.octets("INTEGER", in.u8("length"));
        return value.at(0) == 0 ? value.slice(1, value.length()) : value;
    }
}
