package org.metersim.nic.push;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.metrology.link.MeterLink;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.nic.state.NicState;
import org.metersim.profiles.ObjectDefinition;
import org.metersim.runtime.Dialer;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.journal.Layer;

/**
 * What the NIC sends unasked, by its push setups (class 40): the end of an update from an outbox that survives a power
 * cut, and values on demand.
 *
 * <p>What a dialled session hears may move {@link #deadlineMs}: whoever owns the dialer looks at it again after each of
 * the session's events.
 */
public final class Push {

    private static final int PUSH_SETUP = 40;

    /** Reads an attribute of either board, whoever may see it. */
    @FunctionalInterface
    public interface Reader {
        MeterReply read(AttributeRef target, long nowMs);
    }

    /**
     * What the push of one NIC works on.
     *
     * @param destination {@code host:port} that stands for that of the profile's push setups
     */
    public record Settings(NicState state, Optional<String> destination, Reader reader) {}

    /** What it reaches outside. @param chance spreads the starts */
    public record Surroundings(MeterLink link, Dialer dialer, Journal journal, RandomGenerator chance) {}

    private final Surroundings surroundings;
    private final Outbox outbox;
    private final List<PushSender> senders = new ArrayList<>();

    /** Goes on with what the outbox holds. */
    public Push(Settings settings, Surroundings surroundings, long nowMs) {
        NicState state = settings.state();
        PushBody bodies = new PushBody(state.profile(), settings.reader());
        WindowGate gate = new WindowGate(settings.reader());
        PushMessages messages = new PushMessages(state, bodies, surroundings.journal());
        this.surroundings = surroundings;
        this.outbox = new Outbox(state.records());
        List<ObjectDefinition> objects = state.profile().objects();
        for (int index = 0; index < objects.size(); index++) {
            if (objects.get(index).classId() == PUSH_SETUP) {
                PushSetup setup = new PushSetup(objects.get(index), index, state, settings.destination());
                senders.add(new PushSender(setup, outbox, messages, gate, surroundings));
            }
        }
        senders.forEach(sender -> sender.resume(nowMs));
    }

    private Optional<PushSender> sender(LogicalName setup) {
        return senders.stream()
                .filter(sender -> sender.setup().definition().name().equals(setup))
                .findFirst();
    }

    /** What the push setup of that name says; it must be one of the profile. */
    public PushSetup setup(LogicalName name) {
        return sender(name).orElseThrow().setup();
    }

    /**
     * An update ended. Kept for every push setup that is triggered by it, then acknowledged to metrology, then pushed;
     * a repeat is acknowledged only. When the outbox is full nothing happens, and metrology repeats.
     */
    public void updateEnded(UpdateConfirmation confirmation, long nowMs) {
        List<PushSender> triggered = senders.stream()
                .filter(sender -> sender.setup().isTriggeredByUpdates())
                .toList();
        Outbox.Taking taking = outbox.take(
                confirmation,
                triggered.stream().map(sender -> sender.setup().index()).toList());
        if (taking == Outbox.Taking.FULL) {
            surroundings.journal().note(nowMs, Layer.STATE, "push", "outbox full");
            return;
        }
        surroundings.link().ask(new MeterRequest.Acknowledge(confirmation.eventCounter()), nowMs);
        if (taking == Outbox.Taking.TAKEN) {
            noteTaken(confirmation, nowMs);
            triggered.forEach(sender -> sender.trigger(nowMs));
        }
    }

    private void noteTaken(UpdateConfirmation confirmation, long nowMs) {
        String text = "metrology told the NIC: update " + confirmation.updateId() + " "
                + (confirmation.ok() ? "OK" : "KO") + ", counter " + confirmation.eventCounter();
        surroundings.journal().note(nowMs, Layer.STEP, "1.6", text);
    }

    /** Method 1 of a push setup: pushes what waits in the outbox, or when nothing does, the values as they are. */
    public MeterReply invoke(LogicalName setup, long nowMs) {
        Optional<PushSender> sender = sender(setup);
        sender.ifPresent(known -> known.demand(nowMs));
        return sender.isPresent() ? MeterReply.DONE : new MeterReply.Refused(AccessResult.OBJECT_UNDEFINED);
    }

    /** Time passes. Early or repeated calls do nothing. */
    public void wake(long nowMs) {
        senders.forEach(sender -> sender.wake(nowMs));
    }

    /** When {@link #wake} must next be called, or {@link Endpoint#NEVER}. */
    public long deadlineMs() {
        return senders.stream().mapToLong(PushSender::deadlineMs).min().orElse(Endpoint.NEVER);
    }

    /** Confirmations that are not yet delivered. */
    public int waiting() {
        return outbox.size();
    }

    /** Nothing is connected, nothing waits, nothing is due. */
    public boolean isAtRest() {
        return waiting() == 0 && senders.stream().allMatch(PushSender::isAtRest);
    }

    /** Every wire is hung up; what was under way counts as failed. */
    public void drop(long nowMs) {
        senders.forEach(sender -> sender.drop(nowMs));
    }
}
