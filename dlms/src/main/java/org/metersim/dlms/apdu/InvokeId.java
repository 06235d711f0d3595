package org.metersim.dlms.apdu;

/** The invoke-id-and-priority byte of GET, SET and ACTION: bits 0 to 3 id, 6 confirmed, 7 high priority. */
public final class InvokeId {

    /** Confirmed, normal priority, id 1. */
    public static final int FIRST = 0x41;

    private static final int CONFIRMED = 0x40;

    private InvokeId() {}

    /** Whether the client awaits a response. */
    public static boolean isConfirmed(int invokeIdAndPriority) {
        return (invokeIdAndPriority & CONFIRMED) != 0;
    }

    /** The same service class and priority with the next id, 0 to 15 around. */
    public static int next(int invokeIdAndPriority) {
        return invokeIdAndPriority & 0xF0 | invokeIdAndPriority + 1 & 0x0F;
    }
}
