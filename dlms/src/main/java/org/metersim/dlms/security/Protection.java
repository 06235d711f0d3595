package org.metersim.dlms.security;

/** How an APDU is protected: the family of its mark, and what is done to it. */
public record Protection(CipherFamily family, SecurityControl control) {

    /** In clear. */
    public static final Protection NONE = new Protection(CipherFamily.GLO, SecurityControl.CLEAR);

    public boolean isNone() {
        return control.equals(SecurityControl.CLEAR);
    }

    /** The same family with at least these protections. */
    public Protection atLeast(SecurityControl demanded) {
        return new Protection(family, control.or(demanded));
    }

    /** Bytes that sealing adds to an APDU, at most: marks, lengths, control, counter and tag. Green Book 9.2.7. */
    public int overheadBytes() {
        if (isNone()) {
            return 0;
        }
        return (family.isGeneral() ? 10 : 1) + 3 + 5 + (control.isAuthenticated() ? GcmCipher.TAG_BYTES : 0);
    }
}
