package org.metersim.dlms.hdlc;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.state.Transitions;

/** The meter's end of the link with one client: secondary station, normal response mode. Green Book 8.4.5. */
final class HdlcLink {

    /** Modes of the secondary station. */
    enum Mode {
        /** Normal disconnected mode: only SNRM opens it. */
        NDM,
        /** Normal response mode: APDUs pass. */
        NRM,
        /** A frame was rejected; SNRM or DISC is awaited. */
        REJECTED
    }

    /** What moves the mode. */
    enum Event {
        SNRM_ACCEPTED,
        DISC_RECEIVED,
        FRAME_REJECTED,
        INACTIVE_TOO_LONG
    }

    static final Transitions<Mode, Event> TRANSITIONS = Transitions.of(Mode.class, Event.class)
            .on(Event.SNRM_ACCEPTED, Mode.NDM, Mode.NRM)
            .on(Event.SNRM_ACCEPTED, Mode.NRM, Mode.NRM)
            .on(Event.SNRM_ACCEPTED, Mode.REJECTED, Mode.NRM)
            .on(Event.DISC_RECEIVED, Mode.NRM, Mode.NDM)
            .on(Event.DISC_RECEIVED, Mode.REJECTED, Mode.NDM)
            .on(Event.FRAME_REJECTED, Mode.NRM, Mode.REJECTED)
            .on(Event.INACTIVE_TOO_LONG, Mode.NRM, Mode.NDM)
            .on(Event.INACTIVE_TOO_LONG, Mode.REJECTED, Mode.NDM);

    private static final int MODULUS = 8;
    private static final int UNKNOWN_CONTROL = 0x01;
    private static final int INFORMATION_TOO_LONG = 0x04;
    private static final int WRONG_RECEIVE_NUMBER = 0x08;

    /** Answers that wait beyond this are a client's that does not take them: no further request is taken then. */
    private static final int MAX_UNSENT_BYTES = 0x10000;

    private final HdlcAddress client;
    private final HdlcSecondary.Settings settings;
    private final Queue<byte[]> output;
    private final Queue<HdlcIndication> indications;
    private final SendWindow toSend = new SendWindow();
    private final Reassembly received;
    private Mode mode = Mode.NDM;

    /** This end, in the form in which the client last wrote it: answers have the same. */
    private HdlcAddress server;

    private HdlcParameters granted = HdlcParameters.DEFAULT;
    private int expected;
    private boolean peerIsBusy;
    private boolean polled;
    private Octets rejection = Octets.EMPTY;
    private long lastActivityMs;

    HdlcLink(HdlcFrame first, HdlcSecondary.Settings settings, HdlcSecondary.Outlets outlets) {
        this.client = first.source();
        this.server = first.destination();
        this.settings = settings;
        this.output = outlets.output();
        this.indications = outlets.indications();
        this.received = new Reassembly(Reassembly.LLC_COMMAND, settings.maxApduBytes());
    }

    boolean isBetween(HdlcFrame frame) {
        return client.equals(frame.source())
                && server.upper() == frame.destination().upper();
    }

    int clientSap() {
        return client.upper();
    }

    boolean isDisconnected() {
        return mode == Mode.NDM;
    }

    long deadlineMs() {
        boolean waits = mode != Mode.NDM && settings.inactivityMs() != HdlcSecondary.NO_TIMEOUT;
        return waits ? lastActivityMs + settings.inactivityMs() : Long.MAX_VALUE;
    }

    void wake(long nowMs) {
        if (nowMs >= deadlineMs()) {
            on(Event.INACTIVE_TOO_LONG);
            indications.add(new HdlcIndication.Disconnected(clientSap(), "inactivity time-out"));
        }
    }

    void receive(HdlcFrame frame, long nowMs) {
        lastActivityMs = nowMs;
        server = frame.destination();
        switch (frame.kind()) {
            case SNRM -> connect(frame);
            case DISC -> disconnect();
            case UI -> takeUnnumbered(frame);
            case I, RR, RNR -> takeNumbered(frame);
            case UNKNOWN -> takeUnknown(frame);
            // responses of a secondary station: not for us
            case UA, DM, FRMR -> {}
        }
    }

    /** Queues the answer to the APDU delivered last; it leaves when the client has polled. */
    void answer(byte[] apdu) {
        if (mode == Mode.NRM) {
            toSend.queue(Reassembly.LLC_RESPONSE, apdu, granted.transmitBytes());
        }
    }

    /** Sends an APDU unasked, in one UI frame. False when it does not fit one: there are no segments of UI. */
    boolean push(byte[] apdu) {
        Octets information = Reassembly.LLC_RESPONSE.plus(Octets.of(apdu));
        if (information.length() > granted.transmitBytes()) {
            return false;
        }
        output.add(new HdlcFrame(client, server, false, HdlcFrame.UNNUMBERED_INFORMATION, information).encode());
        return true;
    }

    private boolean on(Event event) {
        Optional<Mode> next = TRANSITIONS.after(mode, event);
        next.ifPresent(entered -> {
            mode = entered;
            if (entered != Mode.REJECTED) {
                toSend.reset();
                received.reset();
                expected = 0;
                peerIsBusy = false;
                polled = false;
            }
        });
        return next.isPresent();
    }

    private void connect(HdlcFrame snrm) {
        HdlcParameters proposed;
        try {
            proposed = HdlcParameters.decode(snrm.information());
        } catch (DecodeException broken) {
            return;
        }
        granted = settings.parameters().grant(proposed);
        on(Event.SNRM_ACCEPTED);
        indications.add(new HdlcIndication.Connected(clientSap(), server.upper(), granted));
        sendUnnumbered(FrameKind.UA, granted.encode());
    }

    private void disconnect() {
        if (on(Event.DISC_RECEIVED)) {
            indications.add(new HdlcIndication.Disconnected(clientSap(), "disconnected by the client"));
            sendUnnumbered(FrameKind.UA, Octets.EMPTY);
        } else {
            sendUnnumbered(FrameKind.DM, Octets.EMPTY);
        }
    }

    private void takeUnnumbered(HdlcFrame frame) {
        Reassembly whole = new Reassembly(Reassembly.LLC_COMMAND, settings.maxApduBytes());
        whole.take(frame)
                .ifPresent(
                        apdu -> indications.add(new HdlcIndication.Received(clientSap(), server.upper(), apdu, false)));
    }

    private void takeUnknown(HdlcFrame frame) {
        if (mode == Mode.NRM) {
            reject(frame, UNKNOWN_CONTROL);
        }
    }

    private void takeNumbered(HdlcFrame frame) {
        if (mode == Mode.NDM) {
            sendUnnumbered(FrameKind.DM, Octets.EMPTY);
            return;
        }
        if (mode == Mode.REJECTED) {
            repeatRejection(frame);
            return;
        }
        if (frame.information().length() > granted.receiveBytes()) {
            reject(frame, INFORMATION_TOO_LONG);
        } else if (!toSend.acknowledge(frame.receiveNumber())) {
            reject(frame, WRONG_RECEIVE_NUMBER);
        } else {
            peerIsBusy = frame.kind() == FrameKind.RNR;
            if (frame.kind() == FrameKind.I) {
                takeInformation(frame);
            }
            polled = polled || frame.isFinal();
        }
    }

    private void takeInformation(HdlcFrame frame) {
        // any other number is a frame seen before, or one after a lost frame: answered, not executed
        if (frame.sendNumber() == expected && !isBusy()) {
            expected = (expected + 1) % MODULUS;
            received.take(frame)
                    .ifPresent(apdu ->
                            indications.add(new HdlcIndication.Received(clientSap(), server.upper(), apdu, true)));
        }
    }

    private boolean isBusy() {
        return toSend.unsentBytes() > MAX_UNSENT_BYTES;
    }

    /** Answers a poll, once the layer above has had its say: what is unacknowledged again, then what is new, or RR. */
    void respond() {
        if (!polled) {
            return;
        }
        polled = false;
        if (mode != Mode.NRM) {
            return;
        }
        if (!peerIsBusy) {
            toSend.fill(granted.transmitWindow());
        }
        List<SendWindow.Segment> frames = peerIsBusy ? List.of() : toSend.inFlight();
        if (frames.isEmpty()) {
            int control = isBusy() ? HdlcFrame.receiveNotReady(expected) : HdlcFrame.receiveReady(expected);
            output.add(new HdlcFrame(client, server, false, control, Octets.EMPTY).encode());
        }
        for (int i = 0; i < frames.size(); i++) {
            SendWindow.Segment segment = frames.get(i);
            int control = HdlcFrame.information(toSend.numberOf(i), expected, i == frames.size() - 1);
            output.add(new HdlcFrame(client, server, segment.more(), control, segment.information()).encode());
        }
    }

    /** FRMR: the rejected control field, V(S) and V(R), and the reason. ISO/IEC 13239, 5.5.3.4. */
    private void reject(HdlcFrame frame, int reason) {
        int sendState = toSend.numberOf(toSend.inFlight().size());
        byte[] field = {(byte) frame.control(), (byte) (expected << 5 | sendState << 1), (byte) reason};
        on(Event.FRAME_REJECTED);
        rejection = Octets.of(field);
        sendUnnumbered(FrameKind.FRMR, rejection);
    }

    /** Who asks again gets the same answer, until SNRM or DISC ends the condition. */
    private void repeatRejection(HdlcFrame frame) {
        if (frame.isFinal()) {
            sendUnnumbered(FrameKind.FRMR, rejection);
        }
    }

    private void sendUnnumbered(FrameKind kind, Octets information) {
        output.add(HdlcFrame.unnumbered(client, server, kind, information).encode());
    }
}
