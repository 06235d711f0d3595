package org.metersim.nic.port;

import java.util.List;
import org.metersim.dlms.hdlc.HdlcParameters;
import org.metersim.dlms.hdlc.HdlcSecondary;
import org.metersim.nic.objects.PortSettings;
import org.metersim.runtime.Endpoint;

/** Bounds of the ports: what the setup objects say, in the ports' words, and what holds without them. */
final class PortLimits {

    /** The management logical device, the only one. */
    static final int MANAGEMENT_SAP = 1;

    /** Longest APDU that is put together: what the wrapper's length field can tell. */
    static final int MAX_APDU_BYTES = 0xFFFF;

    /** As good as never, with room for a time to be added. */
    private static final long FOREVER_MS = Endpoint.NEVER / 2;

    private PortLimits() {}

    /** After so long without a byte a connection is hung up. */
    static long tcpInactivityMs(PortSettings settings) {
        return settings.tcp().map(tcp -> orForever(tcp.inactivityMs())).orElse(FOREVER_MS);
    }

    /**
     * @param isLine whether octets come as they are sent, by a rate: only there does a pause end a frame. A stream is
     *     cut and held up on its way
     */
    static HdlcSecondary.Settings hdlc(PortSettings settings, boolean isLine) {
        List<Integer> devices = List.of(MANAGEMENT_SAP);
        return settings.hdlc()
                .map(hdlc -> new HdlcSecondary.Settings(
                        devices,
                        hdlc.deviceAddress(),
                        hdlc.parameters(),
                        orForever(hdlc.inactivityMs()),
                        isLine ? hdlc.interOctetMs() : HdlcSecondary.NO_TIMEOUT,
                        MAX_APDU_BYTES))
                .orElseGet(() -> new HdlcSecondary.Settings(
                        devices, 0, HdlcParameters.DEFAULT, FOREVER_MS, FOREVER_MS, MAX_APDU_BYTES));
    }

    private static long orForever(long inactivityMs) {
        return inactivityMs == 0 ? FOREVER_MS : inactivityMs;
    }
}
