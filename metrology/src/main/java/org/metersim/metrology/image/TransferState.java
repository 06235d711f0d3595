package org.metersim.metrology.image;

/** What the engine awaits. The ordinal is the code in memory: append only. */
public enum TransferState {
    /** An initiate. */
    IDLE(0),
    /** Blocks. */
    RECEIVING(1),
    /** A verify, or an activate. */
    COMPLETE(1),
    /** The end of the verification. */
    VERIFYING(2),
    /** An activate. */
    VERIFIED(3),
    /** An initiate: the image was refused. */
    REJECTED(4),
    /** The restart; a power cut here leaves the image verified, and the old one running. */
    ARMED(5),
    /** The boot of the new image; a power cut here does not stop it. */
    PENDING(5),
    /** The end of the new image's self-test, and its confirmation. */
    TRIAL(5),
    /** An initiate: the new image runs for good. */
    CONFIRMED(6),
    /** An initiate: the old image runs again. */
    REVERTED(7);

    private final int status;

    TransferState(int status) {
        this.status = status;
    }

    /** image_transfer_status, attribute 6 of class 18. */
    public int status() {
        return status;
    }
}
