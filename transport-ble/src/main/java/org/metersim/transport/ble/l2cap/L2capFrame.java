package org.metersim.transport.ble.l2cap;

import org.metersim.dlms.codec.Octets;

/**
 * A basic frame: Core Specification Vol 3 Part A 3.1.
 *
 * @param channel channel identifier, 16 bits
 * @param payload at most 65,535 octets
 */
public record L2capFrame(int channel, Octets payload) {

    /** The attribute protocol. */
    public static final int ATTRIBUTE_PROTOCOL = 4;

    /** LE signalling. */
    public static final int SIGNALLING = 5;

    /** The security manager. */
    public static final int SECURITY_MANAGER = 6;
}
