package org.metersim.meter;

/** Client SAPs of the profiles that come with the product. */
public final class Sap {

    public static final int MANAGEMENT = 1;
    public static final int READER = 2;
    public static final int FIRMWARE = 3;
    /** Reserved for it by the DLMS UA. */
    public static final int PUBLIC = 16;

    private Sap() {}
}
