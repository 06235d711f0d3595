package org.metersim.dlms.hdlc;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.state.Transitions;

/** The client's end of an HDLC link: primary station, which polls, repeats what gets lost, and gives up in the end. */
public final class HdlcPrimary {

    /** What the primary awaits. */
    public enum State {
        /** Nothing: no link. */
        DISCONNECTED,
        /** UA after SNRM. */
        CONNECTING,
        /** Nothing: the link is up. */
        CONNECTED,
        /** Acknowledgement and answer to an APDU. */
        AWAITING,
        /** UA or DM after DISC. */
        DISCONNECTING
    }

    /** What moves it. */
    enum Event {
        SNRM_SENT,
        UA_RECEIVED,
        APDU_SENT,
        APDU_RECEIVED,
        DISC_SENT,
        DM_RECEIVED,
        GIVEN_UP
    }

    static final Transitions<State, Event> TRANSITIONS = Transitions.of(State.class, Event.class)
            .on(Event.SNRM_SENT, State.DISCONNECTED, State.CONNECTING)
            .on(Event.UA_RECEIVED, State.CONNECTING, State.CONNECTED)
            .on(Event.DM_RECEIVED, State.CONNECTING, State.DISCONNECTED)
            .on(Event.GIVEN_UP, State.CONNECTING, State.DISCONNECTED)
            .on(Event.APDU_SENT, State.CONNECTED, State.AWAITING)
            .on(Event.DISC_SENT, State.CONNECTED, State.DISCONNECTING)
            .on(Event.DM_RECEIVED, State.CONNECTED, State.DISCONNECTED)
            .on(Event.APDU_RECEIVED, State.AWAITING, State.CONNECTED)
            .on(Event.DISC_SENT, State.AWAITING, State.DISCONNECTING)
            .on(Event.DM_RECEIVED, State.AWAITING, State.DISCONNECTED)
            .on(Event.GIVEN_UP, State.AWAITING, State.DISCONNECTED)
            .on(Event.UA_RECEIVED, State.DISCONNECTING, State.DISCONNECTED)
            .on(Event.DM_RECEIVED, State.DISCONNECTING, State.DISCONNECTED)
            .on(Event.GIVEN_UP, State.DISCONNECTING, State.DISCONNECTED);

    /**
     * @param client its SAP as an address of one byte
     * @param parameters what this end proposes, from its own view
     * @param responseMs how long an answer is awaited before the poll is repeated
     * @param tries how often a frame is sent before the link is given up
     */
    public record Settings(
            HdlcAddress client,
            HdlcAddress server,
            HdlcParameters parameters,
            long responseMs,
            int tries,
            int maxApduBytes) {}

    private static final int MODULUS = 8;

    private final Settings settings;
    private final HdlcFrameDecoder decoder = new HdlcFrameDecoder();
    private final SendWindow toSend = new SendWindow();
    private final Reassembly received;
    private final Queue<byte[]> output = new ArrayDeque<>();
    private final Queue<HdlcIndication> indications = new ArrayDeque<>();
    private State state = State.DISCONNECTED;
    private HdlcParameters granted = HdlcParameters.DEFAULT;
    private int expected;
    private int triesLeft;
    private long deadlineMs = Long.MAX_VALUE;

    public HdlcPrimary(Settings settings) {
        this.settings = settings;
        this.received = new Reassembly(Reassembly.LLC_RESPONSE, settings.maxApduBytes());
    }

    public State state() {
        return state;
    }

    /** Opens the link; {@link HdlcIndication.Connected} or {@code Disconnected} follows. Ignored out of turn. */
    public void connect(long nowMs) {
        if (on(Event.SNRM_SENT)) {
            start(nowMs);
        }
    }

    /** Sends an APDU; its answer follows. Ignored out of turn. */
    public void send(byte[] apdu, long nowMs) {
        if (on(Event.APDU_SENT)) {
            toSend.queue(Reassembly.LLC_COMMAND, apdu, granted.transmitBytes());
            start(nowMs);
        }
    }

    /** Closes the link. Ignored out of turn. */
    public void disconnect(long nowMs) {
        if (on(Event.DISC_SENT)) {
            start(nowMs);
        }
    }

    public void receive(byte[] chunk, long nowMs) {
        decoder.feed(chunk);
        Optional<HdlcFrame> frame = decoder.next();
        while (frame.isPresent()) {
            if (isForUs(frame.get())) {
                take(frame.get(), nowMs);
            }
            frame = decoder.next();
        }
    }

    /** Other meters may answer other clients on the same line. */
    private boolean isForUs(HdlcFrame frame) {
        return frame.destination().equals(settings.client())
                && frame.source().upper() == settings.server().upper();
    }

    public void wake(long nowMs) {
        if (nowMs < deadlineMs) {
            return;
        }
        decoder.dropUnfinished();
        if (triesLeft > 0) {
            repeat(nowMs);
        } else {
            down(Event.GIVEN_UP, "no answer from server address " + settings.server());
        }
    }

    public long deadlineMs() {
        return deadlineMs;
    }

    /** The next thing to know. */
    public Optional<HdlcIndication> nextIndication() {
        return Optional.ofNullable(indications.poll());
    }

    /** The next frame for the wire. */
    public Optional<byte[]> nextOutput() {
        return Optional.ofNullable(output.poll());
    }

    private boolean on(Event event) {
        Optional<State> next = TRANSITIONS.after(state, event);
        next.ifPresent(entered -> state = entered);
        return next.isPresent();
    }

    private void start(long nowMs) {
        triesLeft = settings.tries();
        repeat(nowMs);
    }

    /** Sends what the present state awaits an answer to: the first time, or again. */
    private void repeat(long nowMs) {
        triesLeft--;
        deadlineMs = nowMs + settings.responseMs();
        switch (state) {
            case CONNECTING ->
                output.add(unnumbered(
                        FrameKind.SNRM,
                        settings.parameters().equals(HdlcParameters.DEFAULT)
                                ? Octets.EMPTY
                                : settings.parameters().encode()));
            case DISCONNECTING -> output.add(unnumbered(FrameKind.DISC, Octets.EMPTY));
            case AWAITING -> poll();
            case DISCONNECTED, CONNECTED -> deadlineMs = Long.MAX_VALUE;
        }
    }

    private byte[] unnumbered(FrameKind kind, Octets information) {
        return HdlcFrame.unnumbered(settings.server(), settings.client(), kind, information)
                .encode();
    }

    /** The segments the window allows, the last with the poll bit; RR when there are none. */
    private void poll() {
        toSend.fill(granted.transmitWindow());
        List<SendWindow.Segment> frames = toSend.inFlight();
        if (frames.isEmpty()) {
            int control = HdlcFrame.receiveReady(expected);
            output.add(new HdlcFrame(settings.server(), settings.client(), false, control, Octets.EMPTY).encode());
        }
        for (int i = 0; i < frames.size(); i++) {
            SendWindow.Segment segment = frames.get(i);
            int control = HdlcFrame.information(toSend.numberOf(i), expected, i == frames.size() - 1);
            output.add(
                    new HdlcFrame(settings.server(), settings.client(), segment.more(), control, segment.information())
                            .encode());
        }
    }

    private void take(HdlcFrame frame, long nowMs) {
        switch (frame.kind()) {
            case UA -> takeAcknowledgement(frame);
            case DM -> down(Event.DM_RECEIVED, "the server is in disconnected mode");
            case FRMR -> down(Event.GIVEN_UP, "the server rejected a frame: FRMR " + frame.information());
            case I, RR, RNR -> takeNumbered(frame, nowMs);
            case UI -> takeUnnumbered(frame);
            case SNRM, DISC, UNKNOWN -> {}
        }
    }

    private void takeAcknowledgement(HdlcFrame frame) {
        if (state == State.DISCONNECTING) {
            down(Event.UA_RECEIVED, "disconnected");
            return;
        }
        HdlcParameters answer;
        try {
            answer = HdlcParameters.decode(frame.information());
        } catch (DecodeException broken) {
            return;
        }
        if (on(Event.UA_RECEIVED)) {
            granted = settings.parameters().grant(answer);
            toSend.reset();
            received.reset();
            expected = 0;
            deadlineMs = Long.MAX_VALUE;
            indications.add(new HdlcIndication.Connected(
                    settings.client().upper(), settings.server().upper(), granted));
        }
    }

    private void takeNumbered(HdlcFrame frame, long nowMs) {
        int inFlight = toSend.inFlight().size();
        if (state != State.AWAITING || !toSend.acknowledge(frame.receiveNumber())) {
            return;
        }
        Optional<Octets> apdu = Optional.empty();
        boolean inTurn = frame.kind() == FrameKind.I && frame.sendNumber() == expected;
        if (inTurn) {
            expected = (expected + 1) % MODULUS;
            apdu = received.take(frame);
        }
        if (apdu.isPresent()) {
            on(Event.APDU_RECEIVED);
            deadlineMs = Long.MAX_VALUE;
            indications.add(new HdlcIndication.Received(
                    settings.client().upper(), settings.server().upper(), apdu.get(), true));
        } else if (inTurn || toSend.inFlight().size() < inFlight) {
            triesLeft = settings.tries();
        }
        boolean pollsOn = frame.kind() == FrameKind.I
                ? inTurn || !isOld(frame)
                : toSend.hasUnsent() || toSend.hasUnacknowledged();
        // without progress the poll is repeated a bounded number of times, then only by the timer
        if (apdu.isEmpty() && frame.isFinal() && pollsOn && triesLeft > 0) {
            repeat(nowMs);
        }
    }

    /** A frame seen before, of an answer that was repeated: to poll for it again would double every further answer. */
    private boolean isOld(HdlcFrame frame) {
        return Math.floorMod(frame.sendNumber() - expected, MODULUS) >= granted.receiveWindow();
    }

    private void takeUnnumbered(HdlcFrame frame) {
        new Reassembly(Reassembly.LLC_RESPONSE, settings.maxApduBytes())
                .take(frame)
                .ifPresent(apdu -> indications.add(new HdlcIndication.Received(
                        settings.client().upper(), settings.server().upper(), apdu, false)));
    }

    /** The primary's states as a Mermaid diagram, for docs/. */
    public static String diagram() {
        return TRANSITIONS.toMermaid();
    }

    private void down(Event event, String cause) {
        if (on(event)) {
            deadlineMs = Long.MAX_VALUE;
            indications.add(new HdlcIndication.Disconnected(settings.client().upper(), cause));
        }
    }
}
