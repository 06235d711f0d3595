package org.metersim.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.journal.Layer;
import org.metersim.runtime.journal.MemoryJournal;

class FirstBytePortTest {

    private final MemoryJournal journal = new MemoryJournal();
    private final List<PortProtocol> opened = new ArrayList<>();
    private final Answering answering = new Answering();

    private FirstBytePort port(Set<PortProtocol> taken) {
        return new FirstBytePort(
                taken,
                (protocol, nowMs) -> {
                    opened.add(protocol);
                    return answering;
                },
                journal);
    }

    @ParameterizedTest
    @CsvSource({
        "0001 0010 0001 000D, WRAPPER, 0001 0010 0001 000D",
        "7EA0070321930F017E, HDLC, 7EA0070321930F017E",
        "2F3F210D0A, MODE_E, 2F3F210D0A",
        "AF3F210D0A, MODE_E, AF3F210D0A",
        "0000000001 0010, WRAPPER, 0001 0010",
        "00007E A007, HDLC, 7E A007",
        "000000 2F3F21, MODE_E, 2F3F21",
    })
    void theFirstByteDecides(String sent, PortProtocol protocol, String heard) {
        FirstBytePort port = port(PortProtocol.ANY);

        port.receive(Hex.bytes(sent), 5);

        assertEquals(List.of(protocol), opened);
        assertEquals(Hex.of(Hex.bytes(heard)), answering.heard());
    }

    // TCP is a stream: the cut between two reads may fall anywhere
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theFirstByteDecidesHoweverTheStreamIsCut(int chunkLength) {
        FirstBytePort port = port(PortProtocol.ANY);
        byte[] sent = Hex.bytes("00 00 00 01 00 10 00 01");
        for (int at = 0; at < sent.length; at += chunkLength) {
            port.receive(Arrays.copyOfRange(sent, at, Math.min(sent.length, at + chunkLength)), 5);
        }

        assertEquals(List.of(PortProtocol.WRAPPER), opened);
        assertEquals("00 01 00 10 00 01", answering.heard());
    }

    @Test
    void itIsSaidOnceAConnectionWhatWasDetected() {
        FirstBytePort port = port(PortProtocol.ANY);
        port.receive(Hex.bytes("7E"), 5);
        port.receive(Hex.bytes("2F 00 01"), 6);

        assertEquals(List.of(PortProtocol.HDLC), opened);
        assertEquals(1, journal.entries(Layer.STATE).size());
        assertTrue(journal.has(Layer.STATE, "the client speaks HDLC, by its first byte"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01", "16", "10", "FF", "00 02", "47 45 54"})
    void anythingElseIsHungUpOnWithAReason(String sent) {
        FirstBytePort port = port(PortProtocol.ANY);

        port.receive(Hex.bytes(sent), 5);

        assertTrue(port.isClosed());
        assertEquals(List.of(), opened);
        assertTrue(journal.has(Layer.HINT, "is of no protocol (expected: 00 01 wrapper, 7E HDLC, 2F or AF mode E)"));
    }

    @Test
    void afterAHangUpNothingIsHeardAnyMore() {
        FirstBytePort port = port(PortProtocol.ANY);
        port.receive(Hex.bytes("16 7E"), 5);
        port.receive(Hex.bytes("7E"), 6);

        assertEquals(List.of(), opened);
    }

    // user-experience.md 9.1
    @Test
    void wrapperToTheHdlcPortIsToldWhatToSet() {
        FirstBytePort port = port(Set.of(PortProtocol.HDLC));

        port.receive(Hex.bytes("0001 0010 0001 0000"), 5);

        assertTrue(port.isClosed());
        assertTrue(journal.has(Layer.HINT, "You are speaking wrapper to the HDLC port; set interface HDLC"));
    }

    @Test
    void hdlcToTheWrapperPortIsToldWhatToSet() {
        FirstBytePort port = port(Set.of(PortProtocol.WRAPPER));

        port.receive(Hex.bytes("7EA0070321930F017E"), 5);

        assertTrue(port.isClosed());
        assertTrue(journal.has(Layer.HINT, "You are speaking HDLC to the wrapper port; set interface WRAPPER"));
    }

    @Test
    void theOpticalPortTakesASignOnOrHdlcButNoWrapper() {
        FirstBytePort optical = port(PortProtocol.OPTICAL);
        optical.receive(Hex.bytes("7E"), 5);
        assertFalse(optical.isClosed());

        FirstBytePort other = port(PortProtocol.OPTICAL);
        other.receive(Hex.bytes("0001"), 5);
        assertTrue(other.isClosed());
        assertTrue(journal.has(
                Layer.HINT,
                "You are speaking wrapper to the optical port; set interface MODE E (HDLC with the sign-on of IEC"
                        + " 62056-21)"));
    }

    @Test
    void onceDecidedThePortIsTheOneThatAnswers() {
        FirstBytePort port = port(PortProtocol.ANY);
        assertEquals(Endpoint.NEVER, port.deadlineMs());
        port.receive(Hex.bytes("7E"), 5);

        assertEquals(77, port.deadlineMs());
        assertEquals("AA", Hex.of(port.nextOutput().orElseThrow()));
        port.wake(77);
        port.lineLost(78);
        assertEquals(List.of("woken 77", "lost 78"), answering.told);
        assertTrue(port.isClosed());
    }

    private static final class Answering implements Endpoint {

        private final List<String> told = new ArrayList<>();
        private String bytes = "";
        private boolean closed;

        String heard() {
            return bytes.strip();
        }

        @Override
        public void receive(byte[] chunk, long nowMs) {
            bytes += Hex.of(chunk) + " ";
        }

        @Override
        public void wake(long nowMs) {
            told.add("woken " + nowMs);
        }

        @Override
        public long deadlineMs() {
            return 77;
        }

        @Override
        public Optional<byte[]> nextOutput() {
            return Optional.of(Hex.bytes("AA"));
        }

        @Override
        public boolean isClosed() {
            return closed;
        }

        @Override
        public void lineLost(long nowMs) {
            told.add("lost " + nowMs);
            closed = true;
        }
    }
}
