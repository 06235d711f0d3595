package org.metersim.metrology.image;

import java.util.ArrayList;
import java.util.List;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.metrology.link.UpdateVerdict;
import org.metersim.profiles.Firmware;
import org.metersim.profiles.UpdateOptions;
import org.metersim.profiles.UpdateQuirk;
import org.metersim.runtime.Endpoint;

/**
 * Takes an image block by block, verifies it, boots it on trial, confirms it or goes back to the old one: the life of
 * an update, of one component. Blue Book 4.4.6 (class 18); what it leaves open is decided in docs/firmware.md.
 *
 * <p>Every step is durable before it is answered. Owned by one thread.
 */
public final class UpdateEngine {

    private static final int MAX_BLOCK_BYTES = 4096;
    private static final int RECEIVING_STATUS = 1;

    private final UpdateMachine machine;
    private final Installation installation;
    private final Firmware firmware;
    private final UpdateOptions options;
    private final BlockTransfer blocks;
    private final Verification verification;
    private final List<UpdateEngine> excluded = new ArrayList<>();
    private long beginMs = Endpoint.NEVER;
    private boolean activatesWhenVerified;

    /** To be started before it is asked. @param firmware how long the profile's steps take */
    public UpdateEngine(UpdateMachine machine, Installation installation, Firmware firmware) {
        this.machine = machine;
        this.installation = installation;
        this.firmware = firmware;
        this.options = firmware.options();
        this.blocks = new BlockTransfer(machine, options);
        this.verification = new Verification(machine, installation, firmware);
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

    /** How the profile differs from the usual. */
    public UpdateOptions options() {
        return options;
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

    /** True when that does not work with the firmware that runs. */
    public boolean breaks(Behaviour.Breakage what) {
        return installation.breaks(what);
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

    /** image_transfer_enabled; false refuses all methods, and keeps what is there unless the profile says otherwise. */
    public AccessResult enable(boolean enabled, long nowMs) {
        machine.note("image_transfer_enabled " + machine.memory.enabled + " -> " + enabled, nowMs);
        machine.memory.enabled = enabled;
        if (!enabled && options.has(UpdateQuirk.DISABLE_DISCARDS) && state().status() == RECEIVING_STATUS) {
            blocks.discard(nowMs);
        }
        machine.save();
        return AccessResult.SUCCESS;
    }

    /** image_block_size, where the profile lets it be set; not while the number of a block means something. */
    public AccessResult setBlockBytes(long bytes, long nowMs) {
        if (!options.has(UpdateQuirk.BLOCK_SIZE_WRITABLE)) {
            return AccessResult.READ_WRITE_DENIED;
        }
        if (bytes > MAX_BLOCK_BYTES || !machine.slots.hasMarkersFor(bytes)) {
            return AccessResult.OTHER_REASON;
        }
        return switch (machine.state()) {
            case IDLE, CONFIRMED, REVERTED -> {
                machine.note("image_block_size " + machine.slots.blockBytes() + " -> " + bytes, nowMs);
                machine.memory.blockBytes = (int) bytes;
                machine.slots.useBlocks((int) bytes);
                machine.save();
                yield AccessResult.SUCCESS;
            }
            default -> busy();
        };
    }

    private AccessResult busy() {
        return options.has(UpdateQuirk.BUSY_IS_HARDWARE_FAULT)
                ? AccessResult.HARDWARE_FAULT
                : AccessResult.TEMPORARY_FAILURE;
    }

    /** image_transfer_initiate. @param imageBytes 32 bits unsigned */
    public AccessResult initiate(Octets identifier, long imageBytes, long nowMs) {
        if (isExcluded() || excluded.stream().anyMatch(UpdateEngine::isUnderWay)) {
            return busy();
        }
        return switch (machine.state()) {
            case VERIFYING, ARMED, PENDING, TRIAL -> busy();
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
            return busy();
        }
        if (!isEnabled()) {
            return AccessResult.OTHER_REASON;
        }
        return switch (machine.state()) {
            case RECEIVING -> verifyIncomplete(nowMs);
            case COMPLETE -> verification.start(nowMs);
            case VERIFIED ->
                options.has(UpdateQuirk.REPEATED_VERIFY_FAILS) ? AccessResult.OTHER_REASON : AccessResult.SUCCESS;
            case VERIFYING, ARMED, PENDING, TRIAL -> busy();
            default -> AccessResult.OTHER_REASON;
        };
    }

    private AccessResult verifyIncomplete(long nowMs) {
        if (options.has(UpdateQuirk.VERIFY_INCOMPLETE_FAILS)) {
            String found = "block " + blocks.firstNotTransferred() + " of " + blocks.blockCount() + " is missing";
            verification.reject(new ImageReport.Finding(ImageLayer.SIZE, found), nowMs);
        }
        return AccessResult.OTHER_REASON;
    }

    /** image_activate: accepted, and carried out after its answer left; verifies first when that was not done. */
    public AccessResult activate(long nowMs) {
        if (isExcluded()) {
            return busy();
        }
        if (!isEnabled()) {
            return AccessResult.OTHER_REASON;
        }
        return switch (machine.state()) {
            case COMPLETE -> verifyAndArm(nowMs);
            case REVERTED ->
                options.has(UpdateQuirk.ACTIVATE_RETRIES) && imageBytes() > 0
                        ? verifyAndArm(nowMs)
                        : AccessResult.OTHER_REASON;
            case VERIFIED -> arm(nowMs);
            case TRIAL -> confirm(nowMs);
            case VERIFYING, ARMED, PENDING -> busy();
            default -> AccessResult.OTHER_REASON;
        };
    }

    private AccessResult verifyAndArm(long nowMs) {
        AccessResult verified = verification.start(nowMs);
        activatesWhenVerified = verified == AccessResult.TEMPORARY_FAILURE;
        return verified == AccessResult.SUCCESS ? arm(nowMs) : verified;
    }

    private AccessResult arm(long nowMs) {
        machine.on(UpdateMachine.Event.ACTIVATION_ACCEPTED, nowMs);
        if (!options.has(UpdateQuirk.ACTIVATION_STUCK)) {
            beginMs = nowMs + firmware.activationDelayMs();
        }
        return options.has(UpdateQuirk.ACTIVATE_ASYNC) ? AccessResult.TEMPORARY_FAILURE : AccessResult.SUCCESS;
    }

    private AccessResult confirm(long nowMs) {
        if (!installation.awaitsClient() && !options.has(UpdateQuirk.ACTIVATE_CONFIRMS)) {
            return busy();
        }
        installation.confirm(nowMs);
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
        return Math.min(Math.min(verification.deadlineMs(), beginMs), installation.deadlineMs());
    }

    /** Goes on with what was waited for. Early or repeated calls do nothing. */
    public void wake(long nowMs) {
        if (nowMs >= verification.deadlineMs()) {
            boolean isAsked = activatesWhenVerified;
            activatesWhenVerified = false;
            if (verification.finish(nowMs) && isAsked) {
                arm(nowMs);
            }
        }
        if (nowMs >= beginMs) {
            beginMs = Endpoint.NEVER;
            installation.begin(nowMs);
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
        switch (state()) {
            case RECEIVING, COMPLETE -> resumeTransfer(nowMs);
            case VERIFIED -> resumeVerified(nowMs);
            case CONFIRMED, REVERTED -> {
                if (options.has(UpdateQuirk.END_IS_FORGOTTEN)) {
                    machine.forget(nowMs);
                }
            }
            default -> {}
        }
    }

    private void resumeTransfer(long nowMs) {
        if (options.has(UpdateQuirk.VOLATILE)) {
            blocks.discard(nowMs);
        } else if (state() == TransferState.COMPLETE && machine.memory.restartsVerification) {
            verification.start(nowMs);
        }
    }

    private void resumeVerified(long nowMs) {
        if (options.has(UpdateQuirk.VOLATILE)) {
            blocks.discard(nowMs);
            return;
        }
        if (verification.repeat(nowMs) && options.has(UpdateQuirk.AUTOACTIVATE)) {
            machine.on(UpdateMachine.Event.ACTIVATION_ACCEPTED, nowMs);
            installation.begin(nowMs);
        }
    }
}
