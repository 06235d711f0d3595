package org.metersim.transport.ble.hci;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;

/** H4 framing: Core Specification Vol 4 Part A 2 and Part E 5.4. */
class H4DecoderTest {

    private static final int MAX_ACL_BYTES = 251;

    // Reset, its Command Complete, and an Exchange MTU Request in one ACL packet of handle 0x0040
    private static final byte[] STREAM =
            Hex.bytes("01 03 0C 00  04 0E 04 01 03 0C 00  02 40 00 07 00 03 00 04 00 02 00 02");

    private static final List<HciPacket> PACKETS = List.of(
            new HciCommand(0x0C03, Octets.EMPTY),
            new HciEvent(0x0E, Octets.parse("01 03 0C 00")),
            new AclData(0x040, AclData.Boundary.FIRST_NON_FLUSHABLE, Octets.parse("03 00 04 00 02 00 02")));

    // A UART and TCP cut where they like.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 11, 23})
    void findsThePacketsHoweverTheStreamIsCut(int chunkLength) {
        H4Decoder decoder = new H4Decoder(MAX_ACL_BYTES);
        List<HciPacket> found = new ArrayList<>();
        for (int at = 0; at < STREAM.length; at += chunkLength) {
            decoder.feed(Arrays.copyOfRange(STREAM, at, Math.min(STREAM.length, at + chunkLength)));
            Optional<HciPacket> packet = decoder.next();
            while (packet.isPresent()) {
                found.add(packet.get());
                packet = decoder.next();
            }
        }

        assertEquals(PACKETS, found);
    }

    @Test
    void writesThePacketsAsTheyCame() {
        int at = 0;
        for (HciPacket packet : PACKETS) {
            byte[] encoded = packet.encode();
            assertArrayEquals(Arrays.copyOfRange(STREAM, at, at + encoded.length), encoded);
            at += encoded.length;
        }
        assertEquals(STREAM.length, at);
    }

    // 05 would be isochronous data, 03 synchronous: this controller has neither.
    @ParameterizedTest
    @ValueSource(strings = {"00", "03", "05", "FF", "7E"})
    void refusesAnOctetThatBeginsNoPacket(String garbage) {
        H4Decoder decoder = new H4Decoder(MAX_ACL_BYTES);
        decoder.feed(Hex.bytes("01 03 0C 00" + garbage));

        assertEquals(Optional.of(PACKETS.get(0)), decoder.next());
        DecodeException refused = assertThrows(DecodeException.class, decoder::next);
        assertEquals(
                "packet type: " + Integer.parseInt(garbage, 16) + " (expected: 1, 2 or 4) at byte 4",
                refused.getMessage());
    }

    // 251 octets are awaited, 252 are refused before the first of them came.
    @Test
    void refusesAclDataThatAreLongerThanAnnounced() {
        H4Decoder decoder = new H4Decoder(MAX_ACL_BYTES);
        decoder.feed(Hex.bytes("02 40 00 FB 00"));
        assertEquals(Optional.empty(), decoder.next());

        H4Decoder other = new H4Decoder(MAX_ACL_BYTES);
        other.feed(Hex.bytes("02 40 00 FC 00"));
        DecodeException refused = assertThrows(DecodeException.class, other::next);
        assertEquals("data total length: 252 (expected: <= 251) at byte 3", refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "02 FF 0E 00 00, FIRST_NON_FLUSHABLE, 0EFF",
        "02 01 10 00 00, CONTINUING, 0001",
        "02 01 20 00 00, FIRST_FLUSHABLE, 0001",
        "02 01 30 00 00, COMPLETE, 0001",
        "02 01 E0 00 00, FIRST_FLUSHABLE, 0001"
    })
    void readsHandleAndBoundaryOfAclData(String bytes, AclData.Boundary boundary, String handle) {
        H4Decoder decoder = new H4Decoder(MAX_ACL_BYTES);
        decoder.feed(Hex.bytes(bytes));

        assertEquals(Optional.of(new AclData(Integer.parseInt(handle, 16), boundary, Octets.EMPTY)), decoder.next());
    }

    @Test
    void awaitsTheParametersOfTheLongestCommand() {
        byte[] command = new byte[4 + 255];
        System.arraycopy(Hex.bytes("01 08 20 FF"), 0, command, 0, 4);
        H4Decoder decoder = new H4Decoder(MAX_ACL_BYTES);
        decoder.feed(Arrays.copyOf(command, command.length - 1));
        assertEquals(Optional.empty(), decoder.next());

        decoder.feed(new byte[1]);
        assertEquals(Optional.of(new HciCommand(0x2008, Octets.of(new byte[255]))), decoder.next());
        assertThrows(IllegalArgumentException.class, () -> new HciCommand(0x2008, Octets.of(new byte[256])));
    }
}
