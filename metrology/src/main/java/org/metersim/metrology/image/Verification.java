package org.metersim.metrology.image;

import java.util.List;
import java.util.Optional;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.profiles.Firmware;
import org.metersim.profiles.UpdateQuirk;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.memory.RecordBatch;

/** The checks of a complete image: at once, or while time passes. */
final class Verification {

    private final UpdateMachine machine;
    private final Installation installation;
    private final Firmware firmware;
    private long deadlineMs = Endpoint.NEVER;

    Verification(UpdateMachine machine, Installation installation, Firmware firmware) {
        this.machine = machine;
        this.installation = installation;
        this.firmware = firmware;
    }

    /** When {@link #finish} is due. */
    long deadlineMs() {
        return deadlineMs;
    }

    /** SUCCESS or OTHER_REASON, or TEMPORARY_FAILURE while it takes its time. */
    AccessResult start(long nowMs) {
        machine.on(UpdateMachine.Event.VERIFICATION_STARTED, nowMs);
        if (firmware.options().has(UpdateQuirk.VERIFICATION_STUCK)) {
            return AccessResult.TEMPORARY_FAILURE;
        }
        if (firmware.verifyMs() == 0) {
            return finish(nowMs) ? AccessResult.SUCCESS : AccessResult.OTHER_REASON;
        }
        if (firmware.options().has(UpdateQuirk.VERIFICATION_RESTARTS)) {
            machine.memory.restartsVerification = true;
            machine.save();
        }
        deadlineMs = nowMs + firmware.verifyMs();
        return AccessResult.TEMPORARY_FAILURE;
    }

    /** True when it is good. */
    boolean finish(long nowMs) {
        deadlineMs = Endpoint.NEVER;
        machine.memory.restartsVerification = false;
        Optional<ImageReport.Finding> fault = installation.verify(nowMs).failed();
        if (fault.isEmpty()) {
            accept(nowMs);
        } else {
            reject(fault.get(), nowMs);
        }
        return fault.isEmpty();
    }

    /** State and event in one write. */
    private void accept(long nowMs) {
        machine.on(UpdateMachine.Event.FOUND_GOOD, nowMs);
        RecordBatch batch = machine.save(machine.host.batch());
        machine.host.raise(batch, installation.readyEvent(), nowMs);
        batch.commit();
    }

    void reject(ImageReport.Finding fault, long nowMs) {
        UpdateVerdict verdict = new UpdateVerdict("verify", fault.word(), fault.text());
        Outcome outcome = new Outcome(verdict, List.of(installation.refusedEvent()), installation.endings());
        RecordBatch batch = machine.host.batch();
        machine.end(UpdateMachine.Event.FOUND_BAD, outcome, batch, nowMs);
        batch.commit();
    }

    /** What was verified before the power failed is verified again; true when it still is good. */
    boolean repeat(long nowMs) {
        Optional<ImageReport.Finding> fault = installation.verify(nowMs).failed();
        fault.ifPresent(found -> reject(found, nowMs));
        return fault.isEmpty();
    }
}
