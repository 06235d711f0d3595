package org.metersim.metrology.table;

/** Numbers of the records that a metrology table keeps. Append only: a memory outlives the program that wrote it. */
public final class Keys {

    /** Which profile the memory belongs to. */
    public static final int MODEL = 1;

    /** Where the timeline begins, when interventions were folded. */
    static final int START = 2;

    /** Number of the next intervention, and of the first that is kept. */
    static final int ALARMS = 3;

    /** When the mains failed last, and how often. */
    static final int POWER_FAILURES = 4;

    /** Numbers that are given once: of events that are confirmed. */
    public static final int EVENT_COUNTER = 5;

    /** Interventions: from here on by their number. */
    static final int INTERVENTIONS = 0x0100_0000;

    /** Event logs: by log and place in the ring. */
    static final int LOGS = 0x0200_0000;

    /** Attribute values that were written: by object and attribute. */
    static final int PARAMETERS = 0x0300_0000;

    /** The update engine's, by component. */
    public static final int UPDATES = 0x0400_0000;

    private Keys() {}

    static int parameter(int objectIndex, int attribute) {
        return PARAMETERS + (objectIndex << 8) + attribute;
    }

    static int logHead(int log) {
        return LOGS + (log << 16) + 0xFFFF;
    }

    static int logRow(int log, int place) {
        return LOGS + (log << 16) + place;
    }
}
