package org.metersim.transport.ble.smp;

/** Bits of AuthReq: Core Specification Vol 3 Part H 3.5.1. */
final class AuthReq {

    static final int BONDING = 0x01;

    /** Protection against a man in the middle. */
    static final int MITM = 0x04;

    static final int SECURE_CONNECTIONS = 0x08;

    private AuthReq() {}
}
