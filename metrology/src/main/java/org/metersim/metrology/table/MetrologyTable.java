package org.metersim.metrology.table;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.metrology.image.Behaviour;
import org.metersim.metrology.image.MeterTrust;
import org.metersim.metrology.image.TrustStore;
import org.metersim.metrology.image.UpdateEngine;
import org.metersim.metrology.image.UpdateHost;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.UpdateConfirmation;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.metering.Intervention;
import org.metersim.metrology.metering.LoadCurve;
import org.metersim.metrology.metering.Timeline;
import org.metersim.metrology.program.ProgramInstallation;
import org.metersim.metrology.program.ProgramStore;
import org.metersim.profiles.EventMap;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.journal.Layer;
import org.metersim.runtime.memory.MemoryRegion;
import org.metersim.runtime.memory.NonVolatileMemory;
import org.metersim.runtime.memory.RecordBatch;
import org.metersim.runtime.memory.RecordStore;

/** The state of one metrology board: what it keeps in memory, what it logs, what it measures. Owned by one thread. */
public final class MetrologyTable {

    /** Flash for records, two copies, bytes. */
    public static final int RECORD_BYTES = 512 * 1024;

    private static final int MAX_NOTICES = 64;

    /** Which meter it is. */
    public record Settings(TableModel model, long number, long seed) {}

    /** What it lives in. @param memory of the board: records first, then the banks */
    public record Surroundings(NonVolatileMemory memory, BoardObjects objects, Journal journal) {}

    private final Settings settings;
    private final Surroundings around;
    private final RecordStore records;
    private final Withheld withheld = new Withheld();
    private History history;
    private final Parameters parameters;
    private final Marks marks;
    private Alarms alarms;
    private PowerFailures powerFailures;
    private EventLogs logs;
    private final Confirmations confirmations;
    private final Revocations revocations;
    private Agenda agenda;
    private final Deque<MeterNotice> notices = new ArrayDeque<>();
    private final Updates updates;

    public MetrologyTable(Settings settings, Surroundings around, long nowMs) {
        this.settings = settings;
        this.around = around;
        TableModel model = settings.model();
        this.records = new RecordStore(new MemoryRegion(around.memory(), 0, RECORD_BYTES));
        new ProgramStore(records, Keys.PROGRAMS).recover();
        this.parameters = new Parameters(records);
        this.marks = new Marks(records);
        this.confirmations = new Confirmations(records, nowMs);
        this.history = readHistory();
        this.alarms = new Alarms(records);
        this.powerFailures = new PowerFailures(records);
        this.logs = new EventLogs(model, records, parameters, around.objects());
        this.revocations = new Revocations(records);
        this.agenda = new Agenda(this, nowMs);
        Updates.Place place = new Updates.Place(around.memory(), records);
        this.updates = new Updates(model, place, new Host(), new ProgramBoard(this, records, withheld));
    }

    private History readHistory() {
        TableModel model = settings.model();
        LoadCurve curve =
                new LoadCurve(model.profile().supply(), model.profile().clock(), settings.seed(), settings.number());
        return new History(records, new Timeline.Ground(curve, model.pulse(), model.scripts()), model.start());
    }

    /** What is remembered of the records is read again: they were put back. */
    void reload(long nowMs) {
        history = readHistory();
        alarms = new Alarms(records);
        powerFailures = new PowerFailures(records);
        logs = new EventLogs(settings.model(), records, parameters, around.objects());
        agenda = new Agenda(this, nowMs);
    }

    public TableModel model() {
        return settings.model();
    }

    /** Serial number. */
    public long number() {
        return settings.number();
    }

    public Timeline timeline() {
        return history.timeline();
    }

    public Parameters parameters() {
        return parameters;
    }

    public Marks marks() {
        return marks;
    }

    public Alarms alarms() {
        return alarms;
    }

    public PowerFailures powerFailures() {
        return powerFailures;
    }

    public EventLogs logs() {
        return logs;
    }

    public Confirmations confirmations() {
        return confirmations;
    }

    /** The update engine of a component, which the profile must have; METROLOGY and NIC always are there. */
    public UpdateEngine updates(UpdateKind kind) {
        return updates.of(kind).orElseThrow();
    }

    /** The update engine of a component, if the profile has one. */
    public Optional<UpdateEngine> findUpdates(UpdateKind kind) {
        return updates.of(kind);
    }

    /** What takes configuration programs; empty when the profile takes none. */
    public Optional<ProgramInstallation> programs() {
        return updates.programs();
    }

    /** The engine whose update ended last. */
    public UpdateEngine lastUpdates() {
        return updates.lastEnded();
    }

    /** Keys that this meter was told not to trust any more. */
    public Revocations revocations() {
        return revocations;
    }

    /** Trusts a key no more, for good. @param hash of its SubjectPublicKeyInfo */
    public AccessResult revokeKey(Octets hash, long nowMs) {
        RecordBatch batch = batch();
        TrustStore store = model().banks().get(0).verifier().store();
        AccessResult result = revocations.revoke(batch, hash, store);
        if (result == AccessResult.SUCCESS) {
            noteState("signing key " + hash.toHex() + " revoked", nowMs);
        }
        batch.commit();
        return result;
    }

    /** The other objects, for columns and scripts. */
    public BoardObjects objects() {
        return around.objects();
    }

    /** Records to be written together. */
    public RecordBatch batch() {
        return records.batch();
    }

    /** What the meter's clock shows. */
    public CosemDateTime dateTime(long nowMs) {
        return timeline().localTime(nowMs).dateTime(timeline().clockMs(nowMs), 0);
    }

    /** Changes how time becomes registers from now on, as part of {@code batch}. */
    public void intervene(RecordBatch batch, Intervention intervention) {
        history.intervene(batch, intervention);
        if (intervention.kind() == Intervention.Kind.CLOCK_SET) {
            agenda.clockSet(batch, intervention.value());
        }
        agenda.forget();
    }

    /** What is scheduled changed, as part of {@code batch}. */
    public void rescheduled(RecordBatch batch, long nowMs) {
        agenda.changed(batch, nowMs);
    }

    /** Logs an event as part of {@code batch}, and tells the NIC. */
    public void raise(RecordBatch batch, MeterEvent event, long nowMs) {
        alarms.raise(batch, event);
        logs.raise(batch, event, nowMs);
        logs.entry(event).map(EventMap.Entry::code).ifPresent(code -> {
            withheld.tell(() -> around.journal().note(nowMs, Layer.EVENT, "metrology", code + " " + event));
            tell(new MeterNotice.EventRaised(event, code));
        });
    }

    /** Logs an event. */
    public void raise(MeterEvent event, long nowMs) {
        RecordBatch batch = batch();
        raise(batch, event, nowMs);
        batch.commit();
    }

    /** Logs what the NIC saw; the device state shows whether the case is open. */
    void report(MeterEvent event, long nowMs) {
        RecordBatch batch = batch();
        if (event == MeterEvent.COVER_OPENED || event == MeterEvent.COVER_CLOSED) {
            marks.set(batch, Marks.Mark.COVER_OPEN, event == MeterEvent.COVER_OPENED ? 1 : 0);
        }
        raise(batch, event, nowMs);
        batch.commit();
    }

    /**
     * Logs that a parameter was written, and counts it, as part of {@code batch}; those of a program count together.
     */
    public void parametersChanged(RecordBatch batch, long nowMs) {
        if (!withheld.holds()) {
            countChange(batch, nowMs);
            raise(batch, MeterEvent.PARAMETERS_CHANGED, nowMs);
        }
    }

    /** Counts a change of parameters, as part of {@code batch}. */
    void countChange(RecordBatch batch, long nowMs) {
        marks.set(batch, Marks.Mark.PROGRAM_CHANGES, marks.get(Marks.Mark.PROGRAM_CHANGES) + 1);
        marks.set(batch, Marks.Mark.PROGRAM_CHANGED, timeline().clockMs(nowMs));
    }

    /** Tells the NIC, when it next looks. When it does not look the oldest is lost: what matters is told again. */
    public void tell(MeterNotice notice) {
        withheld.tell(() -> keep(notice));
    }

    private void keep(MeterNotice notice) {
        if (notices.size() == MAX_NOTICES) {
            notices.remove();
        }
        notices.add(notice);
    }

    /** Notes a state that changed. */
    void noteState(String text, long nowMs) {
        withheld.tell(() -> around.journal().note(nowMs, Layer.STATE, "metrology", text));
    }

    /** Notes why a client did not get what it wanted, for the person who must set it right. */
    public void hint(String text, long nowMs) {
        around.journal().note(nowMs, Layer.HINT, "metrology", text);
    }

    Optional<MeterNotice> nextNotice() {
        return Optional.ofNullable(notices.poll());
    }

    void acknowledge(long eventCounter) {
        confirmations.acknowledge(eventCounter);
    }

    /** True while the mains are there. */
    public boolean isPowered(long nowMs) {
        return timeline().isPowered(nowMs);
    }

    /** What is not in memory is about to be lost. */
    void lose(long nowMs) {
        updates.powerFailed(nowMs);
    }

    /** The mains failed. */
    void powerFailed(long nowMs) {
        RecordBatch batch = batch();
        powerFailures.failed(batch, nowMs);
        agenda.keep(batch);
        raise(batch, MeterEvent.POWER_DOWN, nowMs);
        intervene(batch, Intervention.of(nowMs, Intervention.Kind.POWER_OFF));
        batch.commit();
        notices.clear();
    }

    /** The mains returned. */
    void powerReturned(long nowMs) {
        RecordBatch batch = batch();
        powerFailures.returned(batch, nowMs);
        intervene(batch, Intervention.of(nowMs, Intervention.Kind.POWER_ON));
        raise(batch, MeterEvent.POWER_UP, nowMs);
        int firstPowerLog = settings.model().eventLogs().size();
        for (int i = 0; i < settings.model().powerLogs().size(); i++) {
            logs.capture(batch, firstPowerLog + i, nowMs);
        }
        batch.commit();
    }

    boolean breaks(Behaviour.Breakage what) {
        return updates.breaks(what);
    }

    /** The board starts: updates that were under way are taken up where the memory has them. */
    void start(long nowMs) {
        updates.start(nowMs);
    }

    /** True while a board restarts and answers nobody. */
    public boolean isRestarting(long nowMs) {
        return updates.isDown(nowMs);
    }

    /** True when nothing is under way that lives in volatile memory. */
    boolean isAtRest() {
        return notices.isEmpty() && confirmations.deadlineMs() == Endpoint.NEVER && updates.isAtRest();
    }

    /** Goes on with what was waited for: engines, schedules, confirmations. Early or repeated calls do nothing. */
    void wake(long nowMs) {
        if (!isPowered(nowMs)) {
            return;
        }
        updates.wake(nowMs);
        if (!isRestarting(nowMs)) {
            agenda.wake(nowMs);
        }
        confirmations.postpone(updates.backMs());
        confirmations.due(nowMs).forEach(each -> tell(new MeterNotice.UpdateEnded(each)));
    }

    /** When {@link #wake} must next be called. */
    long deadlineMs() {
        if (!isPowered(Long.MAX_VALUE)) {
            return Endpoint.NEVER;
        }
        long scheduled = Math.max(agenda.deadlineMs(), updates.backMs());
        return Math.min(Math.min(updates.deadlineMs(), scheduled), confirmations.deadlineMs());
    }

    /** What the engines need of the board. */
    private final class Host implements UpdateHost {

        @Override
        public RecordBatch batch() {
            return MetrologyTable.this.batch();
        }

        @Override
        public void raise(RecordBatch batch, MeterEvent event, long nowMs) {
            MetrologyTable.this.raise(batch, event, nowMs);
        }

        @Override
        public int eventCode(MeterEvent event) {
            return logs.entry(event).map(EventMap.Entry::code).orElse(0);
        }

        @Override
        public CosemDateTime dateTime(long nowMs) {
            return MetrologyTable.this.dateTime(nowMs);
        }

        @Override
        public MeterTrust trust(long nowMs) {
            return new MeterTrust(revocations.hashes(), timeline().clockMs(nowMs));
        }

        @Override
        public long nextEventCounter(RecordBatch batch) {
            return confirmations.nextCounter(batch);
        }

        @Override
        public void confirm(RecordBatch batch, UpdateConfirmation confirmation) {
            confirmations.add(batch, confirmation);
        }

        @Override
        public void tell(MeterNotice notice) {
            MetrologyTable.this.tell(notice);
        }

        @Override
        public void noteState(String text, long nowMs) {
            MetrologyTable.this.noteState(text, nowMs);
        }
    }
}
