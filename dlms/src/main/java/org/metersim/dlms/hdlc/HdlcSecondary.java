package org.metersim.dlms.hdlc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.metersim.dlms.codec.Octets;

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
     * @param inactivityMs after this long without a frame a link is down
     * @param interOctetMs an unfinished frame older than this is forgotten
     * @param maxApduBytes longest APDU that is put together from segments, LLC header included
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
        if (decoder.hasUnfinished() && nowMs - lastChunkMs > settings.interOctetMs()) {
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

    private Optional<HdlcLink> linkOf(HdlcFrame frame) {
        for (HdlcLink link : links) {
            if (link.isBetween(frame)) {
                return Optional.of(link);
            }
        }
        links.removeIf(link -> links.size() >= MAX_LINKS && link.isDisconnected());
        if (links.size() >= MAX_LINKS) {
            return Optional.empty();
        }
        HdlcLink link = new HdlcLink(frame, settings, new Outlets(output, indications));
        links.add(link);
        return Optional.of(link);
    }

    /** The next thing to know; call until empty after each {@link #receive} and {@link #wake}. */
    public Optional<HdlcIndication> nextIndication() {
        return Optional.ofNullable(indications.poll());
    }

    /** Queues the answer to an APDU of that client. */
    public void answer(int clientSap, byte[] apdu) {
        links.stream().filter(link -> link.clientSap() == clientSap).findFirst().ifPresent(link -> link.answer(apdu));
    }

    /** Sends an APDU unasked to that client, if its link exists: one UI frame, no acknowledgement. */
    public void push(int clientSap, byte[] apdu) {
        links.stream()
                .filter(link -> link.clientSap() == clientSap && !link.isDisconnected())
                .findFirst()
                .ifPresent(link -> link.push(apdu));
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

    /** LLC header of a client's APDUs. Green Book 8.3. */
    static Octets llcCommand() {
        return Reassembly.LLC_COMMAND;
    }
}
