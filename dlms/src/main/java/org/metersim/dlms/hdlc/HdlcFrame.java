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
    private static final int CHECK_BYTES = 2;

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

    /** The frame between two flags. */
    public byte[] encode() {
        ByteWriter header = new ByteWriter();
        destination.write(header);
        source.write(header);
        header.u8(control);
        boolean hasInformation = !information.isEmpty();
        int length = 2 + header.size() + CHECK_BYTES + (hasInformation ? information.length() + CHECK_BYTES : 0);
        ByteWriter out = new ByteWriter(length + 2);
        out.u8(FLAG).u16(TYPE_3 | (segmented ? SEGMENT_BIT : 0) | length);
        out.bytes(header.toBytes());
        check(out);
        if (hasInformation) {
            out.octets(information);
            check(out);
        }
        return out.u8(FLAG).toBytes();
    }

    private static void check(ByteWriter out) {
        byte[] soFar = out.toBytes();
        out.u16le(FrameCheck.of(soFar, 1, soFar.length));
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
