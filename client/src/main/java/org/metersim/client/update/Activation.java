package org.metersim.client.update;

import java.util.Optional;
import org.metersim.client.DlmsException;
import org.metersim.client.update.MeterReadings.LastUpdate;
import org.metersim.dlms.cosem.AccessResult;

/** Lets the meter run a verified image, waits while it restarts, and judges what it runs then. */
final class Activation {

    static final String PHASE = "activate";

    /** How often it is asked for: a meter that loses power in between has the image still, and waits to be asked. */
    private static final int REQUESTS = 3;

    private final UpdateImage image;
    private final TransferObject object;
    private final MeterReadings readings;
    private final UpdateLine line;
    private final UpdatePatience patience;
    private final UpdateListener listener;
    private boolean pending;
    private boolean restarted;
    private int requests;
    private Optional<Long> untilMs = Optional.empty();

    Activation(UpdatePlan plan, Meter meter, UpdateListener listener) {
        this.image = plan.image();
        this.patience = plan.patience();
        this.object = meter.object();
        this.readings = meter.readings();
        this.line = meter.line();
        this.listener = listener;
    }

    /** The meter, as an update has it. */
    record Meter(TransferObject object, MeterReadings readings, UpdateLine line) {}

    /** Whether the meter was asked to run the image: from then on a lost line is to be expected. */
    boolean isPending() {
        return pending;
    }

    /** Until when the meter must be done, simulated UTC; empty before it was asked. */
    Optional<Long> untilMs() {
        return pending ? untilMs : Optional.empty();
    }

    void lineWasLost() {
        restarted = pending;
    }

    /** The image is verified: runs it. */
    void request() throws DlmsException, UpdateFailed {
        requests++;
        if (requests > REQUESTS) {
            throw new UpdateFailed(PHASE, "status", "the meter has verified the image, but does not go on to run it");
        }
        listener.reached(UpdatePhase.ACTIVATING, "image_activate");
        if (!pending) {
            untilMs = Optional.of(line.nowMs() + patience.activationMs());
        }
        pending = true;
        AccessResult result = object.activate();
        boolean started = result == AccessResult.SUCCESS
                || result == AccessResult.TEMPORARY_FAILURE
                || result == AccessResult.HARDWARE_FAULT;
        if (started) {
            lookAway();
        } else if (object.status() == TransferStatus.VERIFICATION_SUCCESSFUL) {
            String layer = result == AccessResult.READ_WRITE_DENIED ? "access" : "refused";
            throw new UpdateFailed(PHASE, layer, "image_activate: " + result);
        }
    }

    /** The meter is at it: of this image, or of one that somebody else has activated. */
    void await() throws DlmsException, UpdateFailed {
        if (untilMs.isEmpty()) {
            untilMs = Optional.of(line.nowMs() + patience.activationMs());
        }
        if (line.nowMs() >= untilMs.orElseThrow()) {
            throw new UpdateFailed(
                    PHASE, "time", "the activation has not ended after " + patience.activationMs() / 1000 + " s");
        }
        if (!pending && isOfThisImage()) {
            pending = true;
            restarted = true;
        }
        if (restarted) {
            // an image that runs on trial may wait to be confirmed; whoever is not asked says that it is busy
            object.activate();
        }
        lookAway();
    }

    /** Lets the meter work. A line that does not tell when the meter drops it is better left meanwhile. */
    private void lookAway() throws UpdateFailed {
        if (line.tellsWhenItDrops()) {
            line.pause(patience.pollMs());
        } else {
            line.revisit(PHASE, untilMs.orElseThrow());
            lineWasLost();
        }
    }

    /** Whether what the meter has verified, or runs since it was verified, is this image. Empty: it does not say. */
    Optional<Boolean> isThisImage() throws DlmsException {
        return object.toActivate().map(verified -> verified.isOf(image));
    }

    private boolean isOfThisImage() throws DlmsException {
        return isThisImage().orElse(false);
    }

    /** The meter says that the activation succeeded: does it run this image? */
    UpdateResult judge() throws DlmsException, UpdateFailed {
        LastUpdate last = readings.lastUpdate().orElse(LastUpdate.UNKNOWN);
        if (!last.verdict().isNone()) {
            throw new UpdateFailed(last);
        }
        String runs = readings.activeIdentifier(image.component()).orElse("");
        if (!mayBe(runs)) {
            throw new UpdateFailed(
                    PHASE,
                    "version",
                    "the meter runs " + runs + ", the image is "
                            + image.version().orElse(""));
        }
        return done(runs, last.updateId(), false);
    }

    private boolean mayBe(String identifier) {
        return identifier.isEmpty() || image.version().map(identifier::equals).orElse(true);
    }

    /** The meter ran this very image before it was asked to, if it did. */
    Optional<UpdateResult> alreadyDone() throws DlmsException {
        if (!isOfThisImage()) {
            return Optional.empty();
        }
        LastUpdate last = readings.lastUpdate().orElse(LastUpdate.UNKNOWN);
        String runs = readings.activeIdentifier(image.component()).orElse("");
        return last.verdict().isNone() && mayBe(runs)
                ? Optional.of(done(runs, last.updateId(), true))
                : Optional.empty();
    }

    /** A meter that has forgotten the update over its restart is judged by what it runs. */
    UpdateResult judgeForgotten() throws DlmsException, UpdateFailed {
        String runs = readings.activeIdentifier(image.component()).orElse("");
        if (runs.isEmpty() || !image.version().map(runs::equals).orElse(false)) {
            throw new UpdateFailed(PHASE, "status", "the meter has forgotten the update, and runs " + runs);
        }
        return done(runs, "", false);
    }

    private UpdateResult done(String runs, String updateId, boolean before) {
        listener.reached(UpdatePhase.ACTIVATED, "the meter runs " + runs);
        return new UpdateResult(line.serial(), runs, updateId, UpdateVerdict.NONE, before);
    }
}
