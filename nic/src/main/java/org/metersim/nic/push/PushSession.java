package org.metersim.nic.push;

import java.util.Optional;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.ConfirmedServiceError;
import org.metersim.dlms.apdu.DataNotificationConfirm;
import org.metersim.dlms.apdu.ExceptionResponse;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.wrapper.WrapperDecoder;
import org.metersim.dlms.wrapper.WrapperFrame;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.journal.Layer;

/**
 * The meter's end of a wire that it dialled to push: sends one DataNotification and, when the operation is confirmed,
 * awaits its DataNotification-Confirm. Ends once, delivered or not.
 */
final class PushSession implements Endpoint {

    /** Longest APDU that is taken from a listener, bytes. */
    private static final int MAX_APDU_BYTES = 2048;

    private static final String SOURCE = "push";

    /**
     * What is sent.
     *
     * @param longInvokeId which the confirmation must name
     * @param confirmed false: delivered as soon as the connection took it
     */
    record Message(WrapperFrame frame, long longInvokeId, boolean confirmed) {}

    /** Told once how the session ended. */
    @FunctionalInterface
    interface Ending {
        void ended(boolean delivered, long nowMs);
    }

    private final Message message;
    private final Journal journal;
    private final Ending ending;
    private final long deadlineMs;
    private final WrapperDecoder decoder = new WrapperDecoder(MAX_APDU_BYTES);
    private boolean sent;
    private boolean ended;
    private long latestMs;

    /** @param deadlineMs when it ends undelivered, whatever it waits for */
    PushSession(Message message, Journal journal, Ending ending, long deadlineMs) {
        this.message = message;
        this.journal = journal;
        this.ending = ending;
        this.deadlineMs = deadlineMs;
    }

    /** Dialling begins. */
    PushSession startedAt(long nowMs) {
        latestMs = nowMs;
        return this;
    }

    @Override
    public void receive(byte[] chunk, long nowMs) {
        latestMs = nowMs;
        note(nowMs, "<", "", chunk);
        decoder.feed(chunk);
        try {
            for (var frame = decoder.next(); frame.isPresent() && !ended; frame = decoder.next()) {
                take(frame.get().apdu(), nowMs);
            }
        } catch (DecodeException noWrapper) {
            end(false, nowMs);
        }
    }

    /** What is not for this push is ignored: a late confirmation of an earlier attempt, or nonsense. */
    private void take(Octets bytes, long nowMs) {
        Apdu apdu;
        try {
            apdu = Apdu.decode(bytes.toBytes());
        } catch (DecodeException noApdu) {
            journal.note(nowMs, Layer.APDU, SOURCE + " <", "ignored: " + noApdu.getMessage());
            return;
        }
        if (apdu instanceof DataNotificationConfirm confirm && confirm.longInvokeId() == message.longInvokeId()) {
            end(true, nowMs);
        } else if (apdu instanceof ExceptionResponse || apdu instanceof ConfirmedServiceError) {
            end(false, nowMs);
        }
    }

    @Override
    public void wake(long nowMs) {
        latestMs = nowMs;
        if (nowMs >= deadlineMs) {
            end(false, nowMs);
        }
    }

    @Override
    public long deadlineMs() {
        return ended ? NEVER : deadlineMs;
    }

    @Override
    public Optional<byte[]> nextOutput() {
        if (sent || ended) {
            return Optional.empty();
        }
        sent = true;
        byte[] bytes = message.frame().encode();
        note(latestMs, ">", "", bytes);
        if (!message.confirmed()) {
            end(true, latestMs);
        }
        return Optional.of(bytes);
    }

    private void note(long nowMs, String direction, String text, byte[] bytes) {
        if (journal.isOn()) {
            String source = SOURCE + " " + direction;
            journal.record(new JournalEntry(nowMs, Layer.FRAME, source, text, Hex.compact(bytes)));
        }
    }

    @Override
    public boolean isClosed() {
        return ended;
    }

    @Override
    public void lineLost(long nowMs) {
        end(false, nowMs);
    }

    private void end(boolean delivered, long nowMs) {
        if (!ended) {
            ended = true;
            ending.ended(delivered, nowMs);
        }
    }
}
