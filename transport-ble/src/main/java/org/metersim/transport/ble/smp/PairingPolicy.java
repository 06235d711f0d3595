package org.metersim.transport.ble.smp;

/**
 * What one end of a pairing can do and wants.
 *
 * @param authenticated whether a key that nobody made sure of is refused
 */
public record PairingPolicy(IoCapability io, boolean authenticated) {

    /** Bits of what it asks for: a bond by LE Secure Connections, and to be sure of the other where it can be. */
    int authReq() {
        boolean canBeSure = io != IoCapability.NO_INPUT_NO_OUTPUT;
        return AuthReq.BONDING | AuthReq.SECURE_CONNECTIONS | (canBeSure ? AuthReq.MITM : 0);
    }
}
