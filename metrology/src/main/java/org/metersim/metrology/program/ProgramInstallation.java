package org.metersim.metrology.program;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.metrology.image.Digests;
import org.metersim.metrology.image.Ending;
import org.metersim.metrology.image.ImageContainer;
import org.metersim.metrology.image.ImageLayer;
import org.metersim.metrology.image.ImagePolicy;
import org.metersim.metrology.image.ImageReport;
import org.metersim.metrology.image.ImageVerifier;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.image.Installation;
import org.metersim.metrology.image.Offer;
import org.metersim.metrology.image.Outcome;
import org.metersim.metrology.image.TransferState;
import org.metersim.metrology.image.UpdateHost;
import org.metersim.metrology.image.UpdateMachine;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.memory.RecordBatch;

/**
 * A configuration program: examined whole, then applied item by item with a journal of what was before, and committed
 * in one write; or undone, by a fault at once, by a power cut at the next start. docs/programs.md.
 */
public final class ProgramInstallation implements Installation {

    private static final String APPLY = "apply";
    private static final Fault MEMORY =
            new Fault("memory", 0, AccessResult.HARDWARE_FAULT, "the memory does not take it");

    /** What it works with. @param updates the board as engines see it @param host the board as programs see it */
    public record Parts(UpdateMachine machine, UpdateHost updates, ProgramHost host, ProgramStore store) {}

    /**
     * What all meters of a profile share.
     *
     * @param clientSap of the association whose rights programs have
     * @param maxBytes largest container
     */
    public record Model(ImageVerifier verifier, int clientSap, int maxBytes) {}

    private final Model model;
    private final UpdateMachine machine;
    private final UpdateHost updates;
    private final ProgramHost host;
    private final ProgramStore store;
    private Optional<CosemDateTime> awaited = Optional.empty();

    public ProgramInstallation(Model model, Parts parts) {
        this.model = model;
        this.machine = parts.machine();
        this.updates = parts.updates();
        this.host = parts.host();
        this.store = parts.store();
    }

    /** How the last program went, item by item. */
    public ProgramReport report() {
        return store.report();
    }

    /** When the program that waits applies, by the meter's clock; empty when none waits. */
    public Optional<CosemDateTime> awaited() {
        return awaited;
    }

    // --- verification

    @Override
    public ImageReport verify(long nowMs) {
        ImageReport container = verifyContainer(nowMs);
        if (!container.isGood()) {
            keep(ProgramReport.NONE);
            return container;
        }
        Optional<Fault> fault;
        try {
            Examination examination = examine(program(container), nowMs);
            keep(examination.report());
            fault = examination.fault();
        } catch (DecodeException broken) {
            keep(ProgramReport.NONE);
            fault = Optional.of(Fault.ofProgram("program", String.valueOf(broken.getMessage())));
        }
        return fault.map(found -> new ImageReport(
                        container.passed(),
                        Optional.of(new ImageReport.Finding(ImageLayer.DEPENDENCY, found.layer(), found.cause())),
                        container.container()))
                .orElse(container);
    }

    private ImageReport verifyContainer(long nowMs) {
        ImagePolicy policy = new ImagePolicy(
                host.profile().identity(),
                UpdateKind.PROGRAM.ordinal(),
                machine.identifier(),
                Map.of(UpdateKind.METROLOGY.ordinal(), host.firmware()),
                machine.securityCounter(),
                model.maxBytes(),
                updates.trust(nowMs));
        return model.verifier().verify(machine.file(), policy);
    }

    private static Program program(ImageReport good) {
        return Program.decode(good.container().map(ImageContainer::payload).orElse(Octets.EMPTY));
    }

    private Examination examine(Program program, long nowMs) {
        return Examination.of(program, new Rules(host, model.clientSap()), store.known(), nowMs);
    }

    private void keep(ProgramReport report) {
        RecordBatch batch = updates.batch();
        store.report(batch, report);
        batch.commit();
    }

    @Override
    public List<Offer> offers() {
        return List.of(Offer.of(machine.identifier(), Octets.of(machine.file())));
    }

    @Override
    public List<Ending> endings() {
        byte[] file = machine.file();
        Octets offered = offered(file).map(Octets::ascii).orElse(machine.identifier());
        return List.of(
                new Ending(UpdateKind.PROGRAM, Octets.ascii(machine.activeVersion()), offered, Digests.sha256(file)));
    }

    private Optional<String> offered(byte[] file) {
        try {
            return Optional.of(
                    Program.decode(model.verifier().parse(file).payload()).identifier());
        } catch (DecodeException broken) {
            return Optional.empty();
        }
    }

    @Override
    public ImageVersion runningVersion() {
        return ImageVersion.NONE;
    }

    @Override
    public MeterEvent readyEvent() {
        return MeterEvent.PROGRAM_READY;
    }

    @Override
    public MeterEvent refusedEvent() {
        return MeterEvent.PROGRAM_FAILED;
    }

    // --- activation

    @Override
    public void begin(long nowMs) {
        machine.on(UpdateMachine.Event.BOOT_RECORD_WRITTEN, nowMs);
        await();
        if (awaited.isEmpty() || nowMs >= deadlineMs()) {
            apply(nowMs);
        } else {
            // from now on a power cut does not end the waiting
            RecordBatch batch = updates.batch();
            machine.save(batch);
            batch.commit();
            machine.note("waits for its date", nowMs);
        }
    }

    private void await() {
        try {
            awaited = Program.decode(model.verifier().parse(machine.file()).payload())
                    .header()
                    .effective();
        } catch (DecodeException broken) {
            awaited = Optional.empty();
        }
    }

    @Override
    public long deadlineMs() {
        return awaited.map(moment -> host.trueMs(moment).orElse(0L)).orElse(Endpoint.NEVER);
    }

    @Override
    public void wake(long nowMs) {
        if (machine.state() == TransferState.PENDING && nowMs >= deadlineMs()) {
            apply(nowMs);
        }
    }

    @Override
    public void start(long nowMs) {
        if (machine.state() != TransferState.PENDING) {
            return;
        }
        if (store.wasUndone()) {
            giveUp(Fault.ofProgram("power", "power was lost while it was applied"), nowMs);
        } else {
            await();
            if (awaited.isEmpty()) {
                apply(nowMs);
            }
        }
    }

    /** What was verified may have changed, the program or the meter: everything is looked at again. */
    private void apply(long nowMs) {
        awaited = Optional.empty();
        ImageReport container = verifyContainer(nowMs);
        if (!container.isGood()) {
            ImageReport.Finding found = container.failed().orElseThrow();
            giveUp(Fault.ofProgram(found.layer().word(), found.text()), nowMs);
            return;
        }
        Program program = program(container);
        Examination examination = examine(program, nowMs);
        if (examination.fault().isPresent()) {
            giveUp(examination.fault().get(), nowMs);
        } else if (store.known().isActive(program.digest())) {
            machine.on(UpdateMachine.Event.BOOTED, nowMs);
            RecordBatch batch = updates.batch();
            succeed(batch, List.of(), nowMs);
            batch.commit();
        } else {
            write(program, examination, nowMs);
        }
    }

    private void write(Program program, Examination examination, long nowMs) {
        host.hold();
        RecordBatch prepare = updates.batch();
        store.prepare(prepare, program, examination.images());
        machine.save(prepare);
        prepare.commit();
        machine.note("prepared " + program.identifier(), nowMs);
        if (!host.release(nowMs)) {
            giveUp(MEMORY, nowMs);
            return;
        }
        Performance performance = new Performance(host, nowMs);
        Optional<Fault> fault = writeItems(program, performance, nowMs).or(() -> commit(program, performance, nowMs));
        fault.ifPresent(found -> undo(found, examination, nowMs));
    }

    /** What can be undone, each item in one write. */
    private Optional<Fault> writeItems(Program program, Performance performance, long nowMs) {
        Optional<Fault> fault = Optional.empty();
        List<ProgramItem> items = program.items();
        for (int i = 0; i < items.size() && fault.isEmpty() && !items.get(i).isIrreversible(); i++) {
            host.hold();
            fault = released(performance.perform(i + 1, items.get(i)), nowMs);
        }
        return fault;
    }

    /** What was held is written, or with a fault dropped. */
    private Optional<Fault> released(Optional<Fault> fault, long nowMs) {
        if (fault.isPresent()) {
            host.drop(nowMs);
            return fault;
        }
        return host.release(nowMs) ? Optional.empty() : Optional.of(MEMORY);
    }

    /** What cannot be undone, and that the program is active: one write, so there is nothing between. */
    private Optional<Fault> commit(Program program, Performance performance, long nowMs) {
        host.hold();
        Optional<Fault> fault = Optional.empty();
        List<ProgramItem> items = program.items();
        for (int i = 0; i < items.size() && fault.isEmpty(); i++) {
            if (items.get(i).isIrreversible()) {
                fault = performance.perform(i + 1, items.get(i));
            }
        }
        if (fault.isEmpty()) {
            machine.on(UpdateMachine.Event.BOOTED, nowMs);
            RecordBatch batch = updates.batch();
            store.close(batch);
            store.activate(batch, program);
            host.countProgram(batch, nowMs);
            succeed(batch, List.of(MeterEvent.PARAMETERS_CHANGED), nowMs);
            batch.commit();
        }
        Optional<Fault> failed = released(fault, nowMs);
        if (failed.isPresent()) {
            machine.reload();
        }
        return failed;
    }

    private void succeed(RecordBatch batch, List<MeterEvent> logged, long nowMs) {
        Outcome outcome = new Outcome(UpdateVerdict.NONE, MeterEvent.PARAMETERS_CHANGED, logged, endings());
        byte[] file = machine.file();
        ImageContainer container = model.verifier().parse(file);
        String identifier = Program.decode(container.payload()).identifier();
        machine.activate(identifier, Digests.sha256(file), container.securityCounter(), nowMs);
        machine.end(UpdateMachine.Event.CONFIRMED, outcome, batch, nowMs);
    }

    private void undo(Fault fault, Examination examination, long nowMs) {
        host.hold();
        RecordBatch back = updates.batch();
        store.putBack(back);
        back.commit();
        host.reload(nowMs);
        Optional<String> wrong = new Performance(host, nowMs).firstNotRestored(examination.before());
        end(
                wrong.map(text -> Fault.ofProgram("undo", fault.cause() + "; " + text))
                        .orElse(fault),
                nowMs);
        if (!host.release(nowMs)) {
            // the journal is still there: the next start undoes it
            machine.note("cannot be undone, the memory does not take it", nowMs);
        }
    }

    private void giveUp(Fault fault, long nowMs) {
        host.hold();
        end(fault, nowMs);
        host.release(nowMs);
    }

    /** The meter is as it was: state, verdict, event, confirmation and report in one write. */
    private void end(Fault fault, long nowMs) {
        UpdateVerdict verdict = new UpdateVerdict(APPLY, fault.layer(), fault.cause());
        RecordBatch batch = updates.batch();
        store.close(batch);
        store.report(batch, Examination.failed(store.report().items(), fault));
        Outcome outcome = new Outcome(verdict, List.of(MeterEvent.PROGRAM_FAILED), endings());
        machine.end(UpdateMachine.Event.GIVEN_UP, outcome, batch, nowMs);
        batch.commit();
    }

    @Override
    public boolean awaitsClient() {
        return false;
    }

    @Override
    public void confirm(long nowMs) {
        throw new IllegalStateException("a program awaits no client");
    }

    @Override
    public boolean isDown(long nowMs) {
        return false;
    }

    @Override
    public long backMs() {
        return Long.MIN_VALUE;
    }
}
