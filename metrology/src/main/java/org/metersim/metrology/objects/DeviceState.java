package org.metersim.metrology.objects;

import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.image.TransferState;
import org.metersim.metrology.image.UpdateEngine;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.table.Marks.Mark;

/** The bits of the device state register; they follow from what the meter does. docs/profiles.md. */
final class DeviceState {

    private static final int RELAY_OPEN = 1;
    private static final int COVER_OPEN = 1 << 1;
    private static final int IMAGE_IN_TRANSFER = 1 << 2;
    private static final int IMAGE_VERIFIED = 1 << 3;
    private static final int IMAGE_ON_TRIAL = 1 << 4;
    private static final int GOLDEN_IMAGE = 1 << 5;
    private static final int GOLDEN_SLOT = 2;

    private DeviceState() {}

    static CosemData of(Instance instance, long atMs) {
        int bits = instance.timeline().isConnected(atMs) ? 0 : RELAY_OPEN;
        bits |= instance.meter().marks().get(Mark.COVER_OPEN) == 1 ? COVER_OPEN : 0;
        for (UpdateKind kind : UpdateKind.values()) {
            bits |= instance.meter().findUpdates(kind).map(DeviceState::of).orElse(0);
        }
        return CosemData.doubleLongUnsigned(bits);
    }

    private static int of(UpdateEngine engine) {
        int bits = engine.runningSlot() == GOLDEN_SLOT ? GOLDEN_IMAGE : 0;
        TransferState state = engine.state();
        return switch (state) {
            case RECEIVING, COMPLETE, VERIFYING -> bits | IMAGE_IN_TRANSFER;
            case VERIFIED, ARMED -> bits | IMAGE_VERIFIED;
            case PENDING, TRIAL -> bits | IMAGE_ON_TRIAL;
            default -> bits;
        };
    }
}
