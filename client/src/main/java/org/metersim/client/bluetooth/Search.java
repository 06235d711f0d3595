package org.metersim.client.bluetooth;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.hci.AdvertisingReport;
import org.metersim.transport.ble.hci.BluetoothAddress;

/**
 * Looks for one meter among those that advertise: by its serial number, with which its name ends. Name and
 * connectability may stand in different reports of one address.
 */
final class Search {

    /** Addresses that are remembered at most; a meter that was forgotten is heard again. */
    private static final int MAX_ADDRESSES = 4096;

    private static final int SHORTENED_NAME = 0x08;
    private static final int COMPLETE_NAME = 0x09;

    private final String serial;
    private final Set<BluetoothAddress> connectable = new LinkedHashSet<>();
    private final Map<BluetoothAddress, String> names = new LinkedHashMap<>();
    private Optional<BluetoothAddress> found = Optional.empty();

    /** @param serial digits; leading zeros count */
    Search(String serial) {
        this.serial = serial;
    }

    /** Takes a report. @return the meter's address, once it was heard and takes connections */
    Optional<BluetoothAddress> take(AdvertisingReport report) {
        BluetoothAddress address = report.address();
        switch (report.kind()) {
            case ADV_IND, ADV_DIRECT_IND -> remember(address);
            case ADV_SCAN_IND, ADV_NONCONN_IND -> connectable.remove(address);
            case SCAN_RSP -> {}
        }
        nameIn(report.data()).ifPresent(name -> {
            if (names.size() < MAX_ADDRESSES) {
                names.put(address, name);
            }
            if (name.endsWith(serial)) {
                found = Optional.of(address);
            }
        });
        return found.filter(connectable::contains);
    }

    private void remember(BluetoothAddress address) {
        if (connectable.size() == MAX_ADDRESSES) {
            connectable.clear();
        }
        connectable.add(address);
    }

    /** Why there is no connection, for a person. @param heardMs how long was listened */
    String failure(long heardMs) {
        if (found.isPresent()) {
            return "meter " + serial
                    + " advertises, but takes no connection now: press its key, or wait until it is free";
        }
        String heard = names.isEmpty() ? "no meter at all" : names.size() + " others";
        return "meter " + serial + " was not heard in " + heardMs / 1000 + " s (" + heard + ")";
    }

    /** The local name in advertising data: Core Specification Supplement Part A 1.2. Data that are cut hold none. */
    static Optional<String> nameIn(Octets data) {
        int at = 0;
        while (at + 1 < data.length()) {
            int length = data.at(at);
            int end = at + 1 + length;
            if (length == 0 || end > data.length()) {
                return Optional.empty();
            }
            int type = data.at(at + 1);
            if (type == SHORTENED_NAME || type == COMPLETE_NAME) {
                return Optional.of(data.slice(at + 2, end).toAscii());
            }
            at = end;
        }
        return Optional.empty();
    }
}
