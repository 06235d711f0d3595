package org.metersim.nic.port;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.metersim.dlms.acse.Aarq;
import org.metersim.dlms.hdlc.HdlcIndication;
import org.metersim.dlms.hdlc.HdlcSecondary;
import org.metersim.metrology.link.MeterEvent;

/**
 * One line to the meter with HDLC: a link, and a conversation, for each client. Green Book 8, IEC 62056-46.
 *
 * <p>It is a local port: from the first association that opens on it to the last that ends, a local session lasts.
 */
public final class HdlcPort implements CardPort {

    static final String NAME = "hdlc";

    private final Inside inside;
    private final Conversations conversations;
    private final FrameJournal journal;
    private final HdlcSecondary station;
    private final Queue<byte[]> output = new ArrayDeque<>();
    private final boolean endsWithLastLink;
    private boolean wasConnected;
    private boolean inSession;
    private boolean closed;

    /**
     * @param endsWithLastLink whether the port is done once its last link is down: so a session of the optical port
     *     ends, which then awaits the next sign-on; the other lines are streams, TCP or Bluetooth
     */
    public HdlcPort(Inside inside, boolean endsWithLastLink) {
        this.inside = inside;
        this.endsWithLastLink = endsWithLastLink;
        this.conversations = new Conversations(inside, NAME);
        HdlcSecondary.Settings settings = PortLimits.hdlc(inside.settings(), endsWithLastLink);
        this.journal = new FrameJournal(inside.card(), NAME, settings.deviceAddress());
        this.station = new HdlcSecondary(settings);
    }

    @Override
    public void receive(byte[] chunk, long nowMs) {
        if (closed) {
            return;
        }
        journal.received(chunk, nowMs);
        station.receive(chunk, nowMs);
        takeIndications(nowMs);
        station.respond();
        takeOutput(nowMs);
        endWithLastLink(nowMs);
        inside.afterwards().accept(nowMs);
    }

    private void endWithLastLink(long nowMs) {
        boolean connected = station.isConnected();
        if (endsWithLastLink && wasConnected && !connected) {
            drop(nowMs);
        }
        wasConnected = connected;
    }

    private void takeIndications(long nowMs) {
        Optional<HdlcIndication> indication = station.nextIndication();
        while (indication.isPresent() && !closed) {
            take(indication.get(), nowMs);
            indication = station.nextIndication();
        }
        watchSession(nowMs);
    }

    private void take(HdlcIndication indication, long nowMs) {
        int clientSap = indication.clientSap();
        if (indication instanceof HdlcIndication.Received received) {
            take(received, nowMs);
            return;
        }
        if (inside.card().journal().isOn()) {
            inside.card().note(text(indication), nowMs);
        }
        // a link that is set up anew carries nothing of what was associated before
        conversations.linkLost(clientSap, nowMs);
    }

    private void take(HdlcIndication.Received received, long nowMs) {
        // an association needs a link, and UI frames come without one
        if (!received.confirmed()
                && !received.apdu().isEmpty()
                && received.apdu().at(0) == Aarq.TAG) {
            inside.card().hint(NAME + " passed over an AARQ in a UI frame", nowMs);
            return;
        }
        byte[] answer =
                conversations.answer(received.clientSap(), received.apdu().toBytes(), nowMs);
        if (received.confirmed() && answer.length > 0) {
            station.answer(received.clientSap(), answer);
        }
    }

    private static String text(HdlcIndication indication) {
        String link = NAME + " link of client SAP " + indication.clientSap();
        return indication instanceof HdlcIndication.Disconnected disconnected
                ? link + " down: " + disconnected.cause()
                : link + " up: " + ((HdlcIndication.Connected) indication).granted();
    }

    private void takeOutput(long nowMs) {
        Optional<byte[]> frame = station.nextOutput();
        while (frame.isPresent()) {
            journal.sent(frame.get(), nowMs);
            output.add(frame.get());
            frame = station.nextOutput();
        }
    }

    private void watchSession(long nowMs) {
        if (inSession != conversations.isAnyAssociated()) {
            inSession = !inSession;
            inside.card().report(inSession ? MeterEvent.LOCAL_SESSION_STARTED : MeterEvent.LOCAL_SESSION_ENDED, nowMs);
        }
    }

    @Override
    public void wake(long nowMs) {
        if (!closed) {
            station.wake(nowMs);
            takeIndications(nowMs);
            takeOutput(nowMs);
            endWithLastLink(nowMs);
        }
    }

    @Override
    public long deadlineMs() {
        return closed ? NEVER : station.deadlineMs();
    }

    @Override
    public Optional<byte[]> nextOutput() {
        return Optional.ofNullable(output.poll());
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void lineLost(long nowMs) {
        drop(nowMs);
    }

    @Override
    public void drop(long nowMs) {
        if (!closed) {
            closed = true;
            conversations.allLost(nowMs);
            watchSession(nowMs);
        }
    }
}
