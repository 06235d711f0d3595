package org.metersim.meter;

import org.metersim.runtime.journal.Journal;

/** What a handle on one meter sees and does besides its wires: faults, journal, probe, display. */
final class Controls {

    private final MeterFaults faults;
    private final MeterJournal journal;
    private final Journal sink;
    private final Display display = new Display();
    private volatile boolean probeAttached = true;

    /**
     * @param journal what a test looks at
     * @param sink where everything that passes is noted, or {@link Journal#OFF}
     */
    Controls(MeterFaults faults, MeterJournal journal, Journal sink) {
        this.faults = faults;
        this.journal = journal;
        this.sink = sink;
    }

    MeterFaults faults() {
        return faults;
    }

    MeterJournal journal() {
        return journal;
    }

    Journal sink() {
        return sink;
    }

    Display display() {
        return display;
    }

    boolean isProbeAttached() {
        return probeAttached;
    }

    void attachProbe(boolean attached) {
        probeAttached = attached;
    }
}
