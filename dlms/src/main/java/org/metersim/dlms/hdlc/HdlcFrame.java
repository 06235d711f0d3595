package org.metersim.dlms.hdlc;

import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Octets;

/**
 * A frame of format type 3, without its flags. Green Book 8.4.1.
 *
 * @param segmented more segments of the same APDU follow
 * @param control the control field, one byte
 */
public record HdlcFrame(
        HdlcAddress destination, HdlcAddress source, boolean segmented, int control, Octets information) {

    static final int FLAG = 0x7E;
    static final int MAX_LENGTH = 0x7FF;
    private static final int TYPE_3 = 0xA000;
    private static final int SEGMENT_BIT = 0x0800;
    private static final int POLL_FINAL = 0x10;
    static final int CHECK_BYTES = 2;
    static final int FLAGS = 2;

    /** The control field of UI that asks for no answer. */
    static final int UNNUMBERED_INFORMATION = 0x03;

    static final int NOT_YET = -1;
    static final int NO_HEADER = 0;
    private static final int FORMAT_BYTES = 2;

    static HdlcFrame unnumbered(HdlcAddress destination, HdlcAddress source, FrameKind kind, Octets information) {
        return new HdlcFrame(destination, source, false, kind.unnumbered(), information);
    }

    public FrameKind kind() {
        return FrameKind.of(control);
    }

    /** P of a command, F of a response. */
    public boolean isFinal() {
        return (control & POLL_FINAL) != 0;
    }

    /** N(S) of an I frame, 0 to 7. */
    int sendNumber() {
        return control >> 1 & 7;
    }

    /** N(R) of an I, RR or RNR frame, 0 to 7. */
    int receiveNumber() {
        return control >> 5 & 7;
    }

    /** The control field of an I frame. */
    static int information(int sendNumber, int receiveNumber, boolean isFinal) {
        return receiveNumber << 5 | (isFinal ? POLL_FINAL : 0) | sendNumber << 1;
    }

    /** The control field of RR with poll or final bit. */
    static int receiveReady(int receiveNumber) {
        return receiveNumber << 5 | POLL_FINAL | 0x01;
    }

    /** The control field of RNR with poll or final bit. */
    static int receiveNotReady(int receiveNumber) {
        return receiveNumber << 5 | POLL_FINAL | 0x05;
    }

    /**
     * The frame between two flags.
     *
     * @throws IllegalArgumentException when the information field is too long for any frame
     */
    public byte[] encode() {
        boolean hasInformation = !information.isEmpty();
        int headerBytes = FORMAT_BYTES + destination.lengthBytes() + source.lengthBytes() + 1;
        int length = headerBytes + CHECK_BYTES + (hasInformation ? information.length() + CHECK_BYTES : 0);
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("frame length: " + length + " (expected: <= " + MAX_LENGTH + ")");
        }
        ByteWriter out = new ByteWriter(length + FLAGS);
        out.u8(FLAG).u16(TYPE_3 | (segmented ? SEGMENT_BIT : 0) | length);
        destination.write(out);
        source.write(out);
        out.u8(control).u16(0);
        if (hasInformation) {
            out.octets(information).u16(0);
        }
        byte[] bytes = out.u8(FLAG).toBytes();
        FrameCheck.put(bytes, 1, 1 + headerBytes);
        if (hasInformation) {
            FrameCheck.put(bytes, 1, 1 + length - CHECK_BYTES);
        }
        return bytes;
    }

    /**
     * Where the header check sequence of a frame begins: after format, addresses and control field.
     *
     * @param from index of the format field
     * @return {@link #NOT_YET} when {@code bytes} end before, {@link #NO_HEADER} when an address has no end
     */
    static int headerEnd(byte[] bytes, int from) {
        int at = from + FORMAT_BYTES;
        for (int address = 0; address < 2; address++) {
            int start = at;
            while (at < bytes.length && (bytes[at] & 1) == 0) {
                at++;
                if (at - start == HdlcAddress.MAX_BYTES) {
                    return NO_HEADER;
                }
            }
            if (at >= bytes.length) {
                return NOT_YET;
            }
            at++;
        }
        return at + 1;
    }

    /**
     * Of the bytes between the flags, whose check sequence is right.
     *
     * @throws DecodeException when the header is broken or its own check sequence wrong
     */
    static HdlcFrame decode(byte[] frame) {
        ByteReader in = new ByteReader(frame);
        int format = in.u16("frame format");
        HdlcAddress destination = HdlcAddress.read(in);
        HdlcAddress source = HdlcAddress.read(in);
        int control = in.u8("control");
        int headerEnd = in.position();
        in.u16("HCS");
        Octets information = Octets.EMPTY;
        if (!in.isEmpty()) {
            if (!FrameCheck.matches(frame, 0, headerEnd)) {
                throw new DecodeException("HCS", "wrong", "right", headerEnd);
            }
            information = in.octets("information", Math.max(0, in.remaining() - CHECK_BYTES));
            in.u16("FCS");
        }
        return new HdlcFrame(destination, source, (format & SEGMENT_BIT) != 0, control, information);
    }
}
