package org.metersim.transport.optical;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import org.metersim.dlms.state.Transitions;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.LineControl;

/**
 * The client's end of an optical line: signs on in mode E, then hands the line to the HDLC session. IEC 62056-21, 6.4.5
 * and annex E.
 *
 * <p>The first {@link #wake} begins. Characters of the sign-on are sent with even parity in bit 7, and taken with or
 * without, so the wire has eight bits from start to end. The echo of an optical head is recognised and left out.
 */
public final class OpticalSignOn implements Endpoint {

    /** What the client awaits. */
    enum State {
        /** Its turn to ask. */
        READY,
        /** The identification. */
        AWAITING_IDENTIFICATION,
        /** The end of its acknowledgement on the wire; then the rate changes. */
        ACKNOWLEDGING,
        /** The acknowledgement again, from the meter, at the new rate. */
        AWAITING_CONFIRMATION,
        /** Nothing any more: the line is the session's. */
        SIGNED_ON,
        /** Nothing any more: there was no sign-on. */
        FAILED
    }

    /** What moves it. */
    enum Event {
        REQUEST_SENT,
        IDENTIFICATION_RECEIVED,
        ACKNOWLEDGEMENT_SENT,
        CONFIRMATION_RECEIVED,
        ANSWER_OVERDUE,
        GIVEN_UP
    }

    static final Transitions<State, Event> TRANSITIONS = Transitions.of(State.class, Event.class)
            .on(Event.REQUEST_SENT, State.READY, State.AWAITING_IDENTIFICATION)
            .on(Event.GIVEN_UP, State.READY, State.FAILED)
            .on(Event.IDENTIFICATION_RECEIVED, State.AWAITING_IDENTIFICATION, State.ACKNOWLEDGING)
            .on(Event.ANSWER_OVERDUE, State.AWAITING_IDENTIFICATION, State.READY)
            .on(Event.GIVEN_UP, State.AWAITING_IDENTIFICATION, State.FAILED)
            .on(Event.ACKNOWLEDGEMENT_SENT, State.ACKNOWLEDGING, State.AWAITING_CONFIRMATION)
            .on(Event.CONFIRMATION_RECEIVED, State.ACKNOWLEDGING, State.SIGNED_ON)
            .on(Event.GIVEN_UP, State.ACKNOWLEDGING, State.FAILED)
            .on(Event.CONFIRMATION_RECEIVED, State.AWAITING_CONFIRMATION, State.SIGNED_ON)
            .on(Event.ANSWER_OVERDUE, State.AWAITING_CONFIRMATION, State.READY)
            .on(Event.GIVEN_UP, State.AWAITING_CONFIRMATION, State.FAILED);

    private static final int TRIES = 2;
    /** How long an answer is awaited; longer only while one is coming in. */
    private static final long ANSWER_MS = 2000;
    /** How long one is awaited in any case: 64 characters at 300 baud, and the meter's slowest reaction. */
    private static final long WHOLE_ANSWER_MS = 4000;

    private final Request request;
    private final LineControl line;
    private final int maxBaud;
    private final Endpoint inner;
    private final SignOnParser parser = new SignOnParser();
    private final EchoFilter echoFilter = new EchoFilter();
    private final Queue<byte[]> output = new ArrayDeque<>();
    private State state = State.READY;
    private Identification identification = Identification.NONE;
    private String failure = "";
    private boolean echoes;
    private boolean echoAwaited;
    private int triesLeft = TRIES;
    private long deadlineMs;
    private long latestMs;

    /**
     * @param deviceAddress serial number of the meter, or empty for whoever sits behind the probe
     * @param line told of each change of the rate; to take place after what was sent before
     * @param maxBaud fastest rate the client can do, 300 or more
     * @param inner the HDLC session; woken once the meter has confirmed, told of a lost line when it never does
     * @throws IllegalArgumentException when no meter can have that address, or the rate is below 300
     */
    public OpticalSignOn(String deviceAddress, LineControl line, int maxBaud, Endpoint inner) {
        this.request = new Request(deviceAddress);
        this.line = line;
        this.maxBaud = BaudRate.notAbove(maxBaud).baud();
        this.inner = inner;
    }

    State state() {
        return state;
    }

    /** What the meter called itself, like {@code /SIM5\2METER}, once it is known. */
    public Optional<String> identification() {
        return Optional.of(identification)
                .filter(known -> known != Identification.NONE)
                .map(Identification::line);
    }

    /** Why there is no session, in one line for a person, once it is sure. */
    public Optional<String> failure() {
        return Optional.of(failure).filter(text -> !text.isEmpty());
    }

    @Override
    public void receive(byte[] chunk, long nowMs) {
        wake(nowMs);
        for (int at = 0; at < chunk.length; at++) {
            if (state == State.SIGNED_ON) {
                pass(Arrays.copyOfRange(chunk, at, chunk.length), nowMs);
                return;
            }
            take(chunk[at], nowMs);
        }
    }

    private void pass(byte[] bytes, long nowMs) {
        byte[] heard = echoes ? echoFilter.pass(bytes) : bytes;
        if (heard.length > 0) {
            inner.receive(heard, nowMs);
        }
    }

    private void take(byte character, long nowMs) {
        Optional<String> message = parser.take(character, nowMs);
        if (parser.isUnderWay() && state != State.ACKNOWLEDGING) {
            long waitMs = Math.max(deadlineMs, nowMs + SignOnParser.INTER_CHARACTER_MS);
            deadlineMs = Math.min(waitMs, latestMs);
        }
        message.ifPresent(text -> take(text, nowMs));
    }

    private void take(String message, long nowMs) {
        if (state == State.AWAITING_IDENTIFICATION) {
            echoes |= message.equals(request.line());
            Identification.parse(message).ifPresent(offer -> acknowledge(offer, nowMs));
        } else if (message.equals(acknowledgement().line())) {
            if (echoAwaited) {
                echoAwaited = false;
            } else {
                begin(nowMs);
            }
        }
    }

    private void acknowledge(Identification offer, long nowMs) {
        if (on(Event.IDENTIFICATION_RECEIVED)) {
            identification = offer;
            echoAwaited = echoes;
            send(acknowledgement().encode());
            deadlineMs = nowMs + BaudRate.wireMs(acknowledgement().encode().length(), BaudRate.OPENING.baud());
        }
    }

    /** Mode E at the faster of the rates that both ends can do. */
    private Acknowledgement acknowledgement() {
        return Acknowledgement.hdlc(agreed());
    }

    private BaudRate agreed() {
        return BaudRate.notAbove(Math.min(maxBaud, identification.baud().baud()));
    }

    private void begin(long nowMs) {
        if (on(Event.CONFIRMATION_RECEIVED)) {
            line.setBaudRate(agreed().baud());
            deadlineMs = NEVER;
            inner.wake(nowMs);
        }
    }

    @Override
    public void wake(long nowMs) {
        if (state == State.SIGNED_ON) {
            inner.wake(nowMs);
        }
        while (nowMs >= deadlineMs) {
            expire(nowMs);
        }
    }

    private void expire(long nowMs) {
        switch (state) {
            case READY -> ask(nowMs);
            case ACKNOWLEDGING -> {
                line.setBaudRate(agreed().baud());
                on(Event.ACKNOWLEDGEMENT_SENT);
                await(nowMs);
            }
            case AWAITING_IDENTIFICATION -> repeat(noIdentification(), nowMs);
            case AWAITING_CONFIRMATION -> repeat(noConfirmation(), nowMs);
            case SIGNED_ON, FAILED -> deadlineMs = NEVER;
        }
    }

    private void ask(long nowMs) {
        triesLeft--;
        echoes = false;
        identification = Identification.NONE;
        line.setBaudRate(BaudRate.OPENING.baud());
        send(request.encode());
        on(Event.REQUEST_SENT);
        await(nowMs);
    }

    private void await(long nowMs) {
        parser.forget();
        deadlineMs = nowMs + ANSWER_MS;
        latestMs = nowMs + WHOLE_ANSWER_MS;
    }

    /** Asks once more, or gives up: the meter has forgotten the sign-on by then, or never heard of it. */
    private void repeat(String reason, long nowMs) {
        if (triesLeft == 0) {
            giveUp(reason, nowMs);
        } else {
            on(Event.ANSWER_OVERDUE);
        }
    }

    private void giveUp(String reason, long nowMs) {
        if (on(Event.GIVEN_UP)) {
            failure = reason;
            deadlineMs = NEVER;
            inner.lineLost(nowMs);
        }
    }

    private String noIdentification() {
        String who = request.address().isEmpty() ? "no meter answered" : request.address() + " did not answer";
        return who + " the sign-on at 300 baud (" + TRIES + " tries): check the probe, the port and the address";
    }

    private String noConfirmation() {
        String doubt = identification.offersHdlc() ? "" : ", and its identification does not offer HDLC";
        return "meter " + identification.line() + " did not confirm HDLC at " + agreed().baud() + " baud (" + TRIES
                + " tries)" + doubt;
    }

    private void send(String message) {
        output.add(Characters.withParity(Characters.of(message)));
    }

    private boolean on(Event event) {
        Optional<State> next = TRANSITIONS.after(state, event);
        next.ifPresent(entered -> state = entered);
        return next.isPresent();
    }

    @Override
    public long deadlineMs() {
        return state == State.SIGNED_ON ? inner.deadlineMs() : deadlineMs;
    }

    @Override
    public Optional<byte[]> nextOutput() {
        if (!output.isEmpty() || state != State.SIGNED_ON) {
            return Optional.ofNullable(output.poll());
        }
        Optional<byte[]> next = inner.nextOutput();
        if (echoes) {
            next.ifPresent(echoFilter::sent);
        }
        return next;
    }

    @Override
    public boolean isClosed() {
        return state == State.FAILED || state == State.SIGNED_ON && inner.isClosed();
    }

    @Override
    public void lineLost(long nowMs) {
        output.clear();
        if (state == State.SIGNED_ON) {
            inner.lineLost(nowMs);
        } else {
            giveUp("the line was lost during the sign-on", nowMs);
        }
    }

    /** The sign-on's states as a Mermaid diagram, for docs/. */
    public static String diagram() {
        return TRANSITIONS.toMermaid();
    }
}
