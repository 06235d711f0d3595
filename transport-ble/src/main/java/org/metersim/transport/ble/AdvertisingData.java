package org.metersim.transport.ble;

import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.att.BluetoothUuid;

/**
 * Advertising data and scan responses: structures of length, type and data, in 31 octets. Core Specification Vol 3 Part
 * C 11, Supplement Part A 1.
 */
public final class AdvertisingData {

    /** Octets of an advertisement, and of a scan response. */
    public static final int MAX_BYTES = 31;

    private static final int HEADER_BYTES = 2;
    private static final int FLAGS = 0x01;
    private static final int SERVICES_16 = 0x03;
    private static final int SERVICES_128 = 0x07;
    private static final int SHORTENED_NAME = 0x08;
    private static final int COMPLETE_NAME = 0x09;
    private static final int TX_POWER = 0x0A;
    private static final int MANUFACTURER = 0xFF;

    /** LE General Discoverable, no BR/EDR. */
    private static final int GENERAL_LE_ONLY = 0x06;

    private final ByteWriter out = new ByteWriter(MAX_BYTES);

    /** Discoverable, LE alone. */
    public AdvertisingData flags() {
        return put(FLAGS, new ByteWriter().u8(GENERAL_LE_ONLY).toOctets());
    }

    /** A service that the meter has; it may have more. */
    public AdvertisingData service(BluetoothUuid uuid) {
        ByteWriter value = new ByteWriter();
        uuid.write(value);
        return put(uuid.isShort() ? SERVICES_16 : SERVICES_128, value.toOctets());
    }

    /** @param dbm strength at the sender, -127 to 127 */
    public AdvertisingData txPower(int dbm) {
        return put(TX_POWER, new ByteWriter().u8(dbm).toOctets());
    }

    /** @param company identifier, 16 bits. Left out when there is no room */
    public AdvertisingData manufacturer(int company, Octets data) {
        Octets value = new ByteWriter().u16le(company).octets(data).toOctets();
        return value.length() <= room() ? put(MANUFACTURER, value) : this;
    }

    /** Shortened when there is not enough room for all of it. */
    public AdvertisingData name(String name) {
        Octets all = Octets.ascii(name);
        return all.length() <= room() ? put(COMPLETE_NAME, all) : put(SHORTENED_NAME, all.slice(0, room()));
    }

    private int room() {
        return MAX_BYTES - out.size() - HEADER_BYTES;
    }

    private AdvertisingData put(int type, Octets data) {
        if (data.length() > room()) {
            throw new IllegalStateException("advertising data: type " + type + " does not fit");
        }
        out.u8(1 + data.length()).u8(type).octets(data);
        return this;
    }

    public Octets toOctets() {
        return out.toOctets();
    }
}
