package org.metersim.client.bluetooth;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.att.BluetoothUuid;

/**
 * A characteristic as its declaration has it: Core Specification Vol 3 Part G 3.3.1.
 *
 * @param properties bits of {@code 3.3.1.1}
 * @param handle of its value
 */
record Characteristic(int properties, int handle, BluetoothUuid type) {

    private static final int WRITE_WITHOUT_RESPONSE = 0x04;
    private static final int NOTIFY = 0x10;
    private static final int SHORT_DECLARATION = 5;

    /** @throws org.metersim.dlms.codec.DecodeException when the declaration is of another length */
    static Characteristic of(Octets declaration) {
        ByteReader in = ByteReader.of(declaration);
        int properties = in.u8("characteristic properties");
        int handle = in.u16le("characteristic value handle");
        int length = declaration.length() == SHORT_DECLARATION ? BluetoothUuid.SHORT_BYTES : BluetoothUuid.LONG_BYTES;
        BluetoothUuid type = BluetoothUuid.read(in, "characteristic UUID", length);
        in.expectEnd("characteristic declaration");
        return new Characteristic(properties, handle, type);
    }

    boolean takesCommands() {
        return (properties & WRITE_WITHOUT_RESPONSE) != 0;
    }

    boolean notifies() {
        return (properties & NOTIFY) != 0;
    }
}
