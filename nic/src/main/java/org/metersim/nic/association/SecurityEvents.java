package org.metersim.nic.association;

import org.metersim.dlms.apdu.ExceptionResponse;
import org.metersim.dlms.security.Opening;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.profiles.Association;

/** What is done about an APDU that does not open: an answer in clear, a line in the event log, words for a person. */
final class SecurityEvents {

    private final Card card;
    private final Association definition;

    SecurityEvents(Card card, Association definition) {
        this.card = card;
        this.definition = definition;
    }

    /** The exception-response to what was not opened. */
    byte[] answerTo(Opening failed, long nowMs) {
        if (failed instanceof Opening.Replayed replay) {
            card.report(MeterEvent.REPLAY_REFUSED, nowMs);
            return ExceptionResponse.invocationCounterError(replay.nextAcceptable())
                    .encode();
        }
        card.report(MeterEvent.DECIPHERING_FAILED, nowMs);
        return ExceptionResponse.DECIPHERING_ERROR.encode();
    }

    /** Why it was not opened. @param guess from {@link Diagnosis} */
    String explain(Opening failed, String guess) {
        if (failed instanceof Opening.Replayed replay) {
            return "invocation counter %d was used before by client SAP %d; continue with %d or more%s"
                    .formatted(replay.counter(), definition.clientSap(), replay.nextAcceptable(), counterObject());
        }
        String detail = ((Opening.Undecipherable) failed).detail();
        return "APDU of client SAP " + definition.clientSap() + " not deciphered: " + detail + guess;
    }

    private String counterObject() {
        return definition
                .security()
                .map(security -> ", as the public client reads it from " + security.counter())
                .orElse("");
    }

    /** A log-in failed: counted, logged, and locked when it was one too many. */
    void loginFailed(long nowMs) {
        card.report(MeterEvent.LOGIN_FAILED, nowMs);
        if (card.state().lockOut(definition.clientSap()).failed(nowMs)) {
            card.hint(
                    "client SAP " + definition.clientSap() + " is locked out for "
                            + definition.lockout().seconds() + " s after "
                            + definition.lockout().failures() + " failed log-ins",
                    nowMs);
        }
    }
}
