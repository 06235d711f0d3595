package org.metersim.transport.ble.controller;

import java.util.BitSet;
import java.util.Optional;
import org.metersim.transport.ble.hci.AdvertisingReport;
import org.metersim.transport.ble.hci.LeSetScanEnable;
import org.metersim.transport.ble.hci.LeSetScanParameters;

/**
 * Reports the advertising that is heard: Core Specification Vol 6 Part B 4.4.3. It hears every event, whatever the scan
 * window; a real receiver misses those outside of it.
 */
final class Scanner {

    /** What is needed to hear: all that the controller's parts share. */
    record Hearing(Air air, AirFaults faults, AdvertisingTimes times, FilterAcceptList acceptList) {}

    /** A silent meter is looked at again after this long. */
    private static final int SILENT_MS = 500;

    /** More are left for the next wake-up, which is due at once. */
    private static final int MAX_REPORTS_A_WAKE = 256;

    private final Hearing hearing;
    private final HostPort host;
    private LeSetScanParameters parameters = LeSetScanParameters.DEFAULT;
    private AdvertisingSchedule schedule = new AdvertisingSchedule(0, 0);
    private BitSet reported = new BitSet();
    private boolean on;
    private boolean filterDuplicates;

    Scanner(Hearing hearing, HostPort host) {
        this.hearing = hearing;
        this.host = host;
    }

    boolean isOn() {
        return on;
    }

    /** Whether the filter accept list is in use and must not be changed. */
    boolean usesAcceptList() {
        return on && isFiltered();
    }

    private boolean isFiltered() {
        return (parameters.filterPolicy() & 1) == 1;
    }

    LeSetScanParameters parameters() {
        return parameters;
    }

    void set(LeSetScanParameters changed) {
        parameters = changed;
    }

    /** Switches it on, afresh if it was on, or off. */
    void set(LeSetScanEnable enable, long nowMs) {
        on = enable.enable();
        filterDuplicates = enable.filterDuplicates();
        reported = new BitSet();
        int meters = on ? Math.min(hearing.air().count(), AdvertisingSchedule.MAX_METERS) : 0;
        schedule = new AdvertisingSchedule(meters, nowMs);
        for (int meter = 0; meter < meters; meter++) {
            schedule.put(meter, next(meter, hearing.air().advertisement(meter, nowMs), nowMs));
        }
    }

    private long next(int meter, Optional<Advertisement> advertisement, long nowMs) {
        int intervalMs = advertisement.map(Advertisement::intervalMs).orElse(SILENT_MS);
        return hearing.times().after(meter, intervalMs, nowMs);
    }

    void wake(long nowMs) {
        for (int i = 0; i < MAX_REPORTS_A_WAKE && schedule.nextMs() <= nowMs; i++) {
            int meter = schedule.take();
            Optional<Advertisement> advertisement = hearing.air().advertisement(meter, nowMs);
            // those missed while nobody woke us are not made up for
            schedule.put(meter, next(meter, advertisement, nowMs));
            advertisement
                    .filter(heard -> !hearing.faults().stopsAdvertising())
                    .filter(heard -> !isFiltered() || hearing.acceptList().contains(heard.address()))
                    .filter(heard -> isNew(meter, heard))
                    .ifPresent(heard -> report(meter, heard, nowMs));
        }
    }

    /** A meter that became connectable is news, though its address was reported. */
    private boolean isNew(int meter, Advertisement heard) {
        int bit = 2 * meter + (heard.connectable() ? 1 : 0);
        boolean known = filterDuplicates && reported.get(bit);
        reported.set(bit, filterDuplicates);
        return !known;
    }

    private void report(int meter, Advertisement heard, long nowMs) {
        int rssiDbm = heard.rssiDbm(hearing.times().rssiDeviationDb(meter, nowMs));
        AdvertisingReport.Kind kind = heard.kind();
        host.send(new AdvertisingReport(kind, heard.address(), heard.data(), rssiDbm).toEvent());
        boolean scannable = kind != AdvertisingReport.Kind.ADV_NONCONN_IND;
        if (parameters.active() && scannable) {
            AdvertisingReport.Kind response = AdvertisingReport.Kind.SCAN_RSP;
            host.send(new AdvertisingReport(response, heard.address(), heard.scanResponse(), rssiDbm).toEvent());
        }
    }

    long deadlineMs() {
        return schedule.nextMs();
    }
}
