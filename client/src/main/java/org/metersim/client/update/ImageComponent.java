package org.metersim.client.update;

import java.util.Locale;
import java.util.Optional;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.LogicalName;

/** What of a meter an image is for: which image transfer object takes it, and which object tells what is active. */
public enum ImageComponent {
    METROLOGY("0-0:44.0.0.255", "1-0:0.2.0.255"),
    NIC("0-0:44.0.1.255", "1-2:0.2.0.255"),
    PROGRAM("0-0:44.0.2.255", "1-0:0.2.1.255"),
    /** Images of several components in one; what it leaves active is told by theirs, the metrology's first. */
    BUNDLE("0-0:44.0.3.255", "1-0:0.2.0.255");

    private static final int DATA = 1;

    private final LogicalName transfer;
    private final AttributeRef activeIdentifier;

    ImageComponent(String transfer, String identifier) {
        this.transfer = LogicalName.parse(transfer);
        this.activeIdentifier = new AttributeRef(DATA, LogicalName.parse(identifier), 2);
    }

    /** The image transfer object, class 18. */
    public LogicalName transfer() {
        return transfer;
    }

    /** Where the identifier of what is active is read. */
    public AttributeRef activeIdentifier() {
        return activeIdentifier;
    }

    /** Of the container's component field: 0 metrology, 1 NIC, 2 program, 3 bundle. */
    static Optional<ImageComponent> ofCode(int code) {
        return code >= 0 && code < values().length ? Optional.of(values()[code]) : Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
