package org.metersim.transport.ble.controller;

import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.hci.AdvertisingReport;
import org.metersim.transport.ble.hci.BluetoothAddress;

/**
 * What a meter advertises at a moment.
 *
 * @param address the same at all times
 * @param connectable whether a central may connect now
 * @param data advertising data, at most 31 octets
 * @param scanResponse at most 31 octets; empty for none
 * @param intervalMs from one advertising event to the next, before the random delay of up to 10 ms; at least 20
 * @param rssiDbm mean strength at the receiver, -127 to 20
 */
public record Advertisement(
        BluetoothAddress address, boolean connectable, Octets data, Octets scanResponse, int intervalMs, int rssiDbm) {

    private static final int MIN_INTERVAL_MS = 20;
    private static final int MIN_RSSI_DBM = -127;
    private static final int MAX_RSSI_DBM = 20;

    /** @throws IllegalArgumentException when a component is out of its range */
    public Advertisement {
        require(data.length() <= AdvertisingReport.MAX_DATA_BYTES, "data", data.length() + " octets");
        require(
                scanResponse.length() <= AdvertisingReport.MAX_DATA_BYTES,
                "scan response",
                scanResponse.length() + " octets");
        require(intervalMs >= MIN_INTERVAL_MS, "interval ms", intervalMs);
        require(rssiDbm >= MIN_RSSI_DBM && rssiDbm <= MAX_RSSI_DBM, "RSSI dBm", rssiDbm);
    }

    private static void require(boolean holds, String field, Object value) {
        if (!holds) {
            throw new IllegalArgumentException("advertisement " + field + ": " + value + " is out of range");
        }
    }

    /** How an advertising event of it is reported. */
    AdvertisingReport.Kind kind() {
        if (connectable) {
            return AdvertisingReport.Kind.ADV_IND;
        }
        return scanResponse.isEmpty() ? AdvertisingReport.Kind.ADV_NONCONN_IND : AdvertisingReport.Kind.ADV_SCAN_IND;
    }

    /** One reading of the signal strength, which differs from the mean by that much. */
    int rssiDbm(int deviationDb) {
        return Math.max(MIN_RSSI_DBM, Math.min(MAX_RSSI_DBM, rssiDbm + deviationDb));
    }
}
