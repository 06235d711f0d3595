package org.metersim.app.demo;

import java.util.Locale;

/** What may be wrong with the demo's image, and what the meter is to say of it. */
enum DemoBreak {
    /** Nothing: the update is to succeed. */
    NOTHING("", 6, 18),
    CRC("crc", 4, 51),
    SIGNATURE("signature", 4, 51),
    MODEL("model", 4, 51),
    DOWNGRADE("version", 4, 51),
    SELF_TEST("self-test", 7, 204),
    /** Of a program: an item asks for what nobody may write. */
    ITEM("access", 4, 51);

    private final String layer;
    private final int status;
    private final int eventCode;

    DemoBreak(String layer, int status, int eventCode) {
        this.layer = layer;
        this.status = status;
        this.eventCode = eventCode;
    }

    /** The verdict's word for the check that fails; empty when none does. */
    String layer() {
        return layer;
    }

    /** image_transfer_status in the end. */
    int status() {
        return status;
    }

    /** Code of the event that the confirmation of a firmware tells. */
    int eventCode() {
        return eventCode;
    }

    boolean isGood() {
        return this == NOTHING;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
