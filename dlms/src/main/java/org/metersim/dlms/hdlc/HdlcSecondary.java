package org.metersim.dlms.hdlc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * The meter's end of an HDLC line: finds frames, keeps a link for each client, delivers APDUs and carries the answers
 * back.
 *
 * <p>After {@link #receive} take the indications one by one, {@link #answer} each APDU, then {@link #respond}, then
 * take the output.
 */
public final class HdlcSecondary {

    /**
     * @param logicalDevices server SAPs that answer here
     * @param deviceAddress physical device address; a frame for another one is none of our business
     * @param parameters what this end can do, from its own view
     * @param inactivityMs after this long without a frame a link is down; {@link #NO_TIMEOUT} never
     * @param interOctetMs an unfinished frame older than this is forgotten; {@link #NO_TIMEOUT} never
     * @param maxApduBytes longest APDU that is put together from segments, LLC header included; of a longer one the
     *     beginning is delivered, longer than this, so that it can be refused
     */
    public record Settings(
            List<Integer> logicalDevices,
            int deviceAddress,
            HdlcParameters parameters,
            long inactivityMs,
            long interOctetMs,
            int maxApduBytes) {}

    /** Where a link puts its frames and its news. */
    record Outlets(Queue<byte[]> output, Queue<HdlcIndication> indications) {}

    /** A time-out that never strikes. IEC 62056-6-2, class 23. */
    public static final long NO_TIMEOUT = 0;

    /** Clients on one line at a time; a further one takes the place of one that is disconnected, or is not heard. */
    private static final int MAX_LINKS = 16;

    private final Settings settings;
    private final HdlcFrameDecoder decoder = new HdlcFrameDecoder();
    private final List<HdlcLink> links = new ArrayList<>();
    private final Queue<byte[]> output = new ArrayDeque<>();
    private final Queue<HdlcIndication> indications = new ArrayDeque<>();
    private long lastChunkMs;

    public HdlcSecondary(Settings settings) {
        this.settings = settings;
    }

    public void receive(byte[] chunk, long nowMs) {
        boolean ends = settings.interOctetMs() != NO_TIMEOUT && nowMs - lastChunkMs > settings.interOctetMs();
        if (ends) {
            decoder.dropUnfinished();
        }
        lastChunkMs = nowMs;
        decoder.feed(chunk);
        Optional<HdlcFrame> frame = decoder.next();
        while (frame.isPresent()) {
            take(frame.get(), nowMs);
            frame = decoder.next();
        }
    }

    private void take(HdlcFrame frame, long nowMs) {
        HdlcAddress to = frame.destination();
        boolean addressed = settings.logicalDevices().contains(to.upper())
                && (to.isAnyDevice() || to.lower() == settings.deviceAddress());
        boolean toAll = to.isBroadcast() && to.isAnyDevice() && frame.kind() == FrameKind.UI;
        if (frame.source().lengthBytes() == 1 && (addressed || toAll)) {
            linkOf(frame).ifPresent(link -> link.receive(frame, nowMs));
        }
    }

    /** The link that a frame belongs to, which then is the first of all: the one heard last. */
    private Optional<HdlcLink> linkOf(HdlcFrame frame) {
        Optional<HdlcLink> known =
                links.stream().filter(link -> link.isBetween(frame)).findFirst();
        known.ifPresent(links::remove);
        if (known.isEmpty() && links.size() >= MAX_LINKS) {
            links.removeIf(HdlcLink::isDisconnected);
        }
        if (links.size() >= MAX_LINKS) {
            return Optional.empty();
        }
        HdlcLink link = known.orElseGet(() -> new HdlcLink(frame, settings, new Outlets(output, indications)));
        links.add(0, link);
        return Optional.of(link);
    }

    /** The next thing to know; call until empty after each {@link #receive} and {@link #wake}. */
    public Optional<HdlcIndication> nextIndication() {
        return Optional.ofNullable(indications.poll());
    }

    /** Queues the answer to an APDU of that client, on the link of his that was heard last. */
    public void answer(int clientSap, byte[] apdu) {
        linkUp(clientSap).ifPresent(link -> link.answer(apdu));
    }

    /**
     * Sends an APDU unasked to that client: one UI frame, no acknowledgement.
     *
     * @return false when he has no link, or when the APDU does not fit one frame of it
     */
    public boolean push(int clientSap, byte[] apdu) {
        return linkUp(clientSap).map(link -> link.push(apdu)).orElse(false);
    }

    private Optional<HdlcLink> linkUp(int clientSap) {
        return links.stream()
                .filter(link -> link.clientSap() == clientSap && !link.isDisconnected())
                .findFirst();
    }

    /** Whether any client's link is up. */
    public boolean isConnected() {
        return links.stream().anyMatch(link -> !link.isDisconnected());
    }

    /** Answers the polls that were received: call when all indications are dealt with. */
    public void respond() {
        links.forEach(HdlcLink::respond);
    }

    public void wake(long nowMs) {
        links.forEach(link -> link.wake(nowMs));
    }

    /** When {@link #wake} must next be called, milliseconds, or Long.MAX_VALUE. */
    public long deadlineMs() {
        long deadline = Long.MAX_VALUE;
        for (HdlcLink link : links) {
            deadline = Math.min(deadline, link.deadlineMs());
        }
        return deadline;
    }

    /** The next frame for the wire. */
    public Optional<byte[]> nextOutput() {
        return Optional.ofNullable(output.poll());
    }

    /** Stretches of bytes that were no frame, so far. */
    public int skipped() {
        return decoder.skipped();
    }

    /** The secondary's modes as a Mermaid diagram, for docs/. */
    public static String diagram() {
        return HdlcLink.TRANSITIONS.toMermaid();
    }
}
