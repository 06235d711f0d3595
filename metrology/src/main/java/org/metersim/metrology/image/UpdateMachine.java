package org.metersim.metrology.image;

import java.util.Locale;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.state.Transitions;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.runtime.memory.RecordBatch;

/** The states of an update and what it remembers: the parts of the engine share one. */
final class UpdateMachine {

    /** What moves it. */
    enum Event {
        /** What the last update left is not to be believed any more: its slot is about to be erased. */
        DISCARDED,
        INITIATED,
        LAST_BLOCK_STORED,
        VERIFICATION_STARTED,
        FOUND_GOOD,
        FOUND_BAD,
        ACTIVATION_ACCEPTED,
        BOOT_RECORD_WRITTEN,
        BOOTED,
        CONFIRMED,
        GIVEN_UP,
        /** What the next start finds; states without it survive. */
        POWER_LOST
    }

    static final Transitions<TransferState, Event> TRANSITIONS = Transitions.of(TransferState.class, Event.class)
            .on(Event.INITIATED, TransferState.IDLE, TransferState.RECEIVING)
            .on(Event.LAST_BLOCK_STORED, TransferState.RECEIVING, TransferState.COMPLETE)
            .on(Event.VERIFICATION_STARTED, TransferState.COMPLETE, TransferState.VERIFYING)
            .on(Event.FOUND_GOOD, TransferState.VERIFYING, TransferState.VERIFIED)
            .on(Event.FOUND_BAD, TransferState.VERIFYING, TransferState.REJECTED)
            .on(Event.POWER_LOST, TransferState.VERIFYING, TransferState.COMPLETE)
            .on(Event.FOUND_BAD, TransferState.VERIFIED, TransferState.REJECTED)
            .on(Event.ACTIVATION_ACCEPTED, TransferState.VERIFIED, TransferState.ARMED)
            .on(Event.POWER_LOST, TransferState.ARMED, TransferState.VERIFIED)
            .on(Event.BOOT_RECORD_WRITTEN, TransferState.ARMED, TransferState.PENDING)
            .on(Event.BOOTED, TransferState.PENDING, TransferState.TRIAL)
            .on(Event.GIVEN_UP, TransferState.PENDING, TransferState.REVERTED)
            .on(Event.BOOTED, TransferState.TRIAL, TransferState.TRIAL)
            .on(Event.CONFIRMED, TransferState.TRIAL, TransferState.CONFIRMED)
            .on(Event.GIVEN_UP, TransferState.TRIAL, TransferState.REVERTED)
            .on(Event.GIVEN_UP, TransferState.CONFIRMED, TransferState.REVERTED)
            .on(Event.DISCARDED, TransferState.RECEIVING, TransferState.IDLE)
            .on(Event.DISCARDED, TransferState.COMPLETE, TransferState.IDLE)
            .on(Event.DISCARDED, TransferState.VERIFIED, TransferState.IDLE)
            .on(Event.DISCARDED, TransferState.REJECTED, TransferState.IDLE)
            .on(Event.DISCARDED, TransferState.CONFIRMED, TransferState.IDLE)
            .on(Event.DISCARDED, TransferState.REVERTED, TransferState.IDLE);

    final Bank bank;
    final UpdateHost host;
    final UpdateState memory;

    UpdateMachine(Bank bank, UpdateHost host) {
        this.bank = bank;
        this.host = host;
        this.memory = bank.load();
    }

    static TransferState afterPowerLoss(TransferState state) {
        return TRANSITIONS.after(state, Event.POWER_LOST).orElse(state);
    }

    TransferState state() {
        return memory.state;
    }

    void on(Event event, long nowMs) {
        TransferState next = TRANSITIONS
                .after(memory.state, event)
                .orElseThrow(() -> new IllegalStateException(event + " in " + memory.state));
        enter(next, nowMs);
    }

    private void enter(TransferState next, long nowMs) {
        note("image_transfer_status " + memory.state.status() + " -> " + next.status() + " (" + next + ")", nowMs);
        memory.state = next;
    }

    /** Notes something about this component's update in the journal. */
    void note(String text, long nowMs) {
        String component = UpdateKind.values()[bank.component()].name().toLowerCase(Locale.ROOT);
        host.noteState("firmware of " + component + ": " + text, nowMs);
    }

    void save() {
        bank.save(memory, host.batch()).commit();
    }

    /** The image is good: state and event in one write. */
    void accept(long nowMs) {
        on(Event.FOUND_GOOD, nowMs);
        RecordBatch batch = host.batch();
        bank.save(memory, batch);
        host.raise(batch, MeterEvent.FIRMWARE_READY, nowMs);
        batch.commit();
    }

    /** The new image runs for good: state, identifiers, events and confirmation in one write. */
    void succeed(ImageContainer image, long nowMs) {
        Octets old = Octets.ascii(memory.activeVersion);
        bank.runStaging(memory, image, nowMs);
        on(Event.CONFIRMED, nowMs);
        RecordBatch batch = end(UpdateVerdict.NONE, nowMs);
        host.raise(batch, MeterEvent.FIRMWARE_ACTIVATED, nowMs);
        host.raise(batch, MeterEvent.SELF_CHECK_PASSED, nowMs);
        confirm(batch, MeterEvent.FIRMWARE_ACTIVATED, new Identifiers(old, bank.active(memory)), nowMs);
        batch.commit();
    }

    /** The update failed: state, event, verdict and confirmation in one write. */
    void fail(Event event, UpdateVerdict verdict, long nowMs) {
        fail(event, verdict, bank.offered(memory), nowMs);
    }

    void fail(Event event, UpdateVerdict verdict, Bank.Names offered, long nowMs) {
        on(event, nowMs);
        MeterEvent logged =
                event == Event.FOUND_BAD ? MeterEvent.FIRMWARE_VERIFICATION_FAILED : MeterEvent.FIRMWARE_ROLLED_BACK;
        RecordBatch batch = end(verdict, nowMs);
        host.raise(batch, logged, nowMs);
        confirm(batch, logged, new Identifiers(Octets.ascii(memory.activeVersion), offered), nowMs);
        batch.commit();
    }

    private RecordBatch end(UpdateVerdict verdict, long nowMs) {
        memory.verdict = verdict;
        memory.verdictUpdateId = memory.updateId();
        memory.endedMs = nowMs;
        return bank.save(memory, host.batch());
    }

    /** Of the image before, and of the one that was offered. */
    private record Identifiers(Octets old, Bank.Names offered) {}

    private void confirm(RecordBatch batch, MeterEvent event, Identifiers identifiers, long nowMs) {
        UpdateConfirmation confirmation = new UpdateConfirmation(
                host.nextEventCounter(batch),
                host.eventCode(event),
                host.dateTime(nowMs),
                UpdateKind.values()[bank.component()],
                event == MeterEvent.FIRMWARE_ACTIVATED,
                memory.verdict,
                identifiers.old(),
                identifiers.offered().identifier(),
                memory.updateId(),
                identifiers.offered().digest());
        host.confirm(batch, confirmation);
    }
}
