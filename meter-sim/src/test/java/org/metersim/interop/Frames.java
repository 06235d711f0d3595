package org.metersim.interop;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.Optional;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.hdlc.HdlcFrame;
import org.metersim.dlms.hdlc.HdlcFrameDecoder;

/** What a man in the middle does to frames. */
final class Frames {

    private static final int AARQ = 0x60;
    private static final int WRAPPER_HEADER_BYTES = 8;
    private static final int LLC_BYTES = 3;
    private static final int SIZE_BYTES = 2;

    private Frames() {}

    /** The one HDLC frame in these bytes. */
    static HdlcFrame only(byte[] bytes) {
        HdlcFrameDecoder decoder = new HdlcFrameDecoder();
        decoder.feed(bytes);
        Optional<HdlcFrame> frame = decoder.next();
        assertFalse(decoder.next().isPresent(), "more than one frame");
        return frame.orElseThrow();
    }

    /** An AARQ with another client-max-receive-pdu-size, which is its end; other bytes as they are. */
    static byte[] withPdu(byte[] bytes, Line line, int pduBytes) {
        if (line == Line.WRAPPER) {
            boolean isAarq = bytes.length > WRAPPER_HEADER_BYTES && bytes[WRAPPER_HEADER_BYTES] == AARQ;
            return isAarq ? withEnd(bytes, pduBytes) : bytes;
        }
        HdlcFrame frame = only(bytes);
        Octets information = frame.information();
        boolean isAarq = information.length() > LLC_BYTES && information.at(LLC_BYTES) == AARQ;
        return isAarq
                ? new HdlcFrame(
                                frame.destination(),
                                frame.source(),
                                false,
                                frame.control(),
                                Octets.of(withEnd(information.toBytes(), pduBytes)))
                        .encode()
                : bytes;
    }

    private static byte[] withEnd(byte[] apdu, int pduBytes) {
        byte[] changed = Arrays.copyOf(apdu, apdu.length);
        changed[apdu.length - SIZE_BYTES] = (byte) (pduBytes >> 8);
        changed[apdu.length - 1] = (byte) pduBytes;
        return changed;
    }
}
