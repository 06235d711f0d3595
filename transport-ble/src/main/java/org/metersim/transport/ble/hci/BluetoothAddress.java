package org.metersim.transport.ble.hci;

import java.util.Locale;
import org.metersim.dlms.codec.Octets;

/**
 * A device address: Core Specification Vol 6 Part B 1.3.
 *
 * @param octets 6 octets in the order of the wire, the least significant first
 */
public record BluetoothAddress(Type type, Octets octets) {

    /** Address types with their code on HCI. */
    public enum Type {
        PUBLIC,
        RANDOM
    }

    /** Octets of an address. */
    public static final int LENGTH = 6;

    private static final int TOP_BITS = 0xC0;
    private static final int RESOLVABLE = 0x40;

    public BluetoothAddress {
        if (octets.length() != LENGTH) {
            throw new IllegalArgumentException("device address: " + octets.length() + " octets (expected: 6)");
        }
    }

    /** Whether it is a resolvable private address, which an identity resolving key may own. */
    public boolean isResolvablePrivate() {
        return type == Type.RANDOM && (octets.at(LENGTH - 1) & TOP_BITS) == RESOLVABLE;
    }

    /** The most significant octet first: {@code C0:FF:EE:00:30:39}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = LENGTH - 1; i >= 0; i--) {
            text.append(String.format(Locale.ROOT, "%02X", octets.at(i) & 0xFF)).append(i == 0 ? "" : ":");
        }
        return text.toString();
    }
}
