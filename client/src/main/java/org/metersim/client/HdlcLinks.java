package org.metersim.client;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.metersim.dlms.hdlc.HdlcAddress;
import org.metersim.dlms.hdlc.HdlcIndication;
import org.metersim.dlms.hdlc.HdlcPrimary;
import org.metersim.runtime.Endpoint;

/**
 * APDUs over HDLC: one link a client SAP. A second client connects beside the first, which stays connected to the end:
 * a meter's optical port may fall back to 300 baud with its last link.
 */
final class HdlcLinks implements Link {

    /** LLC header and APDU. */
    private static final int LLC_BYTES = 3;

    private final SessionSettings settings;
    private final Map<Integer, HdlcPrimary> links = new LinkedHashMap<>();
    private final Queue<Event> events = new ArrayDeque<>();
    private Optional<HdlcPrimary> active = Optional.empty();
    private boolean leaving;

    HdlcLinks(SessionSettings settings) {
        this.settings = settings;
    }

    @Override
    public void connect(Login login, long nowMs) {
        HdlcPrimary link = links.computeIfAbsent(login.clientSap(), sap -> new HdlcPrimary(primarySettings(login)));
        active = Optional.of(link);
        if (link.state() == HdlcPrimary.State.CONNECTED) {
            events.add(new Event.Up());
        } else {
            link.connect(nowMs);
        }
    }

    private HdlcPrimary.Settings primarySettings(Login login) {
        return new HdlcPrimary.Settings(
                HdlcAddress.of(login.clientSap()),
                settings.serverAddress(login.serverSap()),
                settings.hdlc(),
                settings.answerMs(),
                settings.tries(),
                settings.maxPduBytes() + LLC_BYTES);
    }

    @Override
    public void send(byte[] apdu, long nowMs) {
        active.ifPresent(link -> link.send(apdu, nowMs));
    }

    @Override
    public void disconnect(long nowMs) {
        leaving = true;
        leave(nowMs);
    }

    /** One link after the other: the line may be half duplex. */
    private void leave(long nowMs) {
        for (HdlcPrimary link : links.values()) {
            if (link.state() != HdlcPrimary.State.DISCONNECTED) {
                active = Optional.of(link);
                link.disconnect(nowMs);
                return;
            }
        }
        events.add(new Event.Down("disconnected"));
    }

    @Override
    public void receive(byte[] chunk, long nowMs) {
        links.values().forEach(link -> link.receive(chunk, nowMs));
        collect(nowMs);
    }

    @Override
    public void wake(long nowMs) {
        links.values().forEach(link -> link.wake(nowMs));
        collect(nowMs);
    }

    private void collect(long nowMs) {
        for (HdlcPrimary link : links.values()) {
            boolean isActive = active.filter(current -> current == link).isPresent();
            for (var news = link.nextIndication(); news.isPresent(); news = link.nextIndication()) {
                if (isActive) {
                    tell(news.get(), nowMs);
                }
            }
        }
    }

    private void tell(HdlcIndication news, long nowMs) {
        if (news instanceof HdlcIndication.Received received) {
            events.add(new Event.Arrived(received.apdu()));
        } else if (leaving) {
            leave(nowMs);
        } else if (news instanceof HdlcIndication.Disconnected gone) {
            events.add(new Event.Down(gone.cause()));
        } else {
            events.add(new Event.Up());
        }
    }

    @Override
    public long deadlineMs() {
        long deadline = Endpoint.NEVER;
        for (HdlcPrimary link : links.values()) {
            deadline = Math.min(deadline, link.deadlineMs());
        }
        return deadline;
    }

    @Override
    public boolean isAtWork() {
        return active.map(HdlcPrimary::state)
                .filter(state -> state != HdlcPrimary.State.CONNECTED && state != HdlcPrimary.State.DISCONNECTED)
                .isPresent();
    }

    @Override
    public Optional<byte[]> nextOutput() {
        for (HdlcPrimary link : links.values()) {
            Optional<byte[]> frame = link.nextOutput();
            if (frame.isPresent()) {
                return frame;
            }
        }
        return Optional.empty();
    }

    @Override
    public Optional<Event> nextEvent() {
        return Optional.ofNullable(events.poll());
    }
}
