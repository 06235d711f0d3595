package org.metersim.interop;

/** What a client speaks on the meter's socket. */
enum Line {
    WRAPPER,
    HDLC,
    /** IEC 62056-21 mode E, then HDLC. */
    MODE_E
}
