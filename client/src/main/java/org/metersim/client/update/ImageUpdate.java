package org.metersim.client.update;

import java.util.Optional;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.Failure;
import org.metersim.client.reading.ValueText;
import org.metersim.client.update.MeterReadings.LastUpdate;
import org.metersim.dlms.cosem.AccessResult;

/**
 * Brings an image into a meter and sees it run: class 18, driven by the status that the meter shows, one step after
 * each look. So it goes on after any break where the meter stands; and it ends, for each step makes progress, or is
 * counted, or has a deadline. Blue Book 4.4.6; what that leaves open is in docs/firmware.md.
 *
 * <p>A transfer that the meter has begun is resumed, without a second initiate, when it speaks of as many blocks as
 * this image has and has at least one of them. Should it turn out to be another image's, all is sent anew.
 */
public final class ImageUpdate {

    private static final String TRANSFER = "transfer";
    private static final String VERIFY = "verify";
    private static final int INITIATES = 3;
    private static final int VERIFIES = 5;
    private static final int MAX_BLOCK_BYTES = 0xFFFF;

    private final DlmsClient client;
    private final UpdateImage image;
    private final UpdatePatience patience;
    private final UpdateListener listener;
    private final TransferObject object;
    private final MeterReadings readings;
    private final UpdateLine line;
    private final BlockSender blocks;
    private final Activation activation;
    private boolean announced;
    private boolean initiated;
    private boolean resumed;
    private boolean verifying;
    private boolean askedTheBits;
    private int initiates;
    private int verifies;
    private Optional<AccessResult> verifyRefusal = Optional.empty();
    private Optional<Long> busyUntilMs = Optional.empty();

    /** @param client not connected, or connected with rights on the image transfer object */
    public ImageUpdate(DlmsClient client, UpdatePlan plan, UpdateListener listener) {
        this.client = client;
        this.image = plan.image();
        this.patience = plan.patience();
        this.listener = listener;
        this.object = new TransferObject(client, image.component().transfer());
        this.readings = new MeterReadings(client);
        this.line = new UpdateLine(client, plan, listener);
        this.blocks = new BlockSender(plan, object, line, listener);
        this.activation = new Activation(plan, new Activation.Meter(object, readings, line), listener);
    }

    /** Does all of it, once; the client stays connected when it was to the end. */
    public UpdateResult run() {
        try {
            line.open();
            return goOn();
        } catch (UpdateFailed failed) {
            return new UpdateResult(line.serial(), runningNow(), failed.updateId(), failed.verdict(), false);
        }
    }

    private String runningNow() {
        try {
            return client.isConnected()
                    ? readings.activeIdentifier(image.component()).orElse("")
                    : "";
        } catch (DlmsException unreadable) {
            return "";
        }
    }

    private UpdateResult goOn() throws UpdateFailed {
        Optional<UpdateResult> end = Optional.empty();
        while (end.isEmpty()) {
            try {
                end = step(object.status());
            } catch (DlmsException broken) {
                recover(broken.failure());
            }
        }
        return end.get();
    }

    private void recover(Failure failure) throws UpdateFailed {
        String phase = activation.isPending() ? Activation.PHASE : verifying ? VERIFY : TRANSFER;
        if (!activation.isPending() && !UpdateLine.mayRecover(failure)) {
            throw UpdateFailed.of(phase, failure);
        }
        activation.lineWasLost();
        line.reopen(phase, failure, activation.untilMs());
    }

    /** One step from where the meter stands; the result when that was the last. */
    private Optional<UpdateResult> step(TransferStatus status) throws DlmsException, UpdateFailed {
        switch (status) {
            case NOT_INITIATED -> {
                if (activation.isPending()) {
                    return Optional.of(activation.judgeForgotten());
                }
                initiate();
            }
            case INITIATED -> transfer();
            case VERIFICATION_INITIATED -> awaitMeter(VERIFY, "the meter is still verifying");
            case VERIFICATION_SUCCESSFUL -> verified();
            case VERIFICATION_FAILED -> verificationFailed();
            case ACTIVATION_INITIATED -> activation.await();
            case ACTIVATION_SUCCESSFUL -> {
                return activated();
            }
            case ACTIVATION_FAILED -> activationFailed();
        }
        return Optional.empty();
    }

    private void awaitMeter(String phase, String what) throws UpdateFailed {
        long nowMs = line.nowMs();
        if (busyUntilMs.isEmpty()) {
            busyUntilMs = Optional.of(nowMs + patience.busyMs());
        }
        if (nowMs >= busyUntilMs.get()) {
            throw new UpdateFailed(phase, "time", what + " after " + patience.busyMs() / 1000 + " s");
        }
        line.pause(patience.pollMs());
    }

    private void initiate() throws DlmsException, UpdateFailed {
        if (initiates >= INITIATES) {
            throw new UpdateFailed(TRANSFER, "initiate", "the meter forgets the transfer again and again");
        }
        if (!object.isEnabled() && object.enable() != AccessResult.SUCCESS) {
            throw new UpdateFailed(TRANSFER, "enabled", "image_transfer_enabled is false, and may not be set");
        }
        // should the answer be lost, the meter may have taken it nevertheless
        announced = true;
        AccessResult result = object.initiate(image.identifier(), image.sizeBytes());
        if (result == AccessResult.TEMPORARY_FAILURE) {
            awaitMeter(TRANSFER, "the meter is still busy");
            return;
        }
        if (result != AccessResult.SUCCESS) {
            String layer = result == AccessResult.READ_WRITE_DENIED ? "access" : "initiate";
            throw new UpdateFailed(TRANSFER, layer, "image_transfer_initiate: " + result);
        }
        initiates++;
        initiated = true;
        resumed = false;
        verifying = false;
        askedTheBits = false;
        verifyRefusal = Optional.empty();
        busyUntilMs = Optional.empty();
        blocks.restart();
        listener.reached(
                UpdatePhase.INITIATED,
                "image " + ValueText.of(image.identifier()) + ", " + image.sizeBytes() + " bytes");
    }

    private void transfer() throws DlmsException, UpdateFailed {
        long blockBytes = object.blockBytes();
        if (blockBytes < 1 || blockBytes > MAX_BLOCK_BYTES) {
            throw new UpdateFailed(TRANSFER, "protocol", "image_block_size: " + blockBytes);
        }
        TransferObject.Progress progress = object.progress();
        int count = image.blockCount((int) blockBytes);
        if (!initiated && !resumed) {
            if (!progress.isOf(count) || !announced && !progress.isBegun()) {
                initiate();
                return;
            }
            resumed = true;
            listener.reached(UpdatePhase.RESUMED, "at block " + progress.firstNotTransferred() + " of " + count);
        }
        // some meters say that nothing is missing behind the last block received: the bits know better
        boolean asksTheBits = verifyRefusal.isPresent() && !askedTheBits;
        switch (blocks.send(asksTheBits ? progress.byBits(count) : progress, (int) blockBytes)) {
            case COMPLETE -> verify();
            case DIFFERENT -> {
                if (initiated) {
                    throw new UpdateFailed(TRANSFER, "block", "the meter has other bytes in a block, and keeps them");
                }
                initiate();
            }
            case SENT -> {
                askedTheBits |= asksTheBits;
                verifyRefusal = Optional.empty();
            }
        }
    }

    private void verify() throws DlmsException, UpdateFailed {
        if (verifyRefusal.isPresent()) {
            throw new UpdateFailed(VERIFY, "refused", "image_verify: " + verifyRefusal.get());
        }
        if (!verifying) {
            listener.reached(UpdatePhase.TRANSFERRED, "all blocks");
        }
        // from here on a failed verification is of this image, also when its answer is lost
        verifying = true;
        AccessResult result = object.verify();
        if (result == AccessResult.TEMPORARY_FAILURE || result == AccessResult.HARDWARE_FAULT) {
            awaitMeter(VERIFY, "the meter is still verifying");
        } else if (result != AccessResult.SUCCESS) {
            verifyRefusal = Optional.of(result);
        } else if (++verifies > VERIFIES) {
            throw new UpdateFailed(VERIFY, "status", "image_verify succeeds, yet image_transfer_status stays 1");
        }
    }

    private void verified() throws DlmsException, UpdateFailed {
        busyUntilMs = Optional.empty();
        line.progressed();
        boolean ours = initiated || resumed;
        if (activation.isThisImage().orElse(ours)) {
            if (!activation.isPending()) {
                listener.reached(UpdatePhase.VERIFIED, "the meter found the image good");
            }
            activation.request();
        } else if (initiated) {
            throw new UpdateFailed(VERIFY, "identifier", "image_to_activate_info is that of another image");
        } else {
            initiate();
        }
    }

    private void verificationFailed() throws DlmsException, UpdateFailed {
        if (!verifying || !initiated) {
            // an older failure, or blocks of another image among those that were there when we came
            initiate();
            return;
        }
        throw verdictOr(new UpdateFailed(VERIFY, "status", "image_transfer_status is 4 verification-failed"));
    }

    private Optional<UpdateResult> activated() throws DlmsException, UpdateFailed {
        if (activation.isPending()) {
            return Optional.of(activation.judge());
        }
        Optional<UpdateResult> before = activation.alreadyDone();
        if (before.isEmpty()) {
            initiate();
        }
        return before;
    }

    private void activationFailed() throws DlmsException, UpdateFailed {
        if (activation.isPending()) {
            throw verdictOr(
                    new UpdateFailed(Activation.PHASE, "status", "image_transfer_status is 7 activation-failed"));
        }
        initiate();
    }

    /** The meter's own verdict, where it has one. */
    private UpdateFailed verdictOr(UpdateFailed own) throws DlmsException {
        LastUpdate last = readings.lastUpdate().orElse(LastUpdate.UNKNOWN);
        return last.verdict().isNone() ? own : new UpdateFailed(last);
    }
}
