package org.metersim.nic.association;

import org.metersim.dlms.acse.Aare;
import org.metersim.dlms.acse.Aarq;
import org.metersim.dlms.acse.ApplicationContext;
import org.metersim.dlms.acse.Diagnostic;
import org.metersim.dlms.apdu.ConfirmedServiceError;
import org.metersim.dlms.apdu.ConfirmedServiceError.InitiateError;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/**
 * Why an association does not open.
 *
 * @param answer AARE or exception-response
 * @param why for a person, without secrets
 */
record Refusal(Octets answer, String why) {

    /** Refused by association control, for good. */
    static Refusal of(Aarq aarq, Diagnostic diagnostic, String why) {
        Octets answer = aare(aarq, Aare.Result.REJECTED_PERMANENT, diagnostic, Octets.EMPTY);
        return new Refusal(answer, diagnostic + ": " + why);
    }

    /** Refused for now. */
    static Refusal forNow(Aarq aarq, Diagnostic diagnostic, String why) {
        Octets answer = aare(aarq, Aare.Result.REJECTED_TRANSIENT, diagnostic, Octets.EMPTY);
        return new Refusal(answer, diagnostic + ": " + why);
    }

    /** The xDLMS context is refused. Green Book 9.4.5.5: no-reason-given, with a ConfirmedServiceError. */
    static Refusal of(Aarq aarq, InitiateError error, String why) {
        Octets userInformation = Octets.of(ConfirmedServiceError.of(error).encode());
        Octets answer = aare(aarq, Aare.Result.REJECTED_PERMANENT, Diagnostic.NO_REASON_GIVEN, userInformation);
        return new Refusal(answer, "initiate error " + error + ": " + why);
    }

    /** What came is no AARQ, but for its tag. */
    static Refusal ofBroken(DecodeException broken) {
        Aarq nothing = Aarq.open(ApplicationContext.LOGICAL_NAMES.id(), Octets.EMPTY);
        return of(nothing, Diagnostic.NO_REASON_GIVEN, "the AARQ is broken: " + broken.getMessage());
    }

    private static Octets aare(Aarq aarq, Aare.Result result, Diagnostic diagnostic, Octets userInformation) {
        int context = aarq.contextId() == Aarq.ABSENT ? ApplicationContext.LOGICAL_NAMES.id() : aarq.contextId();
        return Octets.of(new Aare(context, result, diagnostic, Octets.EMPTY, Aarq.ABSENT, Octets.EMPTY, userInformation)
                .encode());
    }
}
