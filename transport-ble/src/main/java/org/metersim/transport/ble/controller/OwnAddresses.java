package org.metersim.transport.ble.controller;

import java.util.Optional;
import org.metersim.transport.ble.hci.BluetoothAddress;

/** What the controller calls itself on the air, by Own Address Type. */
final class OwnAddresses {

    private static final int RESOLVABLE_BIT = 2;

    private final BluetoothAddress publicAddress;
    private final ResolvingList resolvingList;
    private Optional<BluetoothAddress> randomAddress = Optional.empty();

    OwnAddresses(BluetoothAddress publicAddress, ResolvingList resolvingList) {
        this.publicAddress = publicAddress;
        this.resolvingList = resolvingList;
    }

    BluetoothAddress publicAddress() {
        return publicAddress;
    }

    void setRandom(BluetoothAddress address) {
        randomAddress = Optional.of(address);
    }

    /** Whether an address of that type is there: a random one is when the host has set it. */
    boolean has(int ownAddressType) {
        return ownAddressType % 2 == 0 || randomAddress.isPresent();
    }

    /**
     * The address towards a peer. The types 2 and 3 are private by the resolving list, else public and random.
     *
     * @throws IllegalStateException when {@link #has} is false
     */
    BluetoothAddress towards(BluetoothAddress peer, int ownAddressType) {
        Optional<BluetoothAddress> resolvable =
                (ownAddressType & RESOLVABLE_BIT) == 0 ? Optional.empty() : resolvingList.localAddress(peer);
        return resolvable.orElseGet(() -> identity(ownAddressType));
    }

    private BluetoothAddress identity(int ownAddressType) {
        return ownAddressType % 2 == 0
                ? publicAddress
                : randomAddress.orElseThrow(() -> new IllegalStateException("no random address was set"));
    }
}
