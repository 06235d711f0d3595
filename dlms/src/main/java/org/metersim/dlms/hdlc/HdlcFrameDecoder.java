package org.metersim.dlms.hdlc;

import java.util.Arrays;
import java.util.Optional;
import org.metersim.dlms.codec.DecodeException;

/**
 * Finds frames in a stream: takes chunks of any size, gives whole frames. What is no frame, or has a wrong check
 * sequence, is skipped in silence, as the standard wants, and counted.
 */
public final class HdlcFrameDecoder {

    private static final int MIN_LENGTH = 7;
    private static final int BAD = 0;

    private byte[] pending = new byte[0];
    private int skipped;

    public void feed(byte[] chunk) {
        byte[] joined = Arrays.copyOf(pending, pending.length + chunk.length);
        System.arraycopy(chunk, 0, joined, pending.length, chunk.length);
        pending = joined;
    }

    /**
     * Forgets an unfinished frame, whose sender stopped in the middle, and the flag that might have opened the next.
     */
    public void dropUnfinished() {
        skipped += hasUnfinished() ? 1 : 0;
        pending = new byte[0];
    }

    /** How many stretches of bytes were no frame. */
    public int skipped() {
        return skipped;
    }

    /** Whether the beginning of a frame waits for its end. */
    public boolean hasUnfinished() {
        return pending.length > 1;
    }

    /** The next whole frame; call until empty after each {@link #feed}. */
    public Optional<HdlcFrame> next() {
        int at = 0;
        Optional<HdlcFrame> frame = Optional.empty();
        while (frame.isEmpty()) {
            at = flagFrom(at);
            int left = pending.length - at;
            if (left < 3) {
                break;
            }
            int length = lengthAt(at + 1);
            if (length != BAD && left < length + HdlcFrame.FLAGS) {
                break;
            }
            frame = length == BAD ? Optional.empty() : frameAt(at, length);
            // the closing flag may open the next frame; of what is no frame, only its flag is passed over
            at += frame.isPresent() ? length + 1 : 1;
        }
        pending = Arrays.copyOfRange(pending, at, pending.length);
        return frame;
    }

    private int flagFrom(int from) {
        int at = from;
        while (at < pending.length && pending[at] != HdlcFrame.FLAG) {
            at++;
        }
        return at;
    }

    /** The frame's length field, or {@link #BAD} when what begins here is no header of a frame of type 3. */
    private int lengthAt(int at) {
        int format = (pending[at] & 0xFF) << 8 | pending[at + 1] & 0xFF;
        int length = format & HdlcFrame.MAX_LENGTH;
        if (format >> 12 != 0xA || length < MIN_LENGTH) {
            return BAD;
        }
        if (headerIsWrong(at, length)) {
            skipped++;
            return BAD;
        }
        return length;
    }

    /**
     * The header is checked as soon as it is there: a length field that was damaged would else swallow what follows.
     * Without information the frame check sequence stands where the header's would, over the same bytes.
     */
    private boolean headerIsWrong(int at, int length) {
        int end = HdlcFrame.headerEnd(pending, at);
        if (end == HdlcFrame.NOT_YET) {
            return false;
        }
        if (end == HdlcFrame.NO_HEADER || end + HdlcFrame.CHECK_BYTES > at + length) {
            return true;
        }
        return end + HdlcFrame.CHECK_BYTES <= pending.length && !FrameCheck.matches(pending, at, end);
    }

    private Optional<HdlcFrame> frameAt(int flag, int length) {
        byte[] frame = Arrays.copyOfRange(pending, flag + 1, flag + 1 + length);
        boolean closed = pending[flag + 1 + length] == HdlcFrame.FLAG;
        if (!closed || !FrameCheck.matches(frame, 0, length - HdlcFrame.CHECK_BYTES)) {
            skipped++;
            return Optional.empty();
        }
        try {
            return Optional.of(HdlcFrame.decode(frame));
        } catch (DecodeException noFrame) {
            skipped++;
            return Optional.empty();
        }
    }
}
