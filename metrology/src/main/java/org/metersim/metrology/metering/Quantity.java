package org.metersim.metrology.metering;

/** What energy is counted of. */
public enum Quantity {
    IMPORT_ACTIVE,
    EXPORT_ACTIVE,
    IMPORT_REACTIVE,
    EXPORT_REACTIVE
}
