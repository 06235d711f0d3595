package org.metersim.nic.push;

import java.util.Optional;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.Layer;

/**
 * Delivers what one push setup is to push: in order, one at a time, each as often as the setup's retries allow. What
 * could not be delivered then waits for the next trigger, and is tried again from time to time.
 */
final class PushSender {

    /** How long dialling and waiting for the confirmation may take together, milliseconds. */
    static final long ANSWER_TIMEOUT_MS = 10_000;

    /** From one attempt to the next once the setup's retries are used up: for a network that comes back later. */
    static final long LATER_MS = 900_000;

    /** What is sent next. @param entry empty for a push on demand, which is not kept */
    private record Job(Optional<Outbox.Entry> entry, int invokeId) {

        Optional<UpdateConfirmation> update() {
            return entry.map(Outbox.Entry::confirmation);
        }
    }

    private final PushSetup setup;
    private final Outbox outbox;
    private final PushMessages messages;
    private final WindowGate gate;
    private final Push.Surroundings surroundings;
    private Optional<Job> onDemand = Optional.empty();
    private Optional<PushSession> session = Optional.empty();
    private int failures;
    private long dueMs = Endpoint.NEVER;

    PushSender(PushSetup setup, Outbox outbox, PushMessages messages, WindowGate gate, Push.Surroundings surroundings) {
        this.setup = setup;
        this.outbox = outbox;
        this.messages = messages;
        this.gate = gate;
        this.surroundings = surroundings;
    }

    PushSetup setup() {
        return setup;
    }

    /** There is something to push: begins after a random part of the setup's start interval, unless under way. */
    void trigger(long nowMs) {
        if (session.isEmpty() && (dueMs == Endpoint.NEVER || failures > setup.retries())) {
            failures = 0;
            dueMs = nowMs + randomDelayMs();
        }
    }

    private long randomDelayMs() {
        return surroundings.chance().nextLong(setup.randomisationSeconds() * 1000L + 1);
    }

    /** Somebody asks for a push: of what waits, or when nothing does, of the values as they are. */
    void demand(long nowMs) {
        if (next().isEmpty()) {
            onDemand = Optional.of(new Job(Optional.empty(), outbox.nextInvokeId()));
        }
        if (session.isEmpty()) {
            dueMs = Endpoint.NEVER;
            trigger(nowMs);
        }
    }

    /** After a restart: what waits is tried again. */
    void resume(long nowMs) {
        if (next().isPresent()) {
            trigger(nowMs);
        }
    }

    private Optional<Job> next() {
        return outbox.first(setup.index())
                .map(entry -> new Job(Optional.of(entry), entry.invokeId()))
                .or(() -> onDemand);
    }

    void wake(long nowMs) {
        session.ifPresent(open -> open.wake(nowMs));
        if (nowMs >= dueMs) {
            dueMs = Endpoint.NEVER;
            next().ifPresent(job -> attemptInWindow(job, nowMs));
        }
    }

    private void attemptInWindow(Job job, long nowMs) {
        long opensMs = gate.opensMs(setup.windows(), nowMs);
        if (opensMs <= nowMs) {
            attempt(job, nowMs);
        } else if (opensMs != Endpoint.NEVER) {
            // all meters wait for the same moment: they are spread again
            dueMs = opensMs + randomDelayMs();
        }
    }

    long deadlineMs() {
        return Math.min(dueMs, session.map(PushSession::deadlineMs).orElse(Endpoint.NEVER));
    }

    /** Nothing is connected, and nothing will be by itself. */
    boolean isAtRest() {
        return session.isEmpty() && dueMs == Endpoint.NEVER;
    }

    private void attempt(Job job, long nowMs) {
        Optional<PushSetup.HostAndPort> destination = setup.hostAndPort();
        Optional<PushSession.Message> message =
                destination.flatMap(known -> messages.of(setup, job.invokeId(), job.update(), nowMs));
        if (message.isEmpty()) {
            failed(nowMs);
            return;
        }
        PushSession opened = new PushSession(
                        message.get(),
                        surroundings.journal(),
                        (delivered, endMs) -> ended(job, delivered, endMs),
                        nowMs + ANSWER_TIMEOUT_MS)
                .startedAt(nowMs);
        session = Optional.of(opened);
        PushSetup.HostAndPort to = destination.orElseThrow();
        surroundings.dialer().dial(to.host(), to.port(), opened);
    }

    private void ended(Job job, boolean delivered, long nowMs) {
        session = Optional.empty();
        if (!delivered) {
            failed(nowMs);
            return;
        }
        job.entry().ifPresentOrElse(entry -> delivered(entry, nowMs), () -> onDemand = Optional.empty());
        failures = 0;
        dueMs = next().isPresent() ? nowMs : Endpoint.NEVER;
    }

    private void delivered(Outbox.Entry entry, long nowMs) {
        outbox.remove(entry);
        UpdateConfirmation update = entry.confirmation();
        surroundings
                .journal()
                .note(
                        nowMs,
                        Layer.STEP,
                        "1.8a",
                        "NIC told the concentrator: update " + update.updateId() + " " + (update.ok() ? "OK" : "KO")
                                + ", counter " + update.eventCounter());
    }

    private void failed(long nowMs) {
        failures++;
        if (failures <= setup.retries()) {
            dueMs = nowMs + setup.repetitionDelaySeconds() * 1000L;
            return;
        }
        onDemand = Optional.empty();
        dueMs = next().isPresent() ? nowMs + LATER_MS : Endpoint.NEVER;
        if (failures == setup.retries() + 1) {
            surroundings.link().ask(new MeterRequest.Report(MeterEvent.PUSH_FAILED), nowMs);
        }
    }

    /** The card loses its wires: an attempt under way has failed. */
    void drop(long nowMs) {
        session.ifPresent(open -> open.lineLost(nowMs));
    }
}
