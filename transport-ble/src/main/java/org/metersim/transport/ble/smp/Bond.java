package org.metersim.transport.ble.smp;

import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.LongTermKey;
import org.metersim.transport.ble.hci.BluetoothAddress;

/**
 * What one end keeps of the other for their next connection. Keys are not printed.
 *
 * @param identity address that stays
 * @param identityKey resolves the addresses that do not stay, 16 octets; empty when the other has none
 */
public record Bond(BluetoothAddress identity, LongTermKey key, Octets identityKey) {

    /** Whether that is the other end, by its address on the air. */
    public boolean isOf(BluetoothAddress address) {
        return identity.equals(address) || !identityKey.isEmpty() && SmpToolbox.resolves(identityKey, address);
    }

    @Override
    public String toString() {
        return "Bond[" + identity + ", " + key + "]";
    }
}
