package org.metersim.interop;

/** Which association of sim-1p, by its client SAP. */
enum Who {
    PUBLIC(16),
    READER(2),
    MANAGEMENT(1),
    FIRMWARE(3);

    private final int sap;

    Who(int sap) {
        this.sap = sap;
    }

    int sap() {
        return sap;
    }

    boolean isHls() {
        return this == MANAGEMENT || this == FIRMWARE;
    }

    /** Where everybody reads the invocation counter that an HLS client goes on from. */
    Target counter() {
        return new Target(1, "0.0.43.1." + sap + ".255", 2);
    }
}
