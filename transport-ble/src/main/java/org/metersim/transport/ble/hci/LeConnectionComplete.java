package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * LE Connection Complete or LE Enhanced Connection Complete: Core Specification Vol 4 Part E 7.7.65.1 and 7.7.65.10.
 * The end that reports is the central; both kinds read alike, the resolvable addresses of the second being passed over.
 *
 * @param interval in units of 1.25 ms
 * @param latency connection events that the peripheral may sleep through
 * @param supervisionTimeout in units of 10 ms
 */
public record LeConnectionComplete(
        int status, int handle, BluetoothAddress peer, int interval, int latency, int supervisionTimeout) {

    private static final int CENTRAL = 0;
    /** 500 ppm. */
    private static final int CLOCK_ACCURACY = 0;

    private static final Octets NO_ADDRESS = Octets.of(new byte[BluetoothAddress.LENGTH]);
    private static final BluetoothAddress NO_PEER = new BluetoothAddress(BluetoothAddress.Type.PUBLIC, NO_ADDRESS);

    /** No connection came of it. */
    public static LeConnectionComplete failed(HciStatus status) {
        return new LeConnectionComplete(status.code(), 0, NO_PEER, 0, 0, 0);
    }

    public static boolean isOne(HciEvent event) {
        return event.is(LeSubevent.CONNECTION_COMPLETE) || event.is(LeSubevent.ENHANCED_CONNECTION_COMPLETE);
    }

    public static LeConnectionComplete read(HciEvent event) {
        boolean enhanced = event.is(LeSubevent.ENHANCED_CONNECTION_COMPLETE);
        ByteReader in =
                event.reader(enhanced ? LeSubevent.ENHANCED_CONNECTION_COMPLETE : LeSubevent.CONNECTION_COMPLETE);
        int status = in.u8("status");
        int handle = in.u16le("connection handle");
        in.u8("role");
        BluetoothAddress peer = BluetoothAddress.read(in);
        if (enhanced) {
            in.octets("resolvable private addresses", 2 * BluetoothAddress.LENGTH);
        }
        return new LeConnectionComplete(
                status, handle, peer, in.u16le("interval"), in.u16le("latency"), in.u16le("supervision timeout"));
    }

    /** @param enhanced whether the host unmasked the second kind */
    public HciEvent toEvent(boolean enhanced) {
        ByteWriter out = new ByteWriter().u8(status).u16le(handle).u8(CENTRAL);
        peer.write(out);
        if (enhanced) {
            out.octets(NO_ADDRESS).octets(NO_ADDRESS);
        }
        out.u16le(interval).u16le(latency).u16le(supervisionTimeout).u8(CLOCK_ACCURACY);
        return HciEvent.of(enhanced ? LeSubevent.ENHANCED_CONNECTION_COMPLETE : LeSubevent.CONNECTION_COMPLETE, out);
    }
}
