package org.metersim.dlms.security;

/**
 * The security control byte: bits 0 to 3 suite, 4 authenticated, 5 encrypted, 6 broadcast key, 7 compressed. Green Book
 * 9.2.7.2.4.1.
 */
public record SecurityControl(int value) {

    private static final int AUTHENTICATED = 0x10;
    private static final int ENCRYPTED = 0x20;
    private static final int BROADCAST = 0x40;
    private static final int COMPRESSED = 0x80;

    /** Suite 0, authenticated and encrypted: what nearly everybody uses. */
    public static final SecurityControl BOTH = new SecurityControl(AUTHENTICATED | ENCRYPTED);

    /** Suite 0, authenticated; also the control byte of HLS-5. */
    public static final SecurityControl AUTHENTICATION = new SecurityControl(AUTHENTICATED);

    public static final SecurityControl ENCRYPTION = new SecurityControl(ENCRYPTED);

    /** Neither: an APDU in clear. Not to be sent as a control byte. */
    public static final SecurityControl CLEAR = new SecurityControl(0);

    public int suite() {
        return value & 0x0F;
    }

    public boolean isAuthenticated() {
        return (value & AUTHENTICATED) != 0;
    }

    public boolean isEncrypted() {
        return (value & ENCRYPTED) != 0;
    }

    /** What this project can open: suite 0, a unicast key, no compression, some protection. */
    boolean isSupported() {
        return suite() == 0 && (value & (BROADCAST | COMPRESSED)) == 0 && value != 0;
    }

    /** Whether it protects at least as {@code demanded} does. */
    public boolean covers(SecurityControl demanded) {
        return (isAuthenticated() || !demanded.isAuthenticated()) && (isEncrypted() || !demanded.isEncrypted());
    }

    /** The protections of both together. */
    public SecurityControl or(SecurityControl other) {
        return new SecurityControl(value | other.value);
    }

    /** Of the security policy of class 64 version 0: 0 none, 1 authenticated, 2 encrypted, 3 both. */
    public static SecurityControl ofPolicy(int policy) {
        return new SecurityControl((policy & 3) << 4);
    }
}
