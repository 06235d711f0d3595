package org.metersim.dlms.apdu;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;

/**
 * An xDLMS APDU in clear. Ciphered ones are opened first ({@code dlms.security}), those of the association control are
 * in {@code dlms.acse}.
 */
public sealed interface Apdu
        permits GetRequest,
                GetResponse,
                SetRequest,
                SetResponse,
                ActionRequest,
                ActionResponse,
                ExceptionResponse,
                ConfirmedServiceError,
                DataNotification,
                DataNotificationConfirm,
                EventNotification {

    /** The APDU with its tag. */
    void write(ByteWriter out);

    default byte[] encode() {
        ByteWriter out = new ByteWriter();
        write(out);
        return out.toBytes();
    }

    /** True when {@code tag}, the first byte, is that of an APDU this interface decodes. */
    static boolean isKnown(int tag) {
        return switch (tag) {
            case ConfirmedServiceError.TAG,
                    DataNotification.TAG,
                    DataNotificationConfirm.TAG,
                    GetRequest.TAG,
                    SetRequest.TAG,
                    EventNotification.TAG,
                    ActionRequest.TAG,
                    GetResponse.TAG,
                    SetResponse.TAG,
                    ActionResponse.TAG,
                    ExceptionResponse.TAG -> true;
            default -> false;
        };
    }

    /**
     * One APDU that fills all of {@code bytes}.
     *
     * @throws DecodeException when they are none; see {@link #isKnown} to tell an unknown service from a broken one
     */
    static Apdu decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        Apdu apdu = read(in);
        in.expectEnd("APDU");
        return apdu;
    }

    private static Apdu read(ByteReader in) {
        int tag = in.u8("APDU tag");
        return switch (tag) {
            case ConfirmedServiceError.TAG -> ConfirmedServiceError.read(in);
            case DataNotification.TAG -> DataNotification.read(in);
            case DataNotificationConfirm.TAG -> DataNotificationConfirm.read(in);
            case GetRequest.TAG -> GetRequest.read(in);
            case SetRequest.TAG -> SetRequest.read(in);
            case EventNotification.TAG -> EventNotification.read(in);
            case ActionRequest.TAG -> ActionRequest.read(in);
            case GetResponse.TAG -> GetResponse.read(in);
            case SetResponse.TAG -> SetResponse.read(in);
            case ActionResponse.TAG -> ActionResponse.read(in);
            case ExceptionResponse.TAG -> ExceptionResponse.read(in);
            default -> throw new DecodeException("APDU tag", tag, "a service with logical names", 0);
        };
    }
}
