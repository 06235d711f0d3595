package org.metersim.transport.ble.l2cap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.transport.ble.hci.AclData;
import org.metersim.transport.ble.hci.AclData.Boundary;

/** Frames from pieces and back. Core Specification Vol 3 Part A 3.1 and 7.2. */
class AclAssemblerTest {

    private static final L2capFrame FRAME =
            new L2capFrame(L2capFrame.ATTRIBUTE_PROTOCOL, Octets.parse("52 10 00 7E A0"));

    private final AclAssembler assembler = new AclAssembler(10);

    private Optional<L2capFrame> take(Boundary boundary, String payload) {
        return assembler.take(new AclData(1, boundary, Octets.parse(payload)));
    }

    @Test
    void takesAFrameInOnePiece() {
        assertEquals(Optional.of(FRAME), take(Boundary.FIRST_NON_FLUSHABLE, "05 00 04 00 52 10 00 7E A0"));
        assertEquals(Optional.of(FRAME), take(Boundary.FIRST_FLUSHABLE, "05 00 04 00 52 10 00 7E A0"));
        assertEquals(0, assembler.dropped());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 8, 9})
    void takesAFrameInPiecesOfAnySize(int maxBytes) {
        List<AclData> pieces = AclFragments.fromHost(1, FRAME, maxBytes);
        Optional<L2capFrame> frame = Optional.empty();
        for (AclData piece : pieces) {
            assertTrue(frame.isEmpty());
            frame = assembler.take(piece);
        }

        assertEquals(Optional.of(FRAME), frame);
        assertEquals((9 + maxBytes - 1) / maxBytes, pieces.size());
    }

    @Test
    void dropsAnUnfinishedFrameWhenTheNextBegins() {
        assertEquals(Optional.empty(), take(Boundary.FIRST_FLUSHABLE, "05 00 04 00 52"));
        assertEquals(Optional.of(FRAME), take(Boundary.FIRST_FLUSHABLE, "05 00 04 00 52 10 00 7E A0"));
        assertEquals(1, assembler.dropped());
    }

    @Test
    void dropsAPieceThatContinuesNothing() {
        assertEquals(Optional.empty(), take(Boundary.CONTINUING, "05 00 04 00 52 10 00 7E A0"));
        assertEquals(1, assembler.dropped());
    }

    @Test
    void dropsWholeFramesOfTheOtherKindOfLink() {
        assertEquals(Optional.empty(), take(Boundary.COMPLETE, "05 00 04 00 52 10 00 7E A0"));
        assertEquals(1, assembler.dropped());
    }

    @Test
    void dropsAFrameWithMoreThanItsLength() {
        assertEquals(Optional.empty(), take(Boundary.FIRST_FLUSHABLE, "05 00 04 00 52 10 00 7E A0 FF"));
        assertEquals(Optional.empty(), take(Boundary.CONTINUING, "00"));
        assertEquals(2, assembler.dropped());
    }

    // 10 octets are the most here; of 11 not the first is kept
    @Test
    void dropsAFrameThatIsTooLong() {
        Octets ten = Octets.parse("01 02 03 04 05 06 07 08 09 0A");
        assertEquals(Optional.of(new L2capFrame(6, ten)), take(Boundary.FIRST_FLUSHABLE, "0A 00 06 00" + ten.toHex()));
        assertEquals(Optional.empty(), take(Boundary.FIRST_FLUSHABLE, "0B 00 06 00" + ten.toHex()));
        assertEquals(Optional.empty(), take(Boundary.CONTINUING, "0B"));
        assertEquals(2, assembler.dropped());
    }

    @Test
    void anEmptyFrameIsWhole() {
        assertEquals(Optional.of(new L2capFrame(4, Octets.EMPTY)), take(Boundary.FIRST_FLUSHABLE, "00 00 04 00"));
    }

    // From the controller the first piece has another code than from the host: Vol 4 Part E 5.4.2.
    @Test
    void cutsAsEachDirectionHasIt() {
        List<AclData> down = AclFragments.fromHost(0x40, FRAME, 8);
        assertEquals(
                "02 40 00 08 00 05 00 04 00 52 10 00 7E", Hex.of(down.get(0).encode()));
        assertEquals("02 40 10 01 00 A0", Hex.of(down.get(1).encode()));
        List<AclData> up = AclFragments.fromController(0x40, FRAME, 27);
        assertEquals(
                "02 40 20 09 00 05 00 04 00 52 10 00 7E A0", Hex.of(up.get(0).encode()));
        assertEquals(1, up.size());
    }
}
