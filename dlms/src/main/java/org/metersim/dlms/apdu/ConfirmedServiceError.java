package org.metersim.dlms.apdu;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/**
 * confirmedServiceError [14]; here always of the initiate service. Green Book 9.5.
 *
 * @param service 1 initiateError
 * @param choice which group of errors, 6 initiate
 * @param error 0 other, 1 dlms-version-too-low, 2 incompatible-conformance, 3 pdu-size-too-short, 4
 *     refused-by-the-VDE-handler
 */
public record ConfirmedServiceError(int service, int choice, int error) implements Apdu {

    public static final int TAG = 0x0E;

    private static final int INITIATE_SERVICE = 1;
    private static final int INITIATE_ERRORS = 6;

    /** Why an InitiateRequest was refused. */
    public enum InitiateError {
        OTHER,
        DLMS_VERSION_TOO_LOW,
        INCOMPATIBLE_CONFORMANCE,
        PDU_SIZE_TOO_SHORT,
        REFUSED_BY_VDE_HANDLER
    }

    public static ConfirmedServiceError of(InitiateError error) {
        return new ConfirmedServiceError(INITIATE_SERVICE, INITIATE_ERRORS, error.ordinal());
    }

    static ConfirmedServiceError read(ByteReader in) {
        return new ConfirmedServiceError(in.u8("service"), in.u8("service error choice"), in.u8("service error"));
    }

    @Override
    public void write(ByteWriter out) {
        out.u8(TAG).u8(service).u8(choice).u8(error);
    }
}
