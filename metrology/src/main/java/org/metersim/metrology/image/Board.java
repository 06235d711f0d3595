package org.metersim.metrology.image;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.link.MeterEvent;
import org.metersim.metrology.link.UpdateKind;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.profiles.UpdateOptions;
import org.metersim.runtime.memory.RecordBatch;

/** One board as its loader sees it: the image that is to run, and the one that may run on trial. */
final class Board {

    private final Bank bank;
    private final UpdateMachine machine;
    private Behaviour behaviour = Behaviour.GOOD;
    private boolean isLoaded;

    Board(Bank bank, UpdateMachine machine) {
        this.bank = bank;
        this.machine = machine;
    }

    UpdateOptions options() {
        return bank.firmware().options();
    }

    UpdateMachine machine() {
        return machine;
    }

    UpdateKind kind() {
        return bank.kind();
    }

    /** As {@code nic}. */
    String word() {
        return kind().name().toLowerCase(Locale.ROOT);
    }

    /** Of the image that was loaded last. */
    Behaviour behaviour() {
        return behaviour;
    }

    /** How long the image that was loaded takes to start. */
    long bootMs() {
        return behaviour.bootMs().orElse((long) bank.firmware().bootMs());
    }

    /** @param boot 1 for the first of the image @param isNamed whether the cause says which board it was */
    SelfTest selfTest(int boot, boolean isNamed) {
        SelfTest test = SelfTest.of(behaviour, boot);
        return isNamed ? new SelfTest(test.end(), test.afterMs(), word() + ": " + test.cause()) : test;
    }

    /** True when that does not work with the firmware that runs. */
    boolean breaks(Behaviour.Breakage what) {
        if (!isLoaded) {
            loadOld();
        }
        return behaviour.breaks().contains(what);
    }

    void loadNew() {
        isLoaded = true;
        behaviour = bank.behaviour(machine.memory.staging, machine.memory.imageBytes);
    }

    void loadOld() {
        isLoaded = true;
        behaviour = bank.behaviour(machine.memory.running, machine.memory.runningBytes);
    }

    /** All checks of the new image. */
    ImageReport verify(long nowMs) {
        return bank.verify(machine.memory, machine.host.trust(nowMs));
    }

    /** All checks of an image that is to run beside others. @param others their versions, by component */
    ImageReport verify(Octets part, Map<Integer, ImageVersion> others, long nowMs) {
        return bank.verify(new Bank.Candidate(part, others, machine.host.trust(nowMs)), machine.memory);
    }

    /**
     * Puts an image of a bundle into the slot that does not run; what stood there is forgotten first. False when the
     * memory does not take it.
     */
    boolean take(Octets identifier, Octets part, long nowMs) {
        machine.discard(nowMs);
        UpdateState memory = machine.memory;
        ImageSlot slot = machine.staging();
        slot.erase(part.length());
        int blockBytes = machine.slots.blockBytes();
        for (int at = 0; at < part.length(); at += blockBytes) {
            byte[] block =
                    part.slice(at, Math.min(part.length(), at + blockBytes)).toBytes();
            if (slot.write(at / blockBytes, block) != AccessResult.SUCCESS) {
                return false;
            }
        }
        memory.identifier = identifier;
        memory.imageBytes = part.length();
        memory.isPart = true;
        return true;
    }

    Ending ending() {
        return bank.offered(machine.memory);
    }

    Offer offer() {
        return bank.offer(machine.memory);
    }

    ImageVersion runningVersion() {
        return bank.runningVersion(machine.memory);
    }

    /** The new image is the one that runs from now on. */
    void runNew(long nowMs) {
        bank.runStaging(machine, nowMs);
    }

    /** At each power-up the image that is to run is checked; a broken one gives way to another, at last the golden. */
    void checkRunning(long nowMs) {
        UpdateState memory = machine.memory;
        if (memory.running != UpdateState.GOLDEN) {
            Optional<ImageReport.Finding> fault = bank.fault(memory.running, memory.runningBytes);
            fault.ifPresent(found -> replaceRunning(found, nowMs));
        }
    }

    private void replaceRunning(ImageReport.Finding fault, long nowMs) {
        UpdateState memory = machine.memory;
        Octets broken = Octets.ascii(memory.activeVersion);
        Octets brokenDigest = memory.activeDigest;
        bank.fallBack(memory);
        String names = broken.toAscii() + " -> " + memory.activeVersion;
        machine.note("running image broken (" + fault.layer().word() + "), another boots: " + names, nowMs);
        UpdateVerdict verdict = new UpdateVerdict(TrialBoot.BOOT, fault.layer().word(), fault.text());
        boolean isGolden = memory.running == UpdateState.GOLDEN;
        RecordBatch batch = machine.host.batch();
        if (memory.state == TransferState.CONFIRMED) {
            // it must not be said to run any more: the update failed after all
            Ending ending = new Ending(bank.kind(), Octets.ascii(memory.activeVersion), broken, brokenDigest);
            Outcome outcome = new Outcome(verdict, List.of(MeterEvent.FIRMWARE_ROLLED_BACK), List.of(ending));
            machine.end(UpdateMachine.Event.GIVEN_UP, outcome, batch, nowMs);
        } else {
            machine.judgeRunning(verdict, nowMs);
            machine.save(batch);
            if (!isGolden) {
                machine.host.raise(batch, MeterEvent.FIRMWARE_ROLLED_BACK, nowMs);
            }
        }
        if (isGolden) {
            machine.host.raise(batch, MeterEvent.FIRMWARE_GOLDEN_STARTED, nowMs);
        }
        batch.commit();
    }
}
