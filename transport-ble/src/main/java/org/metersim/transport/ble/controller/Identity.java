package org.metersim.transport.ble.controller;

/** What controller and meters say of themselves: nobody's in particular, and only what they can. */
final class Identity {

    /** Bluetooth 5.0, of HCI and of the link layer, by Assigned Numbers. */
    static final int VERSION = 9;

    /** "Not assigned": a company that a host knows makes it send that company's own commands. */
    static final int COMPANY = 0xFFFF;

    static final int SUBVERSION = 0;

    /** BR/EDR not supported, LE supported: Core Specification Vol 2 Part C 3.3, bits 37 and 38. */
    static final long LMP_FEATURES = 0x60L << 32;

    /** Encryption and data packet length extension: Vol 6 Part B 4.6, bits 0 and 5. */
    static final long LE_FEATURES = 0x21;

    /** All states and their combinations: Vol 4 Part E 7.8.27. */
    static final long LE_STATES = 0x3FF_FFFF_FFFFL;

    /** Data octets of an ACL packet, in either direction. */
    static final int ACL_BYTES = 251;

    /** ACL packets that the host may have under way. */
    static final int ACL_PACKETS = 16;

    static final String LOCAL_NAME = "meter-sim";

    private Identity() {}
}
