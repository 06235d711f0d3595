package org.metersim.metrology.image;

import java.util.Locale;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.state.Transitions;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.runtime.memory.RecordBatch;

/** The states of an update and what it remembers: engine and installation share one. Owned by one thread. */
public final class UpdateMachine {

    /** What moves it. */
    public enum Event {
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
            .on(Event.FOUND_BAD, TransferState.RECEIVING, TransferState.REJECTED)
            .on(Event.VERIFICATION_STARTED, TransferState.REVERTED, TransferState.VERIFYING)
            .on(Event.ACTIVATION_ACCEPTED, TransferState.VERIFIED, TransferState.ARMED)
            .on(Event.POWER_LOST, TransferState.ARMED, TransferState.VERIFIED)
            .on(Event.BOOT_RECORD_WRITTEN, TransferState.ARMED, TransferState.PENDING)
            .on(Event.BOOT_RECORD_WRITTEN, TransferState.IDLE, TransferState.PENDING)
            .on(Event.GIVEN_UP, TransferState.ARMED, TransferState.REVERTED)
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

    final Slots slots;
    final UpdateHost host;
    UpdateState memory;
    private final UpdateKind kind;

    /** Of a component that nothing is known of, unless its record says more. */
    public UpdateMachine(UpdateKind kind, Slots slots, UpdateHost host) {
        this(kind, slots, host, new UpdateState());
    }

    /** @param fresh what holds until there is a record */
    UpdateMachine(UpdateKind kind, Slots slots, UpdateHost host, UpdateState fresh) {
        this.kind = kind;
        this.slots = slots;
        this.host = host;
        this.memory = slots.load().orElse(fresh);
        if (memory.blockBytes > 0) {
            slots.useBlocks(memory.blockBytes);
        }
    }

    static TransferState afterPowerLoss(TransferState state) {
        return TRANSITIONS.after(state, Event.POWER_LOST).orElse(state);
    }

    /** What is remembered is what the record says: its last change was never written. */
    public void reload() {
        slots.load().ifPresent(state -> memory = state);
    }

    public TransferState state() {
        return memory.state;
    }

    /** Of the update under way, or the last one: one an initiate, unchanged by retries. Empty before the first. */
    public String updateId() {
        String form = switch (kind) {
            case METROLOGY, NIC -> "upd-%06d";
            case PROGRAM -> "program-%06d";
            case BUNDLE -> "bundle-%06d";
        };
        return memory.updates == 0 ? "" : String.format(form, memory.updates);
    }

    /** The identifier with which the image was announced. */
    public Octets identifier() {
        return memory.identifier;
    }

    /** Identifier of what is active; empty when nothing is. */
    public String activeVersion() {
        return memory.activeVersion;
    }

    /** The smallest that an image may have. */
    public long securityCounter() {
        return memory.securityCounter;
    }

    /** The image in the staging slot: whole once the state is COMPLETE. */
    public byte[] file() {
        return staging().read(memory.imageBytes);
    }

    /** Where the blocks of an image go. */
    ImageSlot staging() {
        return slots.at(memory.staging);
    }

    /** Takes a move of the table; what is remembered is written by {@link #save}. */
    public void on(Event event, long nowMs) {
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
    public void note(String text, long nowMs) {
        String of = kind == UpdateKind.PROGRAM ? "" : "firmware of ";
        host.noteState(of + kind.name().toLowerCase(Locale.ROOT) + ": " + text, nowMs);
    }

    void save() {
        save(host.batch()).commit();
    }

    /** What was verified must not be believed any more once its bytes are going. */
    void discard(long nowMs) {
        memory.fallbackBytes = 0;
        memory.imageBytes = 0;
        memory.identifier = Octets.EMPTY;
        memory.isPart = false;
        memory.staging = slots.beside(memory.running);
        if (memory.state != TransferState.IDLE) {
            on(Event.DISCARDED, nowMs);
        }
        save();
    }

    /** An update that ended is shown no more; what it left in the slots stays. */
    void forget(long nowMs) {
        on(Event.DISCARDED, nowMs);
        memory.identifier = Octets.EMPTY;
        memory.imageBytes = 0;
        save();
    }

    /** Writes what is remembered as part of {@code batch}. */
    public RecordBatch save(RecordBatch batch) {
        return slots.save(memory, batch);
    }

    /** What runs from now on; to be saved with the end of the update. The security counter never goes back. */
    public void activate(String version, Octets digest, long securityCounter, long nowMs) {
        memory.activeVersion = version;
        memory.activeDigest = digest;
        memory.securityCounter = Math.max(memory.securityCounter, securityCounter);
        memory.activatedMs = nowMs;
    }

    /** The update ends: state, verdict, events and confirmations, as parts of {@code batch}. */
    public void end(Event event, Outcome outcome, RecordBatch batch, long nowMs) {
        // what fails after it was confirmed may have been confirmed as part of another update
        String updateId = memory.state == TransferState.CONFIRMED ? memory.verdictUpdateId : updateId();
        on(event, nowMs);
        memory.verdict = outcome.verdict();
        memory.verdictUpdateId = updateId;
        memory.endedMs = nowMs;
        note(updateId + " ended: " + outcome.verdict(), nowMs);
        save(batch);
        outcome.events().forEach(each -> host.raise(batch, each, nowMs));
        outcome.endings().forEach(each -> confirm(batch, outcome, each, nowMs));
    }

    /** What ran broke: a verdict of no update, unless the last update failed and shows its own. To be saved. */
    void judgeRunning(UpdateVerdict verdict, long nowMs) {
        if (memory.state != TransferState.REJECTED && memory.state != TransferState.REVERTED) {
            memory.verdict = verdict;
            memory.verdictUpdateId = "";
            memory.endedMs = nowMs;
        }
    }

    /** The update of which this is a part ended. */
    void endAsPart(Event event, UpdateMachine whole, RecordBatch batch, long nowMs) {
        on(event, nowMs);
        memory.isPart = false;
        if (event == Event.GIVEN_UP) {
            // half of a bundle must not be activated by itself
            memory.imageBytes = 0;
        }
        memory.verdict = whole.memory.verdict;
        memory.verdictUpdateId = whole.memory.verdictUpdateId;
        memory.endedMs = nowMs;
        save(batch);
    }

    private void confirm(RecordBatch batch, Outcome outcome, Ending ending, long nowMs) {
        UpdateConfirmation confirmation = new UpdateConfirmation(
                host.nextEventCounter(batch),
                host.eventCode(outcome.subject()),
                host.dateTime(nowMs),
                ending.kind(),
                outcome.isGood(),
                outcome.verdict(),
                ending.oldIdentifier(),
                ending.newIdentifier(),
                memory.verdictUpdateId,
                ending.digest());
        host.confirm(batch, confirmation);
    }
}
