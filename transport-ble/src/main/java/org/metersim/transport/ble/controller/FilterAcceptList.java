package org.metersim.transport.ble.controller;

import java.util.LinkedHashSet;
import java.util.Set;
import org.metersim.transport.ble.hci.BluetoothAddress;

/** The devices that scanning and connecting may be limited to. Core Specification Vol 6 Part B 4.3.1. */
final class FilterAcceptList {

    /** Its size, as Read Filter Accept List Size tells it. */
    static final int MAX_DEVICES = 32;

    private final Set<BluetoothAddress> devices = new LinkedHashSet<>();

    /** False when it is full. */
    boolean add(BluetoothAddress device) {
        return devices.contains(device) || devices.size() < MAX_DEVICES && devices.add(device);
    }

    void remove(BluetoothAddress device) {
        devices.remove(device);
    }

    void clear() {
        devices.clear();
    }

    boolean contains(BluetoothAddress device) {
        return devices.contains(device);
    }

    Set<BluetoothAddress> devices() {
        return devices;
    }
}
