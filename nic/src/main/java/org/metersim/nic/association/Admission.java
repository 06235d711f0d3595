package org.metersim.nic.association;

import java.util.Optional;
import org.metersim.dlms.acse.Aarq;
import org.metersim.dlms.acse.ApplicationContext;
import org.metersim.dlms.acse.Conformance;
import org.metersim.dlms.acse.Diagnostic;
import org.metersim.dlms.acse.InitiateRequest;
import org.metersim.dlms.apdu.ConfirmedServiceError.InitiateError;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipherKeys;
import org.metersim.dlms.security.CipheredApdu;
import org.metersim.dlms.security.Opening;
import org.metersim.dlms.security.Protection;
import org.metersim.dlms.security.Secrets;
import org.metersim.dlms.security.SecurityControl;
import org.metersim.profiles.Association;
import org.metersim.profiles.Association.Mechanism;

/**
 * Decides on an AARQ: association control first, the password, then the xDLMS context. Green Book 9.4.4 and 9.4.5.
 *
 * <p>Which part of a secret was wrong is never told.
 */
final class Admission {

    /** Either the terms of an association, or why there is none. */
    record Outcome(Optional<Refusal> refusal, Terms terms) {

        static Outcome of(Refusal refusal) {
            return new Outcome(Optional.of(refusal), Terms.NONE);
        }
    }

    private static final int TITLE_BYTES = 8;
    private static final int MIN_CHALLENGE_BYTES = 8;
    private static final int MAX_CHALLENGE_BYTES = 64;

    /** client-max-receive-pdu-size 1 to 11 is reserved; 0 means no limit. Green Book 9.4.6.2. */
    private static final int MIN_PDU_BYTES = 12;

    private final Card card;
    private final Association definition;
    private final SecurityEvents events;

    Admission(Card card, Association definition) {
        this.card = card;
        this.definition = definition;
        this.events = new SecurityEvents(card, definition);
    }

    Outcome decide(Aarq aarq, long nowMs) {
        Optional<Refusal> refusal = refusalOfContext(aarq, nowMs)
                .or(() -> refusalOfMechanism(aarq))
                .or(() -> refusalOfTitle(aarq))
                .or(() -> refusalOfAuthentication(aarq, nowMs));
        if (refusal.isPresent()) {
            return Outcome.of(refusal.get());
        }
        Outcome outcome = initiate(aarq, nowMs);
        if (outcome.refusal().isEmpty() && !card.metrologyAnswers(nowMs)) {
            return Outcome.of(Refusal.forNow(aarq, Diagnostic.NO_REASON_GIVEN, "metrology is silent"));
        }
        return outcome;
    }

    private Optional<Refusal> refusalOfContext(Aarq aarq, long nowMs) {
        if (!aarq.protocolVersion1()) {
            return refuse(aarq, Diagnostic.NO_COMMON_ACSE_VERSION, "only version1 is spoken here");
        }
        if (card.state().lockOut(definition.clientSap()).isLocked(nowMs)) {
            String why = "client SAP " + definition.clientSap() + " is locked out after failed log-ins";
            return Optional.of(Refusal.forNow(aarq, Diagnostic.AUTHENTICATION_FAILURE, why));
        }
        boolean plain = aarq.contextId() == ApplicationContext.LOGICAL_NAMES.id();
        boolean ciphered = aarq.contextId() == ApplicationContext.LOGICAL_NAMES_CIPHERED.id();
        boolean mayPlain = requiredProtection().equals(SecurityControl.CLEAR);
        if (plain && mayPlain || ciphered && isHls()) {
            return Optional.empty();
        }
        String needed = isHls() ? "LN with ciphering (2.16.756.5.8.1.3)" : "LN without ciphering (2.16.756.5.8.1.1)";
        return refuse(
                aarq,
                Diagnostic.APPLICATION_CONTEXT_NAME_NOT_SUPPORTED,
                "client SAP " + definition.clientSap() + " needs " + needed + ", the AARQ had "
                        + (aarq.contextId() == Aarq.ABSENT ? "another name" : "2.16.756.5.8.1." + aarq.contextId()));
    }

    private Optional<Refusal> refusalOfMechanism(Aarq aarq) {
        int wanted = definition.mechanism().id();
        int offered = aarq.mechanismId();
        String needs = "client SAP " + definition.clientSap() + " requires mechanism " + definition.mechanism();
        if (definition.mechanism() == Mechanism.NONE) {
            return offered == Aarq.ABSENT || offered == wanted
                    ? Optional.empty()
                    : refuse(aarq, Diagnostic.AUTHENTICATION_MECHANISM_NAME_NOT_RECOGNISED, needs);
        }
        if (offered == Aarq.ABSENT) {
            return refuse(aarq, Diagnostic.AUTHENTICATION_MECHANISM_NAME_REQUIRED, needs + ", the AARQ named none");
        }
        if (offered != wanted) {
            return refuse(
                    aarq,
                    Diagnostic.AUTHENTICATION_MECHANISM_NAME_NOT_RECOGNISED,
                    needs + ", the AARQ asked for mechanism " + offered);
        }
        return aarq.authenticationRequired()
                ? Optional.empty()
                : refuse(aarq, Diagnostic.AUTHENTICATION_REQUIRED, "sender-acse-requirements lack authentication");
    }

    /** A title is needed where something is ciphered or proved; anywhere else it is not looked at. */
    private Optional<Refusal> refusalOfTitle(Aarq aarq) {
        if (!isHls()) {
            return Optional.empty();
        }
        Octets title = aarq.callingApTitle();
        if (title.length() != TITLE_BYTES) {
            String why = "a system title of 8 bytes is needed, the AARQ had " + title.length();
            return refuse(aarq, Diagnostic.CALLING_AP_TITLE_NOT_RECOGNIZED, why);
        }
        // under the meter's own title the client's nonces would be the meter's
        return title.equals(card.state().systemTitle())
                ? refuse(aarq, Diagnostic.CALLING_AP_TITLE_NOT_RECOGNIZED, "that is the meter's own system title")
                : Optional.empty();
    }

    private Optional<Refusal> refusalOfAuthentication(Aarq aarq, long nowMs) {
        Octets value = aarq.authenticationValue();
        if (isHls()) {
            return value.length() >= MIN_CHALLENGE_BYTES && value.length() <= MAX_CHALLENGE_BYTES
                    ? Optional.empty()
                    : refuse(
                            aarq,
                            Diagnostic.AUTHENTICATION_FAILURE,
                            "a challenge has 8 to 64 bytes, this one " + value.length());
        }
        if (definition.mechanism() == Mechanism.LLS && !isPassword(value)) {
            events.loginFailed(nowMs);
            return refuse(
                    aarq,
                    Diagnostic.AUTHENTICATION_FAILURE,
                    "wrong password, " + value.length() + " bytes, for client SAP " + definition.clientSap());
        }
        return Optional.empty();
    }

    private boolean isPassword(Octets value) {
        byte[] secret = card.state().secret(definition.clientSap()).toBytes();
        return Secrets.equal(secret, value.toBytes());
    }

    private Outcome initiate(Aarq aarq, long nowMs) {
        Octets userInformation = aarq.userInformation();
        Optional<Secured> security = isHls()
                ? Optional.of(Secured.of(card.state(), definition.clientSap(), aarq.callingApTitle()))
                : Optional.empty();
        Protection protection = Protection.NONE;
        if (!userInformation.isEmpty() && CipheredApdu.isCiphered(userInformation.at(0))) {
            boolean ciphered = aarq.contextId() == ApplicationContext.LOGICAL_NAMES_CIPHERED.id();
            if (security.isEmpty() || !ciphered) {
                String why = "a ciphered InitiateRequest in an application context without ciphering";
                return Outcome.of(Refusal.of(aarq, InitiateError.REFUSED_BY_VDE_HANDLER, why));
            }
            Opening opening = security.get().context().open(userInformation.toBytes());
            if (!(opening instanceof Opening.Opened opened)) {
                return Outcome.of(undeciphered(aarq, opening, nowMs));
            }
            userInformation = opened.apdu();
            protection = opened.protection();
        }
        try {
            InitiateRequest request = InitiateRequest.decode(userInformation.toBytes());
            return negotiate(aarq, request, protection, security);
        } catch (DecodeException broken) {
            return Outcome.of(Refusal.of(aarq, InitiateError.OTHER, broken.getMessage()));
        }
    }

    /** A wrong key is a failed log-in; a counter that was used before is not. */
    private Refusal undeciphered(Aarq aarq, Opening failed, long nowMs) {
        String guess = card.journal().isOn() && failed instanceof Opening.Undecipherable
                ? Diagnosis.of(
                        aarq.userInformation().toBytes(),
                        card.state(),
                        definition,
                        Secured.parties(card.state(), aarq.callingApTitle()))
                : "";
        byte[] answer = events.answerTo(failed, nowMs);
        if (failed instanceof Opening.Undecipherable) {
            events.loginFailed(nowMs);
        }
        return new Refusal(Octets.of(answer), events.explain(failed, guess));
    }

    private Outcome negotiate(Aarq aarq, InitiateRequest request, Protection protection, Optional<Secured> security) {
        Conformance common = request.conformance().and(new Conformance(definition.conformance()));
        Protection answered = protection.atLeast(requiredProtection());
        Optional<Refusal> refusal = refusalOfProtection(aarq, request, protection)
                .or(() -> refusalOfVersion(aarq, request, common))
                .or(() -> refusalOfSize(aarq, request, answered));
        if (refusal.isPresent()) {
            return Outcome.of(refusal.get());
        }
        Terms terms = new Terms(
                aarq.contextId(),
                common,
                request.maxPduBytes(),
                aarq.callingApTitle(),
                isHls() ? aarq.authenticationValue() : Octets.EMPTY,
                security.map(context -> context.with(request.dedicatedKey())),
                answered,
                request.responseAllowed());
        return new Outcome(Optional.empty(), terms);
    }

    private Optional<Refusal> refusalOfProtection(Aarq aarq, InitiateRequest request, Protection protection) {
        if (!protection.control().covers(requiredProtection())) {
            String why = "the security policy demands more protection of the InitiateRequest";
            return Optional.of(Refusal.of(aarq, InitiateError.REFUSED_BY_VDE_HANDLER, why));
        }
        Octets key = request.dedicatedKey();
        boolean illegal =
                !key.isEmpty() && (!protection.control().isEncrypted() || key.length() != CipherKeys.KEY_BYTES);
        String why = "a dedicated key has 16 bytes and comes encrypted";
        return illegal ? Optional.of(Refusal.of(aarq, InitiateError.REFUSED_BY_VDE_HANDLER, why)) : Optional.empty();
    }

    private static Optional<Refusal> refusalOfVersion(Aarq aarq, InitiateRequest request, Conformance common) {
        if (request.dlmsVersion() < InitiateRequest.DLMS_VERSION) {
            String why = "version " + request.dlmsVersion() + " (expected: 6)";
            return Optional.of(Refusal.of(aarq, InitiateError.DLMS_VERSION_TOO_LOW, why));
        }
        return common.isEmpty()
                ? Optional.of(Refusal.of(aarq, InitiateError.INCOMPATIBLE_CONFORMANCE, "no service in common"))
                : Optional.empty();
    }

    private static Optional<Refusal> refusalOfSize(Aarq aarq, InitiateRequest request, Protection protection) {
        int size = request.maxPduBytes();
        int least = MIN_PDU_BYTES + protection.overheadBytes();
        String why = "client-max-receive-pdu-size " + size + " (expected: 0 or >= " + least + ")";
        return size != 0 && size < least
                ? Optional.of(Refusal.of(aarq, InitiateError.PDU_SIZE_TOO_SHORT, why))
                : Optional.empty();
    }

    private boolean isHls() {
        return definition.security().isPresent();
    }

    private SecurityControl requiredProtection() {
        return isHls() ? SecurityControl.ofPolicy(card.state().policy(definition.clientSap())) : SecurityControl.CLEAR;
    }

    private static Optional<Refusal> refuse(Aarq aarq, Diagnostic diagnostic, String why) {
        return Optional.of(Refusal.of(aarq, diagnostic, why));
    }
}
