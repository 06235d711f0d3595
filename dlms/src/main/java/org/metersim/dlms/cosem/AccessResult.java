package org.metersim.dlms.cosem;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.DecodeException;

/**
 * Data-Access-Result of GET and SET; ACTION shares the codes 0 to 14 and 250. Green Book 9.5.
 *
 * <p>In an ACTION response the codes 15 and 16 mean long-action-aborted and no-long-action-in-progress.
 */
public enum AccessResult {
    SUCCESS(0),
    HARDWARE_FAULT(1),
    TEMPORARY_FAILURE(2),
    READ_WRITE_DENIED(3),
    OBJECT_UNDEFINED(4),
    OBJECT_CLASS_INCONSISTENT(9),
    OBJECT_UNAVAILABLE(11),
    TYPE_UNMATCHED(12),
    SCOPE_OF_ACCESS_VIOLATED(13),
    DATA_BLOCK_UNAVAILABLE(14),
    LONG_GET_ABORTED(15),
    NO_LONG_GET_IN_PROGRESS(16),
    LONG_SET_ABORTED(17),
    NO_LONG_SET_IN_PROGRESS(18),
    DATA_BLOCK_NUMBER_INVALID(19),
    OTHER_REASON(250);

    private final int code;

    AccessResult(int code) {
        this.code = code;
    }

    /** The value on the wire. */
    public int code() {
        return code;
    }

    public static AccessResult read(ByteReader in) {
        int at = in.position();
        int code = in.u8("data-access-result");
        for (AccessResult result : values()) {
            if (result.code == code) {
                return result;
            }
        }
        throw new DecodeException("data-access-result", code, "0-4, 9, 11-19 or 250", at);
    }

    /** {@code read-write-denied}: the standard's spelling. */
    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
