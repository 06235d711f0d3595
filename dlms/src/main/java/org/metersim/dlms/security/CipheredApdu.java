package org.metersim.dlms.security;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/**
 * A ciphered APDU as it is on the wire, not yet opened.
 *
 * @param outerTag first byte: C8 to CF, D0 to D7, 21, 28, DB, DC ...
 * @param systemTitle the sender's, 8 bytes; empty in the service-specific families, or when left out
 * @param invocationCounter 32 bits unsigned
 * @param body ciphertext or clear APDU, with the tag of 12 bytes when authenticated
 */
public record CipheredApdu(
        CipherFamily family,
        int outerTag,
        Octets systemTitle,
        SecurityControl control,
        long invocationCounter,
        Octets body) {

    private static final int HEADER_BYTES = 5;
    private static final int TITLE_BYTES = 8;

    /** True when an APDU that begins with {@code tag} is a ciphered one. */
    public static boolean isCiphered(int tag) {
        return tag == CipherFamily.GENERAL_GLO_TAG
                || tag == CipherFamily.GENERAL_DED_TAG
                || CipherFamily.isServiceSpecific(tag);
    }

    /** @throws DecodeException when {@code bytes} are no ciphered APDU */
    public static CipheredApdu decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        int tag = in.u8("ciphered APDU tag");
        if (!isCiphered(tag)) {
            throw new DecodeException("ciphered APDU tag", tag, "glo, ded, general-glo or general-ded", 0);
        }
        CipherFamily family = familyOf(tag);
        Octets title = Octets.EMPTY;
        if (family.isGeneral()) {
            int at = in.position();
            title = in.sized("system-title");
            if (!title.isEmpty() && title.length() != TITLE_BYTES) {
                throw new DecodeException("system-title", title.length() + " bytes", "8 or none", at);
            }
        }
        ByteReader content = in.slice("ciphered content", in.length("ciphered content"));
        in.expectEnd("ciphered APDU");
        SecurityControl control = new SecurityControl(content.u8("security control"));
        return new CipheredApdu(family, tag, title, control, content.u32("invocation counter"), content.rest());
    }

    private static CipherFamily familyOf(int tag) {
        if (tag == CipherFamily.GENERAL_GLO_TAG) {
            return CipherFamily.GENERAL_GLO;
        }
        if (tag == CipherFamily.GENERAL_DED_TAG) {
            return CipherFamily.GENERAL_DED;
        }
        return tag >= 0xD0 || tag >= 0x41 && tag < 0xC0 ? CipherFamily.DED : CipherFamily.GLO;
    }

    public byte[] encode() {
        ByteWriter out = new ByteWriter(body.length() + 24).u8(outerTag);
        if (family.isGeneral()) {
            out.sized(systemTitle);
        }
        return out.length(HEADER_BYTES + body.length())
                .u8(control.value())
                .u32(invocationCounter)
                .octets(body)
                .toBytes();
    }
}
