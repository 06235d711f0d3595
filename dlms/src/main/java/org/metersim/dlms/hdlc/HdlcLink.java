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

    private final HdlcAddress client;
    private final HdlcAddress server;
    private final HdlcSecondary.Settings settings;
    private final Queue<byte[]> output;
    private final Queue<HdlcIndication> indications;
    private final SendWindow toSend = new SendWindow();
    private final Reassembly received;
    private Mode mode = Mode.NDM;
    private HdlcParameters granted = HdlcParameters.DEFAULT;
    private int expected;
    private boolean peerIsBusy;
    private boolean polled;
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
        return mode == Mode.NDM ? Long.MAX_VALUE : lastActivityMs + settings.inactivityMs();
    }

    void wake(long nowMs) {
        if (nowMs >= deadlineMs()) {
            on(Event.INACTIVE_TOO_LONG);
            indications.add(new HdlcIndication.Disconnected(clientSap(), "inactivity time-out"));
        }
    }

    void receive(HdlcFrame frame, long nowMs) {
        lastActivityMs = nowMs;
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

    /** Sends an APDU unasked, in one UI frame. */
    void push(byte[] apdu) {
        Octets information = Reassembly.LLC_RESPONSE.plus(Octets.of(apdu));
        output.add(new HdlcFrame(client, server, false, FrameKind.UI.unnumbered() & ~0x10, information).encode());
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
        if (frame.sendNumber() == expected) {
            expected = (expected + 1) % MODULUS;
            received.take(frame)
                    .ifPresent(apdu ->
                            indications.add(new HdlcIndication.Received(clientSap(), server.upper(), apdu, true)));
        }
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
            output.add(new HdlcFrame(client, server, false, HdlcFrame.receiveReady(expected), Octets.EMPTY).encode());
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
        sendUnnumbered(FrameKind.FRMR, Octets.of(field));
    }

    private void sendUnnumbered(FrameKind kind, Octets information) {
        output.add(HdlcFrame.unnumbered(client, server, kind, information).encode());
    }
}
