package org.metersim.headend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Hex;
import org.metersim.runtime.Endpoint;

class ConcentratorPortTest {

    private static final long NOON_MS = 1_763_812_800_000L;
    private static final String ANSWER = "00 01 00 01 00 01 00 06 10 40 00 00 01 00";

    private final Concentrator concentrator = new Concentrator(Concentrator.Settings.OPEN, Inbox.NONE);
    private final Endpoint port = opened();

    private Endpoint opened() {
        Endpoint opened = concentrator.accept().orElseThrow();
        opened.wake(NOON_MS);
        return opened;
    }

    private String output() {
        StringBuilder text = new StringBuilder();
        for (Optional<byte[]> out = port.nextOutput(); out.isPresent(); out = port.nextOutput()) {
            text.append(text.length() == 0 ? "" : " | ").append(Hex.of(out.get()));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 143, 144})
    void answersTheSameHoweverTheStreamIsCut(int chunkLength) {
        byte[] request = Pushes.frame(Pushes.CONFIRMED);
        for (int at = 0; at < request.length; at += chunkLength) {
            port.receive(Arrays.copyOfRange(request, at, Math.min(request.length, at + chunkLength)), NOON_MS);
        }
        assertEquals(ANSWER, output());
    }

    @Test
    void answersEveryPushInOneChunkInTheirOrder() {
        byte[] first = Pushes.frame(Pushes.CONFIRMED);
        byte[] unknown = Pushes.frame("0F 40000002 00 00");
        byte[] third = Pushes.frame(Pushes.CONFIRMED.replace("0F 40000001", "0F 40000003"));
        port.receive(new ByteWriter().bytes(first).bytes(unknown).bytes(third).toBytes(), NOON_MS);

        assertEquals(
                "00 01 00 01 00 01 00 06 10 40 00 00 01 00 | 00 01 00 01 00 01 00 06 10 40 00 00 02 00"
                        + " | 00 01 00 01 00 01 00 06 10 40 00 00 03 00",
                output());
        assertEquals(1, concentrator.repeats());
        assertEquals(1, concentrator.refused());
    }

    @Test
    void answersToThePortThatThePushCameFrom() {
        byte[] push = Pushes.frame(Pushes.CONFIRMED);
        push[3] = 0x67;
        push[5] = 0x02;
        port.receive(push, NOON_MS);
        assertEquals("00 01 00 02 00 67 00 06 10 40 00 00 01 00", output());
    }

    @ParameterizedTest
    @CsvSource({
        "0002 0001 0001 0006 0F, 'wrapper version: 2 (expected: 1) at byte 0, hanging up'",
        "7EA0 0703 21 93 0F01 7E, 'wrapper version: 32416 (expected: 1) at byte 0, hanging up'",
        "0001 0001 0001 4001 0F, 'length: 16385 (expected: <= 16384) at byte 6, hanging up'",
        "0001 0001 0001 FFFF 0F, 'length: 65535 (expected: <= 16384) at byte 6, hanging up'"
    })
    void hangsUpOnWhatIsNoWrapperAndKeepsIt(String bytes, String reason) {
        port.receive(Hex.bytes(bytes), NOON_MS);

        assertTrue(port.isClosed());
        assertEquals(reason, concentrator.refusals().get(0).reason());
        assertEquals(
                Hex.compact(Hex.bytes(bytes)),
                concentrator.refusals().get(0).bytes().toHex());
    }

    @Test
    void awaitsTheRestOfTheLongestFrameItTakes() {
        port.receive(Hex.bytes("0001 0001 0001 4000 0F"), NOON_MS);
        assertFalse(port.isClosed());
    }

    @Test
    void answersWhatCameWholeBeforeTheStreamBroke() {
        port.receive(
                new ByteWriter()
                        .bytes(Pushes.frame(Pushes.CONFIRMED))
                        .bytes(Hex.bytes("FFFF 0001 0001 0001"))
                        .toBytes(),
                NOON_MS);
        assertTrue(port.isClosed());
        assertEquals(ANSWER, output());

        port.receive(Pushes.frame(Pushes.CONFIRMED), NOON_MS);
        assertEquals("", output());
    }

    @Test
    void hangsUpOnAConnectionOnWhichNothingComes() {
        port.receive(Hex.bytes("00"), NOON_MS + 100_000);
        assertEquals(NOON_MS + 280_000, port.deadlineMs());
        port.wake(NOON_MS + 279_999);
        assertFalse(port.isClosed());
        port.wake(NOON_MS + 280_000);
        assertTrue(port.isClosed());
    }

    @Test
    void answersLateWhenItIsSlow() {
        concentrator.faults().answerDelayMs(1_500);
        port.receive(Pushes.frame(Pushes.CONFIRMED), NOON_MS);
        assertEquals("", output());
        assertEquals(NOON_MS + 1_500, port.deadlineMs());

        port.wake(NOON_MS + 1_499);
        assertEquals("", output());
        port.wake(NOON_MS + 1_500);
        assertEquals(ANSWER, output());
    }

    @Test
    void hangsUpOnAMeterThatNeverWaits() {
        concentrator.faults().answerDelayMs(60_000);
        byte[] push = Pushes.frame(Pushes.CONFIRMED);
        for (int i = 0; i < 1_024; i++) {
            port.receive(push, NOON_MS);
        }
        assertFalse(port.isClosed());
        port.receive(push, NOON_MS);
        assertTrue(port.isClosed());
    }

    @Test
    void makesRoomForAnotherConnectionWhenOneIsGone() {
        for (int i = 1; i < 4_096; i++) {
            assertTrue(concentrator.accept().isPresent());
        }
        assertEquals(Optional.empty(), concentrator.accept());

        port.lineLost(NOON_MS);
        port.lineLost(NOON_MS);
        assertTrue(concentrator.accept().isPresent());
        assertEquals(Optional.empty(), concentrator.accept());
    }
}
