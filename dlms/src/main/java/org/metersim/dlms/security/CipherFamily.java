package org.metersim.dlms.security;

/** The four ways a ciphered APDU is marked; an answer is marked as its request was. Green Book 9.5. */
public enum CipherFamily {
    /** Service-specific, global key: C8 for a GET request. */
    GLO(0x08, 0x20, false),
    /** Service-specific, dedicated key: D0 for a GET request. */
    DED(0x10, 0x40, true),
    /** general-glo-ciphering [219], with the sender's system title. */
    GENERAL_GLO(0, 0, false),
    /** general-ded-ciphering [220]. */
    GENERAL_DED(0, 0, true);

    static final int GENERAL_GLO_TAG = 0xDB;
    static final int GENERAL_DED_TAG = 0xDC;

    private final int serviceOffset;
    private final int initiateOffset;
    private final boolean dedicated;

    CipherFamily(int serviceOffset, int initiateOffset, boolean dedicated) {
        this.serviceOffset = serviceOffset;
        this.initiateOffset = initiateOffset;
        this.dedicated = dedicated;
    }

    public boolean usesDedicatedKey() {
        return dedicated;
    }

    public boolean isGeneral() {
        return serviceOffset == 0;
    }

    /**
     * The outer tag for an APDU whose own tag is {@code plainTag}.
     *
     * @throws IllegalArgumentException when there is none
     */
    int outerTag(int plainTag) {
        int tag = markOf(plainTag);
        if (!isGeneral() && !isServiceSpecific(tag)) {
            throw new IllegalArgumentException("no " + this + " mark for APDUs of tag " + plainTag);
        }
        return tag;
    }

    /** Whether an APDU with this outer tag may hold one with that inner tag. */
    boolean matches(int outerTag, int plainTag) {
        return markOf(plainTag) == outerTag;
    }

    private int markOf(int plainTag) {
        if (isGeneral()) {
            return dedicated ? GENERAL_DED_TAG : GENERAL_GLO_TAG;
        }
        return plainTag + (plainTag < 0xC0 ? initiateOffset : serviceOffset);
    }

    /** Whether an APDU that begins with {@code tag} is a ciphered one of the service-specific families. */
    static boolean isServiceSpecific(int tag) {
        return switch (tag) {
            case 0x21, 0x28, 0x2E, 0x41, 0x48, 0x4E -> true;
            case 0xC8, 0xC9, 0xCA, 0xCB, 0xCC, 0xCD, 0xCF -> true;
            case 0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD5, 0xD7 -> true;
            default -> false;
        };
    }
}
