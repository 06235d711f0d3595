package org.metersim.client;

import java.util.Locale;
import java.util.Optional;
import org.metersim.dlms.acse.Aare;
import org.metersim.dlms.acse.Diagnostic;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.ConfirmedServiceError;
import org.metersim.dlms.apdu.ConfirmedServiceError.InitiateError;
import org.metersim.dlms.apdu.ExceptionResponse;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/** What a meter's refusals mean, in words that say what to check. */
final class Refusals {

    private static final int INITIATE_ERRORS = 6;
    private static final int INVOCATION_COUNTER_ERROR = 6;
    private static final int DECIPHERING_ERROR = 5;

    private Refusals() {}

    /** An AARE that does not accept. Green Book 9.4.2.3. */
    static Failure of(Aare aare, Login login) {
        StringBuilder text = new StringBuilder("association refused: ").append(aare.diagnostic());
        text.append(" (")
                .append(aare.result().ordinal())
                .append('/')
                .append(aare.diagnostic().code())
                .append(')');
        initiateError(aare.userInformation())
                .ifPresent(error -> text.append(", ").append(error));
        text.append("; ").append(advice(aare.diagnostic(), login));
        if (aare.result() == Aare.Result.REJECTED_TRANSIENT) {
            text.append("; for now only: try again later");
        }
        return new Failure(Failure.Kind.ASSOCIATION_REFUSED, text.toString());
    }

    private static Optional<String> initiateError(Octets userInformation) {
        boolean isError = !userInformation.isEmpty() && userInformation.at(0) == ConfirmedServiceError.TAG;
        try {
            return isError && Apdu.decode(userInformation.toBytes()) instanceof ConfirmedServiceError error
                    ? Optional.of(text(error))
                    : Optional.empty();
        } catch (DecodeException broken) {
            return Optional.empty();
        }
    }

    private static String advice(Diagnostic diagnostic, Login login) {
        String who = "client SAP " + login.clientSap();
        String how = login.authentication().toString();
        return switch (diagnostic) {
            case NULL, NO_REASON_GIVEN -> "the meter does not say why; check SAP, keys and lock-out";
            case APPLICATION_CONTEXT_NAME_NOT_SUPPORTED ->
                "logical names "
                        + (login.authentication().context().isCiphered() ? "with" : "without")
                        + " ciphering are not taken from " + who;
            case CALLING_AP_TITLE_NOT_RECOGNIZED -> "check the system title of this client";
            case AUTHENTICATION_MECHANISM_NAME_NOT_RECOGNISED -> "authentication " + how + " is not taken from " + who;
            case AUTHENTICATION_MECHANISM_NAME_REQUIRED, AUTHENTICATION_REQUIRED ->
                who + " must authenticate, authentication " + how + " is not enough";
            case AUTHENTICATION_FAILURE -> "check password or keys of " + who;
            case NO_COMMON_ACSE_VERSION -> "the meter speaks another version of ACSE";
            case CALLING_AP_INVOCATION_IDENTIFIER_NOT_RECOGNIZED,
                    CALLING_AE_QUALIFIER_NOT_RECOGNIZED,
                    CALLING_AE_INVOCATION_IDENTIFIER_NOT_RECOGNIZED,
                    CALLED_AP_TITLE_NOT_RECOGNIZED,
                    CALLED_AP_INVOCATION_IDENTIFIER_NOT_RECOGNIZED,
                    CALLED_AE_QUALIFIER_NOT_RECOGNIZED,
                    CALLED_AE_INVOCATION_IDENTIFIER_NOT_RECOGNIZED -> "the meter wants a field that was not sent";
        };
    }

    /** exception-response. Green Book 9.5. */
    static Failure of(ExceptionResponse exception) {
        String advice = switch (exception.service()) {
            case DECIPHERING_ERROR -> "; check GUEK, GAK and system title";
            case INVOCATION_COUNTER_ERROR -> "; another tool uses this key, read the counter again";
            default -> "";
        };
        return new Failure(Failure.Kind.EXCEPTION, "exception-response: " + exception + advice);
    }

    static Failure of(ConfirmedServiceError error) {
        return new Failure(Failure.Kind.EXCEPTION, text(error));
    }

    private static String text(ConfirmedServiceError error) {
        boolean known = error.choice() == INITIATE_ERRORS && error.error() < InitiateError.values().length;
        String what = known
                ? InitiateError.values()[error.error()]
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-')
                : "choice " + error.choice() + ", error " + error.error();
        return "confirmedServiceError: " + what;
    }
}
