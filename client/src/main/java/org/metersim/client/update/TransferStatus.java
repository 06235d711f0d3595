package org.metersim.client.update;

import java.util.Locale;

/** image_transfer_status: attribute 6 of class 18, in the order of its codes. Blue Book 4.4.6. */
public enum TransferStatus {
    NOT_INITIATED,
    INITIATED,
    VERIFICATION_INITIATED,
    VERIFICATION_SUCCESSFUL,
    VERIFICATION_FAILED,
    ACTIVATION_INITIATED,
    ACTIVATION_SUCCESSFUL,
    ACTIVATION_FAILED;

    /** {@code 3 verification-successful}. */
    @Override
    public String toString() {
        return ordinal() + " " + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
