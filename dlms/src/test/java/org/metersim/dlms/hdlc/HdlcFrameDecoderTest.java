package org.metersim.dlms.hdlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;

/** Frames found in a stream, whatever stands between them. */
class HdlcFrameDecoderTest {

    // dlms-wire V1, V4, V5
    private static final byte[] SNRM = Hex.bytes("7EA0070321930F017E");
    private static final byte[] AARQ =
            Hex.bytes("7EA02B032110FBAFE6E600601DA109060760857405080101BE10040E01000000065F1F0400421E5DFFFF19357E");
    private static final byte[] RR = Hex.bytes("7EA00703215111E47E");

    private final HdlcFrameDecoder decoder = new HdlcFrameDecoder();

    private List<String> feed(byte[]... chunks) {
        List<String> frames = new ArrayList<>();
        for (byte[] chunk : chunks) {
            decoder.feed(chunk);
            for (Optional<HdlcFrame> frame = decoder.next(); frame.isPresent(); frame = decoder.next()) {
                frames.add(Hex.compact(frame.get().encode()));
            }
        }
        return frames;
    }

    private static byte[] join(byte[]... parts) {
        byte[] all = new byte[0];
        for (byte[] part : parts) {
            int at = all.length;
            all = Arrays.copyOf(all, at + part.length);
            System.arraycopy(part, 0, all, at, part.length);
        }
        return all;
    }

    private static List<String> hex(byte[]... frames) {
        return Arrays.stream(frames).map(Hex::compact).toList();
    }

    // TCP and serial lines cut anywhere
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 20, 1000})
    void findsTheSameFramesHoweverTheStreamIsCut(int chunkLength) {
        byte[] stream = join(SNRM, AARQ, new byte[] {0x7E, 0x7E, 0x7E}, RR);
        List<byte[]> chunks = new ArrayList<>();
        for (int at = 0; at < stream.length; at += chunkLength) {
            chunks.add(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + chunkLength)));
        }
        assertEquals(hex(SNRM, AARQ, RR), feed(chunks.toArray(new byte[0][])));
        assertEquals(0, decoder.skipped());
        assertFalse(decoder.hasUnfinished());
    }

    // One flag may close a frame and open the next
    @Test
    void takesOneFlagForTwo() {
        byte[] stream = join(SNRM, Arrays.copyOfRange(AARQ, 1, AARQ.length), Arrays.copyOfRange(RR, 1, RR.length));
        assertEquals(hex(SNRM, AARQ, RR), feed(stream));
    }

    // 7E inside a frame is data: the length field tells where it ends
    @Test
    void takesFlagsInsideAFrameForData() {
        byte[] frame = new HdlcFrame(
                        HdlcAddress.of(1), HdlcAddress.of(16), false, 0x10, Octets.parse("E6E6007E7EA0077E"))
                .encode();
        assertEquals(hex(frame, RR), feed(frame, RR));
    }

    @Test
    void findsTheFrameAfterNoise() {
        byte[] noise = Hex.bytes("00 FF 2F 3F 21 0D 0A 7E 55 7E A0 7E A0 02 7E 7E A0 FF 03 21 93 00");
        assertEquals(hex(SNRM), feed(join(noise, SNRM)));
    }

    // A damaged length would else swallow up to 2047 bytes: many answers, each awaited in vain
    @Test
    void isNotHeldUpByADamagedLength() {
        for (int bit = 0; bit < 11; bit++) {
            byte[] damaged = AARQ.clone();
            damaged[2 - bit / 8] ^= (byte) (1 << bit % 8);
            assertEquals(hex(RR), feed(damaged, RR), "bit " + bit);
        }
    }

    // A frame of which bytes are missing swallows what follows until its length is filled, and no longer
    @Test
    void givesBackWhatAnUnfinishedFrameSwallowed() {
        byte[] cut = Arrays.copyOf(AARQ, 20);
        assertEquals(List.of(), feed(cut, RR));
        assertTrue(decoder.hasUnfinished());
        assertEquals(hex(RR, RR, RR), feed(RR, RR));
    }

    @Test
    void forgetsAnUnfinishedFrameWhenTold() {
        feed(Arrays.copyOf(AARQ, 20));
        decoder.dropUnfinished();
        assertFalse(decoder.hasUnfinished());
        assertEquals(1, decoder.skipped());
        assertEquals(hex(RR), feed(RR));
    }

    @Test
    void skipsAFrameWithAnyBitFlipped() {
        for (int bit = 8; bit < 8 * (AARQ.length - 1); bit++) {
            byte[] flipped = AARQ.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            HdlcFrameDecoder fresh = new HdlcFrameDecoder();
            fresh.feed(flipped);
            assertEquals(Optional.empty(), fresh.next(), "bit " + bit);
            fresh.feed(join(SNRM, AARQ));
            fresh.feed(RR);
            List<String> after = new ArrayList<>();
            fresh.next().ifPresent(frame -> after.add(Hex.compact(frame.encode())));
            assertEquals(hex(SNRM), after, "bit " + bit);
        }
    }

    // What is kept is bounded by the longest frame, whatever comes
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsEveryFrameInRandomNoise(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            decoder.dropUnfinished();
            List<String> frames = feed(noise, SNRM, AARQ, RR);
            int last = frames.size();
            // noise may happen to look like the beginning of a frame; its header check would have to fit as well
            assertEquals(hex(SNRM, AARQ, RR), frames.subList(last - 3, last), "seed " + seed + ", round " + i);
        }
    }
}
