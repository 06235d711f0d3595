package org.metersim.headend;

import org.metersim.dlms.cosem.LogicalName;

/** What an update renewed; the ordinal is its number in a confirmation. */
public enum UpdateTarget {
    METROLOGY("FIRMWARE", "1-0:0.2.0.255"),
    NIC("FIRMWARE", "1-2:0.2.0.255"),
    PROGRAM("PROGRAM", "1-0:0.2.1.255");

    private final String kind;
    private final LogicalName identifierObject;

    UpdateTarget(String kind, String identifierObject) {
        this.kind = kind;
        this.identifierObject = LogicalName.parse(identifierObject);
    }

    /** {@code FIRMWARE} or {@code PROGRAM}: the two kinds of the use case. */
    public String kind() {
        return kind;
    }

    /** The object of the meter whose value is the active identifier. */
    public LogicalName identifierObject() {
        return identifierObject;
    }
}
