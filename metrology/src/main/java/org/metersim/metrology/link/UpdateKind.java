package org.metersim.metrology.link;

import org.metersim.dlms.cosem.LogicalName;

/**
 * What an image updates. The ordinal is the container's component, and the confirmation's kind; a bundle ends in one
 * confirmation for each of its parts.
 */
public enum UpdateKind {
    METROLOGY("1-0:0.2.0.255"),
    NIC("1-2:0.2.0.255"),
    PROGRAM("1-0:0.2.1.255"),
    /** Firmware of both boards, which changes together; its active identifiers are theirs. */
    BUNDLE("1-0:0.2.0.255");

    private final LogicalName identifierObject;

    UpdateKind(String identifierObject) {
        this.identifierObject = LogicalName.parse(identifierObject);
    }

    /** The object whose value is the active identifier. */
    public LogicalName identifierObject() {
        return identifierObject;
    }
}
