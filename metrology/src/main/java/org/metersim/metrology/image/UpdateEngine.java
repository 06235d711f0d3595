package org.metersim.metrology.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.profiles.Firmware;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.memory.RecordBatch;

/**
 * Takes an image block by block, verifies it, boots it on trial, confirms it or goes back to the old one: the life of
 * an update, of one component. Blue Book 4.4.6 (class 18); what it leaves open is decided in docs/firmware.md.
 *
 * <p>Every step is durable before it is answered. Owned by one thread.
 */
public final class UpdateEngine {

    private final UpdateMachine machine;
    private final Installation installation;
    private final Firmware firmware;
    private final BlockTransfer blocks;
    private final List<UpdateEngine> excluded = new ArrayList<>();
    private long deadlineMs = Endpoint.NEVER;
    private boolean activatesWhenVerified;

    /** To be started before it is asked. @param firmware how long the profile's steps take */
    public UpdateEngine(UpdateMachine machine, Installation installation, Firmware firmware) {
        this.machine = machine;
        this.installation = installation;
        this.firmware = firmware;
        this.blocks = new BlockTransfer(machine);
    }

    /** The two want the same boards: while one is under way the other is busy. */
    static void exclude(UpdateEngine one, UpdateEngine other) {
        one.excluded.add(other);
        other.excluded.add(one);
    }

    Installation installation() {
        return installation;
    }

    /** From the initiate on, until the image was refused, runs or was given up; not while it is disabled. */
    private boolean isUnderWay() {
        return switch (machine.state()) {
            case RECEIVING, COMPLETE, VERIFYING, VERIFIED -> isEnabled();
            default -> isInstalling();
        };
    }

    private boolean isInstalling() {
        return switch (machine.state()) {
            case ARMED, PENDING, TRIAL -> !machine.memory.isPart;
            default -> false;
        };
    }

    private boolean isExcluded() {
        return excluded.stream().anyMatch(UpdateEngine::isInstalling);
    }

    /** The engine's states as a Mermaid diagram, for docs/. */
    public static String diagram() {
        return UpdateMachine.TRANSITIONS.toMermaid();
    }

    // --- what class 18 shows

    public TransferState state() {
        return machine.state();
    }

    public boolean isEnabled() {
        return machine.memory.enabled;
    }

    public int blockBytes() {
        return machine.slots.blockBytes();
    }

    /** Blocks of the image that was initiated; 0 before. */
    public int blockCount() {
        return blocks.blockCount();
    }

    /** True when the block is stored, durably. */
    public boolean hasBlock(int number) {
        return blocks.hasBlock(number);
    }

    /** The lowest block that is missing, or the block count. */
    public int firstNotTransferred() {
        return blocks.firstNotTransferred();
    }

    /** Identifier of the image that was initiated. */
    public Octets identifier() {
        return machine.memory.identifier;
    }

    /** Size of the image that was initiated. */
    public int imageBytes() {
        return machine.memory.imageBytes;
    }

    /** The images that were verified, one for each component that changes; none before. */
    public List<Offer> offers() {
        return switch (machine.state()) {
            case VERIFIED, ARMED, PENDING, TRIAL, CONFIRMED -> installation.offers();
            default -> List.of();
        };
    }

    // --- what the objects beside it show

    /** Of the running image, by its header, not by what it says of itself. */
    public ImageVersion runningVersion() {
        return installation.runningVersion();
    }

    public String activeVersion() {
        return machine.memory.activeVersion;
    }

    /** SHA-256 of the running image, 32 bytes. */
    public Octets activeDigest() {
        return machine.memory.activeDigest;
    }

    /** 0 or 1, or 2: the golden image. On trial that of the new image. */
    public int runningSlot() {
        return machine.state() == TransferState.TRIAL ? machine.memory.staging : machine.memory.running;
    }

    /** When an image was activated last, simulated UTC; 0 when never. */
    public long activatedMs() {
        return machine.memory.activatedMs;
    }

    public UpdateVerdict verdict() {
        return machine.memory.verdict;
    }

    /** When the update that {@link #verdict} is of ended, simulated UTC; 0 when never. */
    public long endedMs() {
        return machine.memory.endedMs;
    }

    /** The update that {@link #verdict} is of. */
    public String verdictUpdateId() {
        return machine.memory.verdictUpdateId;
    }

    public long securityCounter() {
        return machine.memory.securityCounter;
    }

    // --- what class 18 does

    /** image_transfer_enabled; false refuses all methods and keeps what is there. */
    public AccessResult enable(boolean enabled, long nowMs) {
        machine.note("image_transfer_enabled " + machine.memory.enabled + " -> " + enabled, nowMs);
        machine.memory.enabled = enabled;
        machine.save();
        return AccessResult.SUCCESS;
    }

    /** image_transfer_initiate. @param imageBytes 32 bits unsigned */
    public AccessResult initiate(Octets identifier, long imageBytes, long nowMs) {
        if (isExcluded() || excluded.stream().anyMatch(UpdateEngine::isUnderWay)) {
            return AccessResult.TEMPORARY_FAILURE;
        }
        return switch (machine.state()) {
            case VERIFYING, ARMED, PENDING, TRIAL -> AccessResult.TEMPORARY_FAILURE;
            default -> isEnabled() ? blocks.initiate(identifier, imageBytes, nowMs) : AccessResult.OTHER_REASON;
        };
    }

    /** image_block_transfer. @param number 32 bits unsigned */
    public AccessResult block(long number, Octets value, long nowMs) {
        return isEnabled() ? blocks.store(number, value, nowMs) : AccessResult.OTHER_REASON;
    }

    /** image_verify: at once, or TEMPORARY_FAILURE while it takes its time. */
    public AccessResult verify(long nowMs) {
        if (isExcluded()) {
            return AccessResult.TEMPORARY_FAILURE;
        }
        if (!isEnabled()) {
            return AccessResult.OTHER_REASON;
        }
        return switch (machine.state()) {
            case COMPLETE -> startVerification(nowMs);
            case VERIFIED -> AccessResult.SUCCESS;
            case VERIFYING, ARMED, PENDING, TRIAL -> AccessResult.TEMPORARY_FAILURE;
            default -> AccessResult.OTHER_REASON;
        };
    }

    private AccessResult startVerification(long nowMs) {
        machine.on(UpdateMachine.Event.VERIFICATION_STARTED, nowMs);
        if (firmware.verifyMs() > 0) {
            deadlineMs = nowMs + firmware.verifyMs();
            return AccessResult.TEMPORARY_FAILURE;
        }
        return finishVerification(nowMs) ? AccessResult.SUCCESS : AccessResult.OTHER_REASON;
    }

    private boolean finishVerification(long nowMs) {
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

    private void reject(ImageReport.Finding fault, long nowMs) {
        UpdateVerdict verdict = new UpdateVerdict("verify", fault.word(), fault.text());
        Outcome outcome = new Outcome(verdict, List.of(installation.refusedEvent()), installation.endings());
        RecordBatch batch = machine.host.batch();
        machine.end(UpdateMachine.Event.FOUND_BAD, outcome, batch, nowMs);
        batch.commit();
    }

    /** image_activate: accepted, and carried out after its answer left; verifies first when that was not done. */
    public AccessResult activate(long nowMs) {
        if (isExcluded()) {
            return AccessResult.TEMPORARY_FAILURE;
        }
        if (!isEnabled()) {
            return AccessResult.OTHER_REASON;
        }
        return switch (machine.state()) {
            case COMPLETE -> {
                AccessResult verified = startVerification(nowMs);
                activatesWhenVerified = verified == AccessResult.TEMPORARY_FAILURE;
                yield verified == AccessResult.SUCCESS ? arm(nowMs) : verified;
            }
            case VERIFIED -> arm(nowMs);
            case TRIAL -> {
                if (!installation.awaitsClient()) {
                    yield AccessResult.TEMPORARY_FAILURE;
                }
                installation.confirm(nowMs);
                yield AccessResult.SUCCESS;
            }
            case VERIFYING, ARMED, PENDING -> AccessResult.TEMPORARY_FAILURE;
            default -> AccessResult.OTHER_REASON;
        };
    }

    private AccessResult arm(long nowMs) {
        machine.on(UpdateMachine.Event.ACTIVATION_ACCEPTED, nowMs);
        deadlineMs = nowMs + firmware.activationDelayMs();
        return AccessResult.SUCCESS;
    }

    // --- what time does

    /** True while the board restarts and answers nobody. */
    public boolean isDown(long nowMs) {
        return installation.isDown(nowMs);
    }

    /** When a board that restarts is back. */
    public long backMs() {
        return installation.backMs();
    }

    public long deadlineMs() {
        return Math.min(deadlineMs, installation.deadlineMs());
    }

    /** Goes on with what was waited for. Early or repeated calls do nothing. */
    public void wake(long nowMs) {
        if (nowMs >= deadlineMs) {
            deadlineMs = Endpoint.NEVER;
            if (machine.state() == TransferState.ARMED) {
                installation.begin(nowMs);
            } else if (finishVerification(nowMs) && activatesWhenVerified) {
                arm(nowMs);
            }
            activatesWhenVerified = machine.state() == TransferState.VERIFYING;
        }
        installation.wake(nowMs);
    }

    /** The power goes: what is not in memory is lost. The engine is of no use after it. */
    public void powerFailed(long nowMs) {
        if (UpdateMachine.TRANSITIONS
                .after(state(), UpdateMachine.Event.POWER_LOST)
                .isPresent()) {
            machine.on(UpdateMachine.Event.POWER_LOST, nowMs);
        }
    }

    /** The board starts: what was under way is taken up where the memory has it, and what is to run is checked. */
    public void start(long nowMs) {
        installation.start(nowMs);
        if (state() == TransferState.VERIFIED) {
            installation.verify(nowMs).failed().ifPresent(fault -> reject(fault, nowMs));
        }
    }
}
