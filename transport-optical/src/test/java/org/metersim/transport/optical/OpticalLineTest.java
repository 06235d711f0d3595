package org.metersim.transport.optical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.hdlc.HdlcAddress;
import org.metersim.dlms.hdlc.HdlcIndication;
import org.metersim.dlms.hdlc.HdlcParameters;
import org.metersim.dlms.hdlc.HdlcPrimary;
import org.metersim.dlms.hdlc.HdlcSecondary;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.wire.VirtualWorld;

/** Client against meter, with real HDLC inside both, on a wire in virtual time. */
class OpticalLineTest {

    private static final long INACTIVITY_MS = 30_000;

    // dlms-wire V19: GET of active energy import, and its answer
    private static final String GET = "C0 01 C1 00 03 01 00 01 08 00 FF 02 00";
    private static final String ANSWER = "C4 01 C1 00 06 00 01 E2 40";

    private final VirtualWorld world = new VirtualWorld(1_800_000_000_000L);
    private final SerialLine line = new SerialLine();
    private final ClientSession client = new ClientSession();

    private OpticalPort port(int reactionMs, boolean echo) {
        return new OpticalPort(
                new OpticalPort.Settings(
                        "SIM", "SIM-1P", "00012345", 300, 9600, reactionMs, INACTIVITY_MS, echo, false),
                line.meterEnd(),
                MeterSession::new,
                atMs -> "");
    }

    private OpticalSignOn signOn(String address, int maxBaud) {
        return new OpticalSignOn(address, line.clientEnd(), maxBaud, client);
    }

    @ParameterizedTest
    @CsvSource({
        "200, false, 0, 19200",
        "200, true, 0, 19200",
        "20, false, 0, 19200",
        "20, true, 5, 19200",
        "1500, false, 5, 4800",
        "200, false, 100, 300"
    })
    void signsOnAndReads(int reactionMs, boolean echo, long delayMs, int maxBaud) {
        OpticalPort port = port(reactionMs, echo);
        OpticalSignOn signOn = signOn("12345", maxBaud);
        world.connect(signOn, port, delayMs);
        world.advance(8_000);

        assertEquals(Optional.of(reactionMs < 200 ? "/SIm5\\2SIM-1P" : "/SIM5\\2SIM-1P"), signOn.identification());
        assertEquals(List.of(ANSWER), client.answers);
        int baud = Math.min(9600, maxBaud);
        assertEquals(baud, line.clientBaud());
        assertEquals(baud, line.meterBaud());
        assertFalse(signOn.isClosed());
    }

    @Test
    void leavesTheLineWhenTheClientIsGone() {
        OpticalPort port = port(200, false);
        world.connect(signOn("", 9600), port, 0);
        world.advance(5_000);
        assertEquals(OpticalPort.State.HDLC, port.state());

        world.advance(INACTIVITY_MS);
        assertEquals(OpticalPort.State.IDLE, port.state());
        assertEquals(300, line.meterBaud());
    }

    @Test
    void givesUpOnAnotherMeter() {
        OpticalSignOn signOn = signOn("54321", 9600);
        world.connect(signOn, port(200, false), 0);
        world.advance(10_000);

        assertTrue(signOn.isClosed());
        assertTrue(signOn.failure().orElseThrow().startsWith("54321 did not answer"));
        assertEquals(List.of(), client.answers);
    }

    @Test
    void signsOnAgainOnTheSamePortAfterTheLineWasCut() {
        OpticalPort port = port(200, false);
        world.cut(world.connect(signOn("", 9600), port, 0));
        assertEquals(OpticalPort.State.IDLE, port.state());

        world.connect(new OpticalSignOn("", line.clientEnd(), 9600, new ClientSession()), port, 0);
        world.advance(5_000);
        assertEquals(OpticalPort.State.HDLC, port.state());
    }

    /** HDLC at the client: connects when woken, asks one question, notes the answers. */
    private static final class ClientSession implements Endpoint {

        private final HdlcPrimary link = new HdlcPrimary(new HdlcPrimary.Settings(
                HdlcAddress.of(16), HdlcAddress.of(1), HdlcParameters.DEFAULT, 1_000, 3, 1024));
        private final List<String> answers = new ArrayList<>();
        private boolean begun;

        @Override
        public void receive(byte[] chunk, long nowMs) {
            link.receive(chunk, nowMs);
            for (var news = link.nextIndication(); news.isPresent(); news = link.nextIndication()) {
                if (news.get() instanceof HdlcIndication.Connected) {
                    link.send(Hex.bytes(GET), nowMs);
                } else if (news.get() instanceof HdlcIndication.Received answer) {
                    answers.add(Hex.of(answer.apdu().toBytes()));
                }
            }
        }

        @Override
        public void wake(long nowMs) {
            if (!begun) {
                begun = true;
                link.connect(nowMs);
            }
            link.wake(nowMs);
        }

        @Override
        public long deadlineMs() {
            return link.deadlineMs();
        }

        @Override
        public Optional<byte[]> nextOutput() {
            return link.nextOutput();
        }

        @Override
        public boolean isClosed() {
            return false;
        }
    }

    /** HDLC at the meter: answers every APDU alike. */
    private static final class MeterSession implements Endpoint {

        private final HdlcSecondary link = new HdlcSecondary(
                new HdlcSecondary.Settings(List.of(1), 0x10, HdlcParameters.DEFAULT, INACTIVITY_MS, 1_000, 1024));

        @Override
        public void receive(byte[] chunk, long nowMs) {
            link.receive(chunk, nowMs);
            for (var news = link.nextIndication(); news.isPresent(); news = link.nextIndication()) {
                if (news.get() instanceof HdlcIndication.Received) {
                    link.answer(16, Hex.bytes(ANSWER));
                }
            }
            link.respond();
        }

        @Override
        public void wake(long nowMs) {
            link.wake(nowMs);
        }

        @Override
        public long deadlineMs() {
            return link.deadlineMs();
        }

        @Override
        public Optional<byte[]> nextOutput() {
            return link.nextOutput();
        }

        @Override
        public boolean isClosed() {
            return false;
        }
    }
}
