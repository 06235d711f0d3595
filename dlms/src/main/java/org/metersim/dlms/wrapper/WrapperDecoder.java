package org.metersim.dlms.wrapper;

import java.util.Arrays;
import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.DecodeException;

/** Finds WPDUs in a stream: takes chunks of any size, gives whole frames. */
public final class WrapperDecoder {

    private final int maxApduBytes;
    private byte[] pending = new byte[0];
    private int taken;

    /** @param maxApduBytes longer ones are refused before their bytes are awaited, 1 to 65535 */
    public WrapperDecoder(int maxApduBytes) {
        this.maxApduBytes = maxApduBytes;
    }

    /** @param chunk not to be changed afterwards */
    public void feed(byte[] chunk) {
        int left = pending.length - taken;
        if (left == 0) {
            pending = chunk;
        } else {
            byte[] joined = Arrays.copyOfRange(pending, taken, pending.length + chunk.length);
            System.arraycopy(chunk, 0, joined, left, chunk.length);
            pending = joined;
        }
        taken = 0;
    }

    /**
     * The next whole frame; call until empty after each {@link #feed}.
     *
     * @throws DecodeException when the stream is no wrapper, or a frame too long; nothing sensible can follow
     */
    public Optional<WrapperFrame> next() {
        if (pending.length - taken < WrapperFrame.HEADER_BYTES) {
            return Optional.empty();
        }
        ByteReader in = new ByteReader(pending);
        in.slice("frames before", taken);
        int version = in.u16("wrapper version");
        if (version != WrapperFrame.VERSION) {
            throw new DecodeException("wrapper version", version, "1", taken);
        }
        int source = in.u16("source wPort");
        int destination = in.u16("destination wPort");
        int length = in.u16("length");
        if (length > maxApduBytes) {
            throw new DecodeException("length", length, "<= " + maxApduBytes, taken + 6);
        }
        if (in.remaining() < length) {
            return Optional.empty();
        }
        WrapperFrame frame = new WrapperFrame(source, destination, in.octets("APDU", length));
        taken = in.position();
        return Optional.of(frame);
    }
}
