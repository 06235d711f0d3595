package org.metersim.metrology.image;

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
        POWER_LOST
    }

    static final Transitions<TransferState, Event> TRANSITIONS = Transitions.of(TransferState.class, Event.class)
            .on(Event.INITIATED, TransferState.IDLE, TransferState.RECEIVING)
            .on(Event.INITIATED, TransferState.RECEIVING, TransferState.RECEIVING)
            .on(Event.INITIATED, TransferState.COMPLETE, TransferState.RECEIVING)
            .on(Event.INITIATED, TransferState.VERIFIED, TransferState.RECEIVING)
            .on(Event.INITIATED, TransferState.REJECTED, TransferState.RECEIVING)
            .on(Event.INITIATED, TransferState.CONFIRMED, TransferState.RECEIVING)
            .on(Event.INITIATED, TransferState.REVERTED, TransferState.RECEIVING)
            .on(Event.LAST_BLOCK_STORED, TransferState.RECEIVING, TransferState.COMPLETE)
            .on(Event.VERIFICATION_STARTED, TransferState.COMPLETE, TransferState.VERIFYING)
            .on(Event.FOUND_GOOD, TransferState.VERIFYING, TransferState.VERIFIED)
            .on(Event.FOUND_BAD, TransferState.VERIFYING, TransferState.REJECTED)
            .on(Event.POWER_LOST, TransferState.VERIFYING, TransferState.COMPLETE)
            .on(Event.ACTIVATION_ACCEPTED, TransferState.VERIFIED, TransferState.ARMED)
            .on(Event.POWER_LOST, TransferState.ARMED, TransferState.VERIFIED)
            .on(Event.BOOT_RECORD_WRITTEN, TransferState.ARMED, TransferState.PENDING)
            .on(Event.BOOTED, TransferState.PENDING, TransferState.TRIAL)
            .on(Event.GIVEN_UP, TransferState.PENDING, TransferState.REVERTED)
            .on(Event.CONFIRMED, TransferState.TRIAL, TransferState.CONFIRMED)
            .on(Event.GIVEN_UP, TransferState.TRIAL, TransferState.REVERTED);

    final Bank bank;
    final UpdateHost host;
    final UpdateState memory;

    UpdateMachine(Bank bank, UpdateHost host) {
        this.bank = bank;
        this.host = host;
        this.memory = bank.load();
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

    /** Forgets the update: what was verified must not be believed any more once its bytes are going. */
    void forget(long nowMs) {
        memory.imageBytes = 0;
        memory.identifier = Octets.EMPTY;
        enter(TransferState.IDLE, nowMs);
        save();
    }

    private void enter(TransferState next, long nowMs) {
        host.noteState(
                "image_transfer_status " + memory.state.status() + " -> " + next.status() + " (" + next + ")", nowMs);
        memory.state = next;
    }

    void save() {
        bank.save(memory, host.batch()).commit();
    }

    /** The new image runs for good: state, identifiers, events and confirmation in one write. */
    void succeed(long nowMs) {
        String old = memory.activeVersion;
        bank.runStaging(memory, nowMs);
        on(Event.CONFIRMED, nowMs);
        memory.verdict = UpdateVerdict.NONE;
        memory.verdictUpdateId = memory.updateId();
        memory.endedMs = nowMs;
        RecordBatch batch = host.batch();
        bank.save(memory, batch);
        host.raise(batch, MeterEvent.FIRMWARE_ACTIVATED, nowMs);
        host.raise(batch, MeterEvent.SELF_CHECK_PASSED, nowMs);
        host.confirm(batch, confirmation(batch, MeterEvent.FIRMWARE_ACTIVATED, old, nowMs));
        batch.commit();
    }

    /** The update failed: state, event, verdict and confirmation in one write. */
    void fail(Event event, MeterEvent logged, UpdateVerdict verdict, long nowMs) {
        on(event, nowMs);
        memory.verdict = verdict;
        memory.verdictUpdateId = memory.updateId();
        memory.endedMs = nowMs;
        RecordBatch batch = host.batch();
        bank.save(memory, batch);
        host.raise(batch, logged, nowMs);
        host.confirm(batch, confirmation(batch, logged, memory.activeVersion, nowMs));
        batch.commit();
    }

    private UpdateConfirmation confirmation(RecordBatch batch, MeterEvent event, String oldVersion, long nowMs) {
        boolean ok = event == MeterEvent.FIRMWARE_ACTIVATED;
        String offered = ok ? memory.activeVersion : bank.offeredVersion(memory);
        return new UpdateConfirmation(
                host.nextEventCounter(batch),
                host.eventCode(event),
                host.dateTime(nowMs),
                UpdateKind.values()[bank.component()],
                ok,
                memory.verdict,
                Octets.ascii(oldVersion),
                Octets.ascii(offered),
                memory.updateId(),
                ok ? memory.activeDigest : bank.digest(memory.staging(), memory.imageBytes));
    }
}
