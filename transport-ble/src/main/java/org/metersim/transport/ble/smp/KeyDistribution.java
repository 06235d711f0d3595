package org.metersim.transport.ble.smp;

/** Bits of what an end distributes: Core Specification Vol 3 Part H 3.6.1. */
final class KeyDistribution {

    static final int ENCRYPTION = 0x01;
    static final int IDENTITY = 0x02;

    private KeyDistribution() {}
}
