package org.metersim.nic.state;

import java.util.Map;

/** Numbers of the records that a NIC keeps. Append only: a memory outlives the program that wrote it. */
public final class Keys {

    /** Which confirmation was taken last, and which invoke id was given last. */
    public static final int OUTBOX_MARKS = 1;

    /** GUEK, GAK and KEK of an association, where they were changed: by client SAP. */
    static final int CIPHER_KEYS = 0x0100_0000;

    /** Up to where sent invocation counters are reserved: by client SAP. */
    static final int SENT = 0x0200_0000;

    /** Next acceptable invocation counter: by client SAP. */
    static final int RECEIVED = 0x0300_0000;

    /** LLS secret, where it was changed: by client SAP. */
    static final int SECRETS = 0x0400_0000;

    /** Failed log-ins: by client SAP. */
    static final int LOCK_OUTS = 0x0500_0000;

    /** Security policy, where it was strengthened: by client SAP. */
    static final int POLICIES = 0x0600_0000;

    /** Attribute values that were written: by object and attribute. */
    static final int PARAMETERS = 0x0700_0000;

    static final int BEYOND_PARAMETERS = 0x0800_0000;

    /** What is still to be pushed: by place in the outbox. */
    public static final int OUTBOX = 0x0900_0000;

    /** Who initiated an image transfer last, where that matters: by place of the object in the profile's list. */
    public static final int TRANSFER_OWNERS = 0x0A00_0000;

    /** What records are called, from a number on. */
    static final Map<Integer, String> NAMES = Map.of(
            OUTBOX_MARKS, "outbox",
            CIPHER_KEYS, "keys",
            SENT, "sent counters",
            RECEIVED, "received counters",
            SECRETS, "secrets",
            LOCK_OUTS, "lock-outs",
            POLICIES, "policies",
            PARAMETERS, "parameters",
            OUTBOX, "outbox",
            TRANSFER_OWNERS, "transfer owners");

    private Keys() {}

    static int parameter(int objectIndex, int attribute) {
        return PARAMETERS + (objectIndex << 8) + attribute;
    }
}
