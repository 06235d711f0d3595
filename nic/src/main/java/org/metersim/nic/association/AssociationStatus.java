package org.metersim.nic.association;

/** association_status of the Association LN object: what a client has reached. Blue Book 4.4.4. */
public enum AssociationStatus {
    NON_ASSOCIATED,
    /** Accepted, and the proof of HLS pass 3 is awaited. */
    ASSOCIATION_PENDING,
    ASSOCIATED;

    /** The enum value on the wire. */
    public int code() {
        return ordinal();
    }
}
