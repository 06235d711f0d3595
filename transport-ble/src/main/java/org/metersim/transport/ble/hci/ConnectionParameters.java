package org.metersim.transport.ble.hci;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/**
 * How a connection runs, or may run: Core Specification Vol 4 Part E 7.8.12, Vol 3 Part A 4.20.
 *
 * @param intervalMin of the connection events, in units of 1.25 ms, 6 to 3200
 * @param intervalMax likewise, not below the other
 * @param latency connection events that the peripheral may sleep through, 0 to 499
 * @param supervisionTimeout silence after which the link is lost, in units of 10 ms, 10 to 3200
 */
public record ConnectionParameters(int intervalMin, int intervalMax, int latency, int supervisionTimeout) {

    private static final int MIN_INTERVAL = 6;
    private static final int MAX_INTERVAL = 3200;
    private static final int MAX_LATENCY = 499;
    private static final int MIN_TIMEOUT = 10;
    private static final int MAX_TIMEOUT = 3200;
    private static final int TIMEOUT_UNIT_MS = 10;

    public static ConnectionParameters read(ByteReader in) {
        return new ConnectionParameters(
                in.u16le("interval min"),
                in.u16le("interval max"),
                in.u16le("latency"),
                in.u16le("supervision timeout"));
    }

    public void write(ByteWriter out) {
        out.u16le(intervalMin).u16le(intervalMax).u16le(latency).u16le(supervisionTimeout);
    }

    /** All in range, and the timeout longer than two connection events that are not slept through. */
    public boolean isValid() {
        return intervalMin >= MIN_INTERVAL
                && intervalMin <= intervalMax
                && intervalMax <= MAX_INTERVAL
                && latency <= MAX_LATENCY
                && supervisionTimeout >= MIN_TIMEOUT
                && supervisionTimeout <= MAX_TIMEOUT
                && supervisionTimeout * 4 > (1 + latency) * intervalMax;
    }

    /** The shortest interval, rounded up to milliseconds. */
    public int intervalMs() {
        return (intervalMin * 5 + 3) / 4;
    }

    public int supervisionTimeoutMs() {
        return supervisionTimeout * TIMEOUT_UNIT_MS;
    }
}
