package org.metersim.headend;

import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.DataNotification;
import org.metersim.dlms.apdu.DataNotificationConfirm;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.security.CipheredApdu;
import org.metersim.dlms.security.Opening;
import org.metersim.runtime.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The concentrator that meters push to: takes DataNotifications, in clear or in general-glo-ciphering, and answers
 * those that want it. A confirmation of an update is kept once, however often it is sent. Whatever else arrives is kept
 * as a {@link Refusal}; nothing is dropped silently. Owned by one loop.
 */
public final class Concentrator {

    /**
     * @param keys of meters that cipher their pushes
     * @param demandsCiphering true to refuse a push in clear
     * @param maxKept confirmations that are kept, at least 1; when full, meters are not answered and keep theirs
     */
    public record Settings(MeterKeys keys, boolean demandsCiphering, int maxKept) {

        /** Takes all pushes in clear. */
        public static final Settings OPEN = new Settings(MeterKeys.NONE, false, 100_000);
    }

    /** The newest that are kept of them; all are counted and told to the inbox. */
    private static final int MAX_REFUSALS_KEPT = 1_000;

    private static final int MAX_CONNECTIONS = 4_096;
    private static final Logger LOG = LoggerFactory.getLogger(Concentrator.class);

    private final Settings settings;
    private final Inbox inbox;
    private final ConcentratorFaults faults = new ConcentratorFaults();
    private final Set<UUID> earlier;
    private final Map<UUID, Confirmation> confirmations = new LinkedHashMap<>();
    private final Deque<Refusal> refusals = new ArrayDeque<>();
    private long refused;
    private long repeats;
    private long connections;
    private int open;

    /** @param earlier events that an inbox kept for a concentrator before this one */
    public Concentrator(Settings settings, Inbox inbox, Set<UUID> earlier) {
        this.settings = settings;
        this.inbox = inbox;
        this.earlier = Set.copyOf(earlier);
    }

    public Concentrator(Settings settings, Inbox inbox) {
        this(settings, inbox, Set.of());
    }

    /** The port of one new connection; empty when it is not taken. */
    public Optional<Endpoint> accept() {
        if (faults.isDown()) {
            return Optional.empty();
        }
        if (open >= MAX_CONNECTIONS) {
            LOG.warn("connections={} one more is not taken", open);
            return Optional.empty();
        }
        open++;
        return Optional.of(new ConcentratorPort(this, ++connections));
    }

    void closed() {
        open--;
    }

    /** What comes on one connection: the answer to it, if one is wanted and not lost. */
    Optional<byte[]> take(Octets apdu, long connection, long nowMs) {
        Arrival arrival = new Arrival(apdu, connection, nowMs);
        DataNotification notification;
        try {
            notification = notification(apdu);
        } catch (DecodeException | NotUnderstood broken) {
            refuse(arrival.refusal(String.valueOf(broken.getMessage()), false));
            return Optional.empty();
        }
        return answer(notification, arrival);
    }

    private record Arrival(Octets apdu, long connection, long nowMs) {

        Refusal refusal(String reason, boolean answered) {
            return new Refusal(nowMs, connection, reason, apdu, answered);
        }
    }

    /** @throws DecodeException when the APDU cannot be read at all */
    private DataNotification notification(Octets apdu) throws NotUnderstood {
        boolean ciphered = !apdu.isEmpty() && CipheredApdu.isCiphered(apdu.at(0));
        if (!ciphered && settings.demandsCiphering()) {
            throw new NotUnderstood("APDU", "in clear", "ciphered, nothing else is taken here");
        }
        Octets plain = ciphered ? opened(apdu) : apdu;
        if (Apdu.decode(plain.toBytes()) instanceof DataNotification notification) {
            return notification;
        }
        throw new NotUnderstood("APDU tag", plain.slice(0, 1).toHex(), "0F, DataNotification");
    }

    private Octets opened(Octets apdu) throws NotUnderstood {
        Opening opening = new PushOpener(settings.keys()).open(apdu.toBytes());
        if (opening instanceof Opening.Opened opened) {
            return opened.apdu();
        }
        String why = opening instanceof Opening.Undecipherable undecipherable ? undecipherable.detail() : "replayed";
        throw new NotUnderstood("ciphered APDU", why, "one that a known key opens");
    }

    private Optional<byte[]> answer(DataNotification notification, Arrival arrival) {
        boolean kept;
        try {
            kept = keep(ConfirmationBody.read(notification.body(), arrival.nowMs()), arrival);
        } catch (NotUnderstood unknown) {
            // it arrived whole and is kept: sent again it would be understood no better
            refuse(arrival.refusal(String.valueOf(unknown.getMessage()), notification.isConfirmed()));
            kept = true;
        }
        if (!kept || !notification.isConfirmed()) {
            return Optional.empty();
        }
        if (faults.losesConfirm()) {
            LOG.info("connection={} answer lost, as asked", arrival.connection());
            return Optional.empty();
        }
        return Optional.of(new DataNotificationConfirm(notification.longInvokeId(), Optional.empty()).encode());
    }

    /** False when the sender is to keep it. */
    private boolean keep(Confirmation confirmation, Arrival arrival) {
        UUID event = confirmation.eventId();
        if (earlier.contains(event) || confirmations.containsKey(event)) {
            repeated(confirmation, arrival);
            return true;
        }
        if (confirmations.size() >= settings.maxKept()) {
            refuse(arrival.refusal("full: " + confirmations.size() + " confirmations are kept", false));
            return false;
        }
        try {
            inbox.confirmed(confirmation);
        } catch (UncheckedIOException failed) {
            refuse(arrival.refusal("cannot be kept: " + failed.getMessage(), false));
            return false;
        }
        confirmations.put(event, confirmation);
        LOG.info(
                "connection={} serial={} counter={} result={} confirmation kept",
                arrival.connection(),
                confirmation.serial(),
                confirmation.counter(),
                confirmation.ok() ? "OK" : "KO");
        return true;
    }

    private void repeated(Confirmation confirmation, Arrival arrival) {
        Confirmation first = confirmations.getOrDefault(confirmation.eventId(), confirmation);
        if (confirmation.repeats(first)) {
            repeats++;
            LOG.info(
                    "connection={} serial={} counter={} sent again",
                    arrival.connection(),
                    confirmation.serial(),
                    confirmation.counter());
        } else {
            refuse(arrival.refusal("event counter " + confirmation.counter() + " said something else before", true));
        }
    }

    private void refuse(Refusal refusal) {
        refused++;
        LOG.warn(
                "connection={} bytes={} refused: {}",
                refusal.connection(),
                refusal.bytes().length(),
                refusal.reason());
        if (refusals.size() == MAX_REFUSALS_KEPT) {
            refusals.removeFirst();
        }
        refusals.addLast(refusal);
        try {
            inbox.refused(refusal);
        } catch (UncheckedIOException failed) {
            LOG.error("a refusal cannot be written: {}", failed.getMessage());
        }
    }

    /** A stream that is no sequence of wrapper frames. */
    void refuseFraming(String reason, Octets bytes, long connection, long nowMs) {
        refuse(new Refusal(nowMs, connection, reason + ", hanging up", bytes, false));
    }

    public ConcentratorFaults faults() {
        return faults;
    }

    /** All that were kept, in the order of their arrival, each once. */
    public List<Confirmation> confirmations() {
        return List.copyOf(confirmations.values());
    }

    /** The newest {@value #MAX_REFUSALS_KEPT} at most, oldest first. */
    public List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    /** How many were refused, also those that are no longer kept. */
    public long refused() {
        return refused;
    }

    /** How many pushes told of an event that was known. */
    public long repeats() {
        return repeats;
    }
}
