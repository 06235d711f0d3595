package org.metersim.client.update;

import java.util.Optional;
import org.metersim.client.DlmsClient;
import org.metersim.client.DlmsException;
import org.metersim.client.Failure;

/** The line to the meter during an update: opened to the right meter, and opened again when it drops. */
final class UpdateLine {

    private final DlmsClient client;
    private final MeterReadings readings;
    private final UpdatePatience patience;
    private final UpdateListener listener;
    private final Optional<String> expectedSerial;
    private String serial = "";
    private int triesInVain;
    private int visits;

    UpdateLine(DlmsClient client, UpdatePlan plan, UpdateListener listener) {
        this.client = client;
        this.readings = new MeterReadings(client);
        this.patience = plan.patience();
        this.listener = listener;
        this.expectedSerial = plan.serial();
    }

    /** Simulated UTC, milliseconds. */
    long nowMs() {
        return client.carrier().nowMs();
    }

    /** The meter's serial number; empty before it answered. */
    String serial() {
        return serial;
    }

    /** Something moved: the next break has all its tries again. */
    void progressed() {
        triesInVain = 0;
    }

    /** The first connection: tried once, as a person waits. */
    void open() throws UpdateFailed {
        try {
            connect();
        } catch (DlmsException refused) {
            throw UpdateFailed.of("connect", refused.failure());
        }
        listener.reached(UpdatePhase.CONNECTED, "meter " + serial);
    }

    private void connect() throws DlmsException, UpdateFailed {
        if (!client.isConnected()) {
            client.connect();
        }
        String answering = readings.serial();
        String wanted = serial.isEmpty() ? expectedSerial.orElse(answering) : serial;
        if (!MeterReadings.isSameSerial(answering, wanted)) {
            throw new UpdateFailed("connect", "serial", "this is meter " + answering + ", not " + wanted);
        }
        serial = answering;
    }

    /** Whether another connection may help. */
    static boolean mayRecover(Failure failure) {
        // without a line, or without the association that the meter forgot
        return failure.isOfTheLine() || failure.kind() == Failure.Kind.EXCEPTION;
    }

    /**
     * Gets the line back, with longer and longer pauses.
     *
     * @param phase for the verdict when it does not come back
     * @param untilMs simulated UTC; tries as often as it takes until then when the meter restarts, and otherwise
     *     {@link UpdatePatience#reconnects} times
     */
    void reopen(String phase, Failure cause, Optional<Long> untilMs) throws UpdateFailed {
        listener.reached(UpdatePhase.LINE_LOST, cause.text());
        Failure latest = cause;
        int tries = 0;
        while (mayTry(untilMs)) {
            client.hangUp();
            tries++;
            triesInVain++;
            pause(patience.backOffMs(tries));
            try {
                connect();
                listener.reached(UpdatePhase.LINE_BACK, "after " + tries + (tries == 1 ? " try" : " tries"));
                return;
            } catch (DlmsException refused) {
                if (!refused.failure().equals(latest)) {
                    listener.reached(UpdatePhase.LINE_LOST, refused.failure().text());
                }
                latest = refused.failure();
                if (untilMs.isEmpty() && !mayRecover(latest)) {
                    throw UpdateFailed.of(phase, latest);
                }
            }
        }
        throw UpdateFailed.of(phase, latest);
    }

    /** False of an optical port: the meter falls silent, and at 300 baud it must be signed on to again. */
    boolean tellsWhenItDrops() {
        return !client.settings().target().signsOn();
    }

    /** Takes leave of the meter and comes back later, each time later; by {@code untilMs} at last. */
    void revisit(String phase, long untilMs) throws UpdateFailed {
        client.disconnect();
        visits++;
        pause(patience.backOffMs(visits));
        try {
            connect();
        } catch (DlmsException refused) {
            reopen(phase, refused.failure(), Optional.of(untilMs));
        }
    }

    private boolean mayTry(Optional<Long> untilMs) {
        return untilMs.isPresent() ? nowMs() < untilMs.get() : triesInVain < patience.reconnects();
    }

    void pause(long ms) throws UpdateFailed {
        try {
            client.carrier().pause(ms);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UpdateFailed("connect", "interrupted", "the update was interrupted; begin again to resume it");
        }
    }
}
