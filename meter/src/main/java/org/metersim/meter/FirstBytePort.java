package org.metersim.meter;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.journal.Layer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One port for every protocol: the first byte decides who answers. No real meter does that; a port that takes some
 * protocols only says to a client of another which setting is wrong, and hangs up.
 *
 * <p>Bytes 00 before anything else are the wake-up of IEC 62056-21 and skipped, but for the one that begins a wrapper
 * version {@code 00 01}.
 */
final class FirstBytePort implements Endpoint {

    /** Makes the endpoint that answers. */
    @FunctionalInterface
    interface Opener {
        Endpoint open(PortProtocol protocol, long nowMs);
    }

    private static final Logger LOG = LoggerFactory.getLogger(FirstBytePort.class);
    private static final int FLAG = 0x7E;
    private static final int SLASH = 0x2F;
    private static final int SEVEN_BITS = 0x7F;

    private final Set<PortProtocol> taken;
    private final Opener opener;
    private final Journal journal;
    private Optional<Endpoint> chosen = Optional.empty();
    private boolean zeroSeen;
    private boolean refused;

    /** @param taken protocols that are answered here */
    FirstBytePort(Set<PortProtocol> taken, Opener opener, Journal journal) {
        this.taken = taken;
        this.opener = opener;
        this.journal = journal;
    }

    @Override
    public void receive(byte[] chunk, long nowMs) {
        if (chosen.isPresent()) {
            chosen.get().receive(chunk, nowMs);
            return;
        }
        for (int at = 0; at < chunk.length && !refused; at++) {
            int first = chunk[at] & 0xFF;
            if (first == 1 && zeroSeen) {
                byte[] rest = new byte[chunk.length - at + 1];
                System.arraycopy(chunk, at, rest, 1, chunk.length - at);
                choose(PortProtocol.WRAPPER, rest, nowMs);
                return;
            }
            if (first != 0) {
                Optional<PortProtocol> spoken = ofFirst(first);
                if (spoken.isPresent()) {
                    choose(spoken.get(), Arrays.copyOfRange(chunk, at, chunk.length), nowMs);
                    return;
                }
                refuse(String.format("first byte %02X is of no protocol (expected: %s)", first, starts()), nowMs);
            }
            zeroSeen = true;
        }
    }

    private static Optional<PortProtocol> ofFirst(int first) {
        if (first == FLAG) {
            return Optional.of(PortProtocol.HDLC);
        }
        return (first & SEVEN_BITS) == SLASH ? Optional.of(PortProtocol.MODE_E) : Optional.empty();
    }

    private void choose(PortProtocol spoken, byte[] rest, long nowMs) {
        if (!taken.contains(spoken)) {
            refuse(
                    "You are speaking " + spoken + " to the " + takenWords() + " port; set interface " + settings(),
                    nowMs);
            return;
        }
        journal.note(nowMs, Layer.STATE, "port", "the client speaks " + spoken + ", by its first byte");
        Endpoint answering = opener.open(spoken, nowMs);
        chosen = Optional.of(answering);
        answering.receive(rest, nowMs);
    }

    private void refuse(String why, long nowMs) {
        refused = true;
        journal.note(nowMs, Layer.HINT, "port", why);
        LOG.info("hanging up: {}", why);
    }

    private String takenWords() {
        return taken.equals(PortProtocol.OPTICAL) ? "optical" : words(PortProtocol::toString);
    }

    private String settings() {
        return taken.equals(PortProtocol.OPTICAL) ? PortProtocol.MODE_E.setting() : words(PortProtocol::setting);
    }

    private String words(java.util.function.Function<PortProtocol, String> word) {
        return taken.stream().sorted().map(word).collect(Collectors.joining(" or "));
    }

    private String starts() {
        return "00 01 wrapper, 7E HDLC, 2F or AF mode E";
    }

    @Override
    public void wake(long nowMs) {
        chosen.ifPresent(answering -> answering.wake(nowMs));
    }

    @Override
    public long deadlineMs() {
        return chosen.isPresent() ? chosen.get().deadlineMs() : NEVER;
    }

    @Override
    public Optional<byte[]> nextOutput() {
        return chosen.isPresent() ? chosen.get().nextOutput() : Optional.empty();
    }

    @Override
    public boolean isClosed() {
        return refused || chosen.isPresent() && chosen.get().isClosed();
    }

    @Override
    public void lineLost(long nowMs) {
        chosen.ifPresent(answering -> answering.lineLost(nowMs));
    }
}
