package org.metersim.transport.ble.controller;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.hci.BluetoothAddress;
import org.metersim.transport.ble.hci.LittleEndian;

/**
 * The keys by which the host wants private addresses made and resolved: Core Specification Vol 6 Part B 4.7. Meters
 * have static addresses, so only the host's own address is ever private.
 */
final class ResolvingList {

    /** Its size, as Read Resolving List Size tells it. */
    static final int MAX_DEVICES = 16;

    private static final int PRAND_BYTES = 3;
    private static final int RANDOM_PART_MASK = 0x3F;
    private static final int RESOLVABLE = 0x40;
    private static final Octets NO_KEY = Octets.of(new byte[16]);

    private final RandomGenerator chance;
    private final Map<BluetoothAddress, Octets> localKeys = new LinkedHashMap<>();
    private final Map<BluetoothAddress, BluetoothAddress> localAddresses = new LinkedHashMap<>();
    private boolean enabled;

    ResolvingList(RandomGenerator chance) {
        this.chance = chance;
    }

    boolean isFull() {
        return localKeys.size() == MAX_DEVICES;
    }

    boolean contains(BluetoothAddress peer) {
        return localKeys.containsKey(peer);
    }

    /** @param localKey identity resolving key of the host for that peer, the most significant octet first */
    void add(BluetoothAddress peer, Octets localKey) {
        localKeys.put(peer, localKey);
    }

    void remove(BluetoothAddress peer) {
        localKeys.remove(peer);
        localAddresses.remove(peer);
    }

    void clear() {
        localKeys.clear();
        localAddresses.clear();
    }

    boolean isEnabled() {
        return enabled;
    }

    void setEnabled(boolean on) {
        enabled = on;
    }

    /** The private address that the host uses towards that peer now, if it has a key for it. */
    Optional<BluetoothAddress> localAddress(BluetoothAddress peer) {
        return Optional.ofNullable(localKeys.get(peer))
                .filter(key -> !key.equals(NO_KEY))
                .map(key -> localAddresses.computeIfAbsent(peer, known -> resolvable(key)));
    }

    /** prand in the upper half, its two top bits 01, the hash of it in the lower. Vol 6 Part B 1.3.2.2. */
    private BluetoothAddress resolvable(Octets key) {
        byte[] prand = new byte[PRAND_BYTES];
        chance.nextBytes(prand);
        prand[0] = (byte) (prand[0] & RANDOM_PART_MASK | RESOLVABLE);
        Octets address = Octets.of(prand).plus(Aes.hash(key, Octets.of(prand)));
        return new BluetoothAddress(BluetoothAddress.Type.RANDOM, LittleEndian.reversed(address));
    }
}
