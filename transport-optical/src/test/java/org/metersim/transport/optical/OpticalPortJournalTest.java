package org.metersim.transport.optical;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metersim.dlms.codec.Hex;
import org.metersim.runtime.LineControl;
import org.metersim.runtime.journal.Layer;
import org.metersim.runtime.journal.MemoryJournal;

/** What the journal has of a sign-on. */
class OpticalPortJournalTest {

    private final MemoryJournal journal = new MemoryJournal();
    private final OpticalPort port =
            new OpticalPort(Bench.METER, LineControl.NONE, FakeSession::new, atMs -> Bench.DATA_SET).noting(journal);
    private long nowMs = 1_000;

    private void hear(byte[] bytes) {
        port.receive(bytes, nowMs);
        nowMs += 500;
        port.wake(nowMs);
    }

    private List<String> noted() {
        return journal.entries(Layer.FRAME).stream()
                .map(entry -> entry.source() + " " + entry.text() + " " + entry.hex())
                .toList();
    }

    // the client's characters have even parity: AF is '/', 8D is CR
    @Test
    void eachMessageOfModeEIsAFrameAndHdlcIsNot() {
        hear(Hex.bytes("AF3F218D0A"));
        hear(new byte[] {0x06, '2', '5', '2', '\r', '\n'});
        hear(Hex.bytes("7EA0070321930F017E"));

        assertEquals(
                List.of(
                        "optical < sign-on at 300 baud: /?!<CR><LF> 2F3F210D0A",
                        "optical > sign-on at 300 baud: /SIM5\\2SIM-1P<CR><LF> 2F53494D355C3253494D2D31500D0A",
                        "optical < sign-on at 300 baud: <ACK>252<CR><LF> 063235320D0A",
                        "optical > sign-on at 9600 baud: <ACK>252<CR><LF> 063235320D0A"),
                noted());
    }

    @Test
    void theReadoutIsOneFrame() {
        hear("/?!\r\n".getBytes(StandardCharsets.US_ASCII));
        hear(new byte[] {0x06, '0', '5', '0', '\r', '\n'});

        String readout = noted().get(3);
        assertTrue(
                readout.startsWith("optical > sign-on at 9600 baud: <STX>1-0:1.8.0(000123*Wh)<CR><LF>!<CR><LF><ETX>"),
                readout);
    }
}
