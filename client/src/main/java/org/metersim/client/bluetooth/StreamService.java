package org.metersim.client.bluetooth;

import java.util.Arrays;
import java.util.Optional;
import org.metersim.transport.ble.att.BluetoothUuid;

/** The GATT services that carry a stream of bytes, as meters and their radio modules have them. */
enum StreamService {
    /** Nordic UART. */
    NUS(
            "6E400001-B5A3-F393-E0A9-E50E24DCCA9E",
            "6E400002-B5A3-F393-E0A9-E50E24DCCA9E",
            "6E400003-B5A3-F393-E0A9-E50E24DCCA9E"),
    KPZ("FFE5", "FFF5", "FFF4"),
    ST_BLUENRG(
            "D973F2E0-B19E-11E2-9E96-0800200C9A66",
            "D973F2E2-B19E-11E2-9E96-0800200C9A66",
            "D973F2E1-B19E-11E2-9E96-0800200C9A66"),
    ST_BLUENRG_METER(
            "B973F2E0-B19E-11E2-9E96-0800200C9A66",
            "E973F2E2-B19E-11E2-9E96-0800200C9A66",
            "D973F2E1-B19E-11E2-9E96-0800200C9A66"),
    MICROCHIP(
            "49535343-FE7D-4AE5-8FA9-9FAFD205E455",
            "49535343-8841-43F4-A8D4-ECBE34729BB3",
            "49535343-1E4D-4BD9-BA61-23C647249616"),
    SILABS(
            "4880C12C-FDCB-4077-8920-A450D7F9B907",
            "FEC26EC4-6D71-4442-9F81-55BC21D658D6",
            "FEC26EC4-6D71-4442-9F81-55BC21D658D6"),
    HM_10("FFE0", "FFE1", "FFE1");

    private final BluetoothUuid service;
    private final BluetoothUuid toMeter;
    private final BluetoothUuid fromMeter;

    StreamService(String service, String toMeter, String fromMeter) {
        this.service = BluetoothUuid.parse(service);
        this.toMeter = BluetoothUuid.parse(toMeter);
        this.fromMeter = BluetoothUuid.parse(fromMeter);
    }

    static Optional<StreamService> of(BluetoothUuid service) {
        return Arrays.stream(values())
                .filter(known -> known.service.equals(service))
                .findFirst();
    }

    /** The characteristic that is written. */
    BluetoothUuid toMeter() {
        return toMeter;
    }

    /** The characteristic that notifies. */
    BluetoothUuid fromMeter() {
        return fromMeter;
    }
}
