package org.metersim.transport.ble.hci;

import java.util.ArrayList;
import java.util.List;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/**
 * One report of an LE Advertising Report event: Core Specification Vol 4 Part E 7.7.65.2.
 *
 * @param data advertising or scan response data, at most 31 octets
 * @param rssiDbm -127 to 20, 127 when not known
 */
public record AdvertisingReport(Kind kind, BluetoothAddress address, Octets data, int rssiDbm) {

    /** Kinds of advertising with their code, by the PDU that was heard. */
    public enum Kind {
        /** Connectable and scannable. */
        ADV_IND,
        ADV_DIRECT_IND,
        /** Scannable, not connectable. */
        ADV_SCAN_IND,
        /** Neither. */
        ADV_NONCONN_IND,
        SCAN_RSP
    }

    /** Octets of advertising data, and of scan response data. */
    public static final int MAX_DATA_BYTES = 31;

    private static final Kind[] KINDS = Kind.values();

    /** An event can hold several. */
    public static List<AdvertisingReport> read(HciEvent event) {
        ByteReader in = event.reader(LeSubevent.ADVERTISING_REPORT);
        int count = in.u8("num reports");
        List<AdvertisingReport> reports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reports.add(readOne(in));
        }
        in.expectEnd("advertising reports");
        return reports;
    }

    private static AdvertisingReport readOne(ByteReader in) {
        int at = in.position();
        int kind = in.u8("event type");
        if (kind >= KINDS.length) {
            throw new DecodeException("event type", kind, "0 to 4", at);
        }
        BluetoothAddress address = BluetoothAddress.read(in);
        int length = in.u8("data length");
        return new AdvertisingReport(KINDS[kind], address, in.octets("data", length), in.i8("RSSI"));
    }

    /** An event of this one report. */
    public HciEvent toEvent() {
        ByteWriter out = new ByteWriter().u8(1).u8(kind.ordinal());
        address.write(out);
        return HciEvent.of(
                LeSubevent.ADVERTISING_REPORT,
                out.u8(data.length()).octets(data).u8(rssiDbm));
    }
}
