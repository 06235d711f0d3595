package org.metersim.dlms.wrapper;

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

/** WPDUs in a stream. Green Book 7.3.3; dlms-wire 9.1. */
class WrapperTest {

    private static final String GET = "0001 0010 0001 000D C001C100030100010800FF0200";
    private static final String NEXT = "0001 0001 0001 0007 C002C100000001";

    private final WrapperDecoder decoder = new WrapperDecoder(1024);

    private List<WrapperFrame> feed(byte[] chunk) {
        decoder.feed(chunk);
        List<WrapperFrame> frames = new ArrayList<>();
        for (Optional<WrapperFrame> frame = decoder.next(); frame.isPresent(); frame = decoder.next()) {
            frames.add(frame.get());
        }
        return frames;
    }

    @Test
    void swapsThePortsForItsAnswer() {
        WrapperFrame request = feed(Hex.bytes(GET)).get(0);
        assertEquals(new WrapperFrame(16, 1, Octets.parse("C001C100030100010800FF0200")), request);
        assertEquals(
                "000100010010" + "0009" + "C401C100060001E240",
                Hex.compact(request.answer(Hex.bytes("C401C100060001E240")).encode()));
        assertEquals(Hex.of(Hex.bytes(GET)), Hex.of(request.encode()));
    }

    // TCP is a stream: the cut between two reads may fall anywhere, and a read may hold many frames
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 20, 21, 22, 35, 1000})
    void givesTheSameFramesHoweverTheStreamIsCut(int chunkLength) {
        byte[] stream = Hex.bytes((GET + NEXT).repeat(20) + "0001 0001 0001 0000");
        List<WrapperFrame> frames = new ArrayList<>();
        for (int at = 0; at < stream.length; at += chunkLength) {
            frames.addAll(feed(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + chunkLength))));
        }
        assertEquals(41, frames.size());
        for (int i = 0; i < 40; i++) {
            assertEquals(
                    i % 2 == 0 ? 0xC001 : 0xC002,
                    frames.get(i).apdu().at(0) << 8 | frames.get(i).apdu().at(1));
        }
        assertEquals(Octets.EMPTY, frames.get(40).apdu());
    }

    @ParameterizedTest
    @CsvSource({
        "0002001000010001C0, wrapper version: 2 (expected: 1) at byte 0",
        "7EA0070321930F017E, wrapper version: 32416 (expected: 1) at byte 0",
        "0001001000010401, length: 1025 (expected: <= 1024) at byte 6",
        "000100100001FFFF, length: 65535 (expected: <= 1024) at byte 6",
        "00010010000100000001001000010401, length: 1025 (expected: <= 1024) at byte 14"
    })
    void refusesWhatIsNoWrapperAsSoonAsItIsSeen(String hex, String why) {
        DecodeException refusal = assertThrows(DecodeException.class, () -> feed(Hex.bytes(hex)));
        assertEquals(why, refusal.getMessage());
    }

    @Test
    void awaitsTheRestOfAFrame() {
        byte[] whole = Hex.bytes(GET);
        assertEquals(List.of(), feed(Arrays.copyOf(whole, whole.length - 1)));
        assertEquals(1, feed(new byte[] {0}).size());
    }

    @Test
    void isNotMadeOfAnApduThatItsLengthFieldDoesNotHold() {
        assertEquals(0xFFFF + 8, new WrapperFrame(1, 1, Octets.of(new byte[0xFFFF])).encode().length);
        Octets tooLong = Octets.of(new byte[0x10000]);
        assertThrows(IllegalArgumentException.class, () -> new WrapperFrame(1, 1, tooLong));
    }
}
