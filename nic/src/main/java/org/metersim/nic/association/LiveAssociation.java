package org.metersim.nic.association;

import java.util.Optional;
import org.metersim.dlms.acse.Aare;
import org.metersim.dlms.acse.Aarq;
import org.metersim.dlms.acse.Conformance;
import org.metersim.dlms.acse.Diagnostic;
import org.metersim.dlms.acse.InitiateResponse;
import org.metersim.dlms.acse.Release;
import org.metersim.dlms.apdu.ExceptionResponse;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.security.CipheredApdu;
import org.metersim.dlms.security.Opening;
import org.metersim.dlms.security.Protection;
import org.metersim.dlms.security.SecurityContext;
import org.metersim.dlms.security.SecurityControl;
import org.metersim.dlms.state.Transitions;
import org.metersim.metrology.link.MeterReply;
import org.metersim.profiles.Association;

/**
 * The application association between one client and one logical device over one port: opens on an AARQ, is proved by
 * HLS, protects what passes, ends by release or with its link. Green Book 9.3 and 9.4.
 */
public final class LiveAssociation implements AssociationContext {

    /** How far a client has come. */
    enum State {
        /** An AARQ is awaited. */
        IDLE,
        /** HLS pass 3 is awaited, and nothing else is served. */
        AWAITING_HLS,
        /** Services are served. */
        ASSOCIATED
    }

    /** What moves the state. */
    enum Event {
        AARQ_ACCEPTED,
        AARQ_NEEDS_HLS,
        HLS_PROVED,
        HLS_FAILED,
        /** A further AARQ came on an open association. */
        AARQ_REPEATED,
        RELEASED,
        LINK_LOST
    }

    static final Transitions<State, Event> TRANSITIONS = Transitions.of(State.class, Event.class)
            .on(Event.AARQ_ACCEPTED, State.IDLE, State.ASSOCIATED)
            .on(Event.AARQ_NEEDS_HLS, State.IDLE, State.AWAITING_HLS)
            .on(Event.HLS_PROVED, State.AWAITING_HLS, State.ASSOCIATED)
            .on(Event.HLS_FAILED, State.AWAITING_HLS, State.IDLE)
            .on(Event.AARQ_REPEATED, State.AWAITING_HLS, State.IDLE)
            .on(Event.RELEASED, State.AWAITING_HLS, State.IDLE)
            .on(Event.LINK_LOST, State.AWAITING_HLS, State.IDLE)
            .on(Event.AARQ_REPEATED, State.ASSOCIATED, State.IDLE)
            .on(Event.RELEASED, State.ASSOCIATED, State.IDLE)
            .on(Event.LINK_LOST, State.ASSOCIATED, State.IDLE);

    private static final int CHALLENGE_BYTES = 16;
    private static final byte[] NO_ANSWER = new byte[0];
    private static final MeterReply DENIED = new MeterReply.Refused(AccessResult.READ_WRITE_DENIED);

    private final Card card;
    private final Association definition;
    private final int serverSap;
    private final SecurityEvents events;
    private State state = State.IDLE;
    private Terms terms = Terms.NONE;
    private Octets ownChallenge = Octets.EMPTY;

    public LiveAssociation(Card card, Association definition, int serverSap) {
        this.card = card;
        this.definition = definition;
        this.serverSap = serverSap;
        this.events = new SecurityEvents(card, definition);
    }

    /** The answer to an AARQ: AARE, exception-response, or nothing when the client wants none. */
    public byte[] open(byte[] bytes, long nowMs) {
        Aarq aarq;
        try {
            aarq = Aarq.decode(bytes);
        } catch (DecodeException broken) {
            return refuse(Refusal.ofBroken(broken), nowMs);
        }
        on(Event.AARQ_REPEATED, nowMs);
        Admission.Outcome outcome = new Admission(card, definition).decide(aarq, nowMs);
        return outcome.refusal().isPresent() ? refuse(outcome.refusal().get(), nowMs) : accept(outcome.terms(), nowMs);
    }

    private byte[] refuse(Refusal refusal, long nowMs) {
        if (card.journal().isOn()) {
            card.hint(this + " refused: " + refusal.why(), nowMs);
        }
        return refusal.answer().toBytes();
    }

    private byte[] accept(Terms agreed, long nowMs) {
        terms = agreed;
        if (isHls()) {
            ownChallenge = challengeOtherThan(agreed.challenge());
            on(Event.AARQ_NEEDS_HLS, nowMs);
        } else {
            card.state().lockOut(clientSap()).succeeded();
            on(Event.AARQ_ACCEPTED, nowMs);
        }
        return agreed.responseAllowed() ? aare().encode() : NO_ANSWER;
    }

    /** A challenge that the client could not answer with its own: reflection. */
    private Octets challengeOtherThan(Octets challenge) {
        byte[] fresh = new byte[CHALLENGE_BYTES];
        do {
            card.chance().nextBytes(fresh);
        } while (Octets.of(fresh).equals(challenge));
        return Octets.of(fresh);
    }

    private Aare aare() {
        byte[] initiate = initiateResponse();
        return new Aare(
                terms.contextId(),
                Aare.Result.ACCEPTED,
                isHls() ? Diagnostic.AUTHENTICATION_REQUIRED : Diagnostic.NULL,
                isHls() ? card.state().systemTitle() : Octets.EMPTY,
                isHls() ? definition.mechanism().id() : Aarq.ABSENT,
                ownChallenge,
                Octets.of(seal(initiate, terms.protection())));
    }

    private byte[] initiateResponse() {
        return InitiateResponse.of(terms.conformance(), maxReceivePduBytes()).encode();
    }

    private byte[] seal(byte[] apdu, Protection protection) {
        return terms.security().isPresent() ? terms.security().get().context().seal(apdu, protection) : apdu;
    }

    /** The answer to an RLRQ on an open association. It needs the protection that everything else needs. */
    public byte[] release(byte[] bytes, long nowMs) {
        Octets information;
        try {
            information = Release.decode(bytes).userInformation();
        } catch (DecodeException broken) {
            card.hint(this + " not released: " + broken.getMessage(), nowMs);
            return ExceptionResponse.OTHER_REASON.encode();
        }
        Protection protection = Protection.NONE;
        if (!information.isEmpty() && CipheredApdu.isCiphered(information.at(0))) {
            byte[] sealed = information.toBytes();
            Opening opening = unseal(sealed);
            if (!(opening instanceof Opening.Opened opened)) {
                return refuse(opening, sealed, nowMs);
            }
            protection = opened.protection();
        }
        if (!protection.control().covers(requiredProtection())) {
            card.hint(this + " not released: the RLRQ has less protection than the security policy demands", nowMs);
            return Release.response(Release.NOT_FINISHED, Octets.EMPTY).encode();
        }
        Octets answer = protection.isNone() ? Octets.EMPTY : Octets.of(seal(initiateResponse(), protection));
        on(Event.RELEASED, nowMs);
        return Release.response(Release.NORMAL, answer).encode();
    }

    /** The link below is gone. */
    public void linkLost(long nowMs) {
        on(Event.LINK_LOST, nowMs);
    }

    /** Opens a ciphered APDU; {@link #refuse} what does not open. */
    public Opening unseal(byte[] sealed) {
        return terms.security().isPresent()
                ? terms.security().get().context().open(sealed)
                : new Opening.Undecipherable("this association is not ciphered");
    }

    /** The exception-response to a ciphered APDU that did not open. */
    public byte[] refuse(Opening failed, byte[] sealed, long nowMs) {
        byte[] answer = events.answerTo(failed, nowMs);
        if (card.journal().isOn()) {
            boolean canGuess =
                    failed instanceof Opening.Undecipherable && terms.security().isPresent();
            String guess = canGuess
                    ? Diagnosis.of(sealed, card.state(), definition, Secured.parties(card.state(), terms.peerTitle()))
                    : "";
            card.hint(events.explain(failed, guess), nowMs);
        }
        return answer;
    }

    /** What every APDU of this association must be protected by, at least. */
    public SecurityControl requiredProtection() {
        return isHls() ? SecurityControl.ofPolicy(card.state().policy(clientSap())) : SecurityControl.CLEAR;
    }

    /** What seals the answers; present when the mechanism is HLS and the association is open. */
    public Optional<SecurityContext> security() {
        return terms.security().map(Secured::context);
    }

    /** New keys apply after the answer to the request that brought them. Green Book 9.2.5.5. */
    public void adoptNewKeys() {
        if (terms.security().isPresent()) {
            Secured present = terms.security().get();
            if (!card.state().keys(clientSap()).equals(present.keys())) {
                terms = terms.with(
                        Secured.of(card.state(), clientSap(), terms.peerTitle()).with(present.dedicatedKey()));
            }
        }
    }

    @Override
    public MeterReply replyToHls(CosemData proof, long nowMs) {
        Optional<SecurityContext> security = security();
        if (state != State.AWAITING_HLS || security.isEmpty()) {
            return DENIED;
        }
        boolean proved =
                proof instanceof CosemData.OctetString string && security.get().verifies(string.octets(), ownChallenge);
        if (!proved) {
            card.hint(this + ": the proof of HLS pass 3 is wrong: check GAK, system title and challenge", nowMs);
            on(Event.HLS_FAILED, nowMs);
            events.loginFailed(nowMs);
            return DENIED;
        }
        card.state().lockOut(clientSap()).succeeded();
        Octets ownProof = security.get().prove(terms.challenge());
        on(Event.HLS_PROVED, nowMs);
        return new MeterReply.Value(new CosemData.OctetString(ownProof));
    }

    private void on(Event event, long nowMs) {
        Optional<State> next = TRANSITIONS.after(state, event);
        if (next.isPresent()) {
            enter(next.get(), event, nowMs);
        }
    }

    private void enter(State entered, Event event, long nowMs) {
        if (card.journal().isOn()) {
            String agreed = state == State.IDLE ? ", " + terms : "";
            card.note(this + ": " + state + " -> " + entered + " on " + event + agreed, nowMs);
        }
        if (state == State.IDLE) {
            card.open().opened(this);
        }
        state = entered;
        if (state == State.IDLE) {
            card.open().closed(this);
            terms = Terms.NONE;
            ownChallenge = Octets.EMPTY;
        }
    }

    /** True unless an AARQ is awaited. */
    public boolean isOpen() {
        return state != State.IDLE;
    }

    private boolean isHls() {
        return definition.security().isPresent();
    }

    @Override
    public Association definition() {
        return definition;
    }

    @Override
    public int serverSap() {
        return serverSap;
    }

    @Override
    public AssociationStatus status() {
        return switch (state) {
            case IDLE -> AssociationStatus.NON_ASSOCIATED;
            case AWAITING_HLS -> AssociationStatus.ASSOCIATION_PENDING;
            case ASSOCIATED -> AssociationStatus.ASSOCIATED;
        };
    }

    @Override
    public AssociationStatus statusOf(int clientSap) {
        return card.open().statusOf(clientSap);
    }

    @Override
    public Conformance conformance() {
        return terms.conformance();
    }

    @Override
    public int maxSendPduBytes() {
        return terms.maxSendPduBytes();
    }

    @Override
    public int maxReceivePduBytes() {
        return definition.maxPduBytes();
    }

    @Override
    public Octets peerTitle() {
        return terms.peerTitle();
    }

    /** The state machine as a Mermaid diagram, for docs/. */
    public static String diagram() {
        return TRANSITIONS.toMermaid();
    }

    /** {@code association management of client SAP 1}. */
    @Override
    public String toString() {
        return "association " + definition.name() + " of client SAP " + clientSap();
    }
}
