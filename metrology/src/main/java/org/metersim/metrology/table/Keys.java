package org.metersim.metrology.table;

import java.util.Map;

/** Numbers of the records that a metrology table keeps. Append only: a memory outlives the program that wrote it. */
final class Keys {

    /** Where the timeline begins, when interventions were folded. */
    static final int START = 2;

    /** Error and alarm register. */
    static final int ALARMS = 3;

    /** When the mains failed last, and how often. */
    static final int POWER_FAILURES = 4;

    /** The event counter of the last confirmation. */
    static final int EVENT_COUNTER = 5;

    /** The record of the last update. */
    static final int LAST_UPDATE = 6;

    /** Hashes of the keys that are not trusted any more. */
    static final int REVOCATIONS = 7;

    /** Dates and counts that objects show: from here on by {@link Marks.Mark}. */
    static final int MARKS = 16;

    /** Confirmations that were not acknowledged: from here on by event counter, modulo their limit. */
    static final int CONFIRMATIONS = 64;

    /** Interventions: from here on by their number. */
    static final int INTERVENTIONS = 0x0100_0000;

    /** Event logs: by log and place in the ring. */
    static final int LOGS = 0x0200_0000;

    /** Attribute values that were written: by object and attribute. */
    static final int PARAMETERS = 0x0300_0000;

    /** The update engine's, by component. */
    static final int UPDATES = 0x0400_0000;

    /** What is known of programs, and the journal of one that is applied. */
    static final int PROGRAMS = 0x0500_0000;

    /** What records are called, from a number on. */
    static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(START, "history"),
            Map.entry(ALARMS, "alarms"),
            Map.entry(POWER_FAILURES, "power failures"),
            Map.entry(EVENT_COUNTER, "event counter"),
            Map.entry(LAST_UPDATE, "last update"),
            Map.entry(MARKS, "marks"),
            Map.entry(CONFIRMATIONS, "confirmations"),
            Map.entry(INTERVENTIONS, "interventions"),
            Map.entry(LOGS, "logs"),
            Map.entry(PARAMETERS, "parameters"),
            Map.entry(UPDATES, "boot record"),
            Map.entry(PROGRAMS, "program"));

    private static final int LOG_HEAD = 0xFFFF;

    private Keys() {}

    static int parameter(int objectIndex, int attribute) {
        return PARAMETERS + (objectIndex << 8) + attribute;
    }

    static int logHead(int log) {
        return LOGS + (log << 16) + LOG_HEAD;
    }

    static int logRow(int log, int place) {
        return LOGS + (log << 16) + place;
    }
}
