package org.metersim.dlms.apdu;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;

/**
 * exception-response [216]: the APDU could not be processed at all. Green Book 9.5.
 *
 * @param state 1 service-not-allowed, 2 service-unknown
 * @param service 1 operation-not-possible to 6 invocation-counter-error
 * @param invocationCounter the next one acceptable, with service 6 only; else 0
 */
public record ExceptionResponse(int state, int service, long invocationCounter) implements Apdu {

    public static final int TAG = 0xD8;

    /** Nothing may be asked outside an association. */
    public static final ExceptionResponse NOT_ASSOCIATED = new ExceptionResponse(1, 1, 0);

    /** No such service here. */
    public static final ExceptionResponse SERVICE_NOT_SUPPORTED = new ExceptionResponse(2, 2, 0);

    /** The APDU is broken. */
    public static final ExceptionResponse OTHER_REASON = new ExceptionResponse(1, 3, 0);

    public static final ExceptionResponse PDU_TOO_LONG = new ExceptionResponse(1, 4, 0);

    public static final ExceptionResponse DECIPHERING_ERROR = new ExceptionResponse(1, 5, 0);

    private static final int INVOCATION_COUNTER_ERROR = 6;

    /** The invocation counter was used before. @param next the smallest that will be accepted */
    public static ExceptionResponse invocationCounterError(long next) {
        return new ExceptionResponse(1, INVOCATION_COUNTER_ERROR, next);
    }

    static ExceptionResponse read(ByteReader in) {
        int state = in.u8("state-error");
        int service = in.u8("service-error");
        // peers leave the counter out
        boolean hasCounter = service == INVOCATION_COUNTER_ERROR && !in.isEmpty();
        return new ExceptionResponse(state, service, hasCounter ? in.u32("invocation-counter") : 0);
    }

    @Override
    public void write(ByteWriter out) {
        out.u8(TAG).u8(state).u8(service);
        if (service == INVOCATION_COUNTER_ERROR) {
            out.u32(invocationCounter);
        }
    }

    /** {@code service-not-allowed, deciphering-error}. */
    @Override
    public String toString() {
        String[] services = {
            "operation-not-possible",
            "service-not-supported",
            "other-reason",
            "pdu-too-long",
            "deciphering-error",
            "invocation-counter-error, next acceptable " + invocationCounter
        };
        String what = service >= 1 && service <= services.length ? services[service - 1] : "service error " + service;
        return (state == 1 ? "service-not-allowed" : "service-unknown") + ", " + what;
    }
}
