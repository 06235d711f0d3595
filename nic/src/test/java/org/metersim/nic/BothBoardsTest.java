package org.metersim.nic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.metersim.dlms.codec.Hex;
import org.metersim.profiles.MeterModel;
import org.metersim.runtime.Endpoint;

class BothBoardsTest {

    private static final long NOW_MS = BothBoards.NOW_MS;
    private static final int PUBLIC = 16;

    private final BothBoards meter = new BothBoards();
    private final MeterModel profile = meter.profile;
    private final Nic nic = meter.nic;

    private String ask(Endpoint port, int sap, String hex) {
        byte[] apdu = Hex.bytes(hex);
        port.receive(Hex.bytes("0001%04X0001%04X%s".formatted(sap, apdu.length, Hex.compact(apdu))), NOW_MS);
        return Bench.output(port).substring(16);
    }

    @Test
    void thePublicClientReadsWhoTheMeterIs() {
        Endpoint port = nic.openWrapper(NOW_MS);
        ask(port, PUBLIC, Bench.AARQ_PUBLIC);

        assertEquals(
                "C401C1000910" + "53494D30303030303030303132333435",
                ask(port, PUBLIC, "C001C1 0001 00002A0000FF 02 00"));
        assertTrue(ask(port, PUBLIC, "C001C1 0008 0000010000FF 02 00").startsWith("C401C100090C07E9"));
    }

    @Test
    void everyRegisterOfTheProfileIsReadOut() {
        String readout = nic.readout(NOW_MS);

        assertTrue(readout.startsWith("0-0:42.0.0(SIM0000000012345)\r\n0-0:96.1.0(00012345)\r\n"), readout);
        assertTrue(readout.contains("1-0:0.2.0(1.4.2)\r\n"), readout);
        assertTrue(readout.matches("(?s).*1-0:1\\.8\\.0\\(\\d+\\*Wh\\)\r\n.*"), readout);
        assertTrue(readout.matches("(?s).*1-0:32\\.7\\.0\\(2\\d\\d\\.\\d\\*V\\)\r\n.*"), readout);
    }

    /** Every attribute that a client may read is answered with a value, and every object list entry exists. */
    @Test
    void whatTheReaderMayReadIsReadable() {
        Endpoint port = nic.openWrapper(NOW_MS);
        ask(port, Bench.READER, Bench.AARQ_READER);
        profile.objects()
                .forEach(object -> object.rightsOf(Bench.READER)
                        .attributes()
                        .keySet()
                        .forEach(attribute -> {
                            String request = "C001C1%04X%s%02X00"
                                    .formatted(
                                            object.classId(),
                                            object.name().toOctets().toHex(),
                                            attribute);
                            String answer = ask(port, Bench.READER, request);
                            assertTrue(
                                    answer.startsWith("C401C100") || answer.startsWith("C402C100"),
                                    () -> object.classId() + " " + object.name() + " a" + attribute + ": " + answer);
                        }));
    }

    // a session with an optical probe is a line in the communication log
    @Test
    void aLocalSessionIsInTheLog() {
        Endpoint line = nic.openHdlc(NOW_MS);
        line.receive(Hex.bytes("7EA0070321930F017E"), NOW_MS);
        line.receive(
                Hex.bytes("7EA02B032110FBAFE6E600601DA109060760857405080101BE10040E01000000065F1F0400421E5DFFFF19357E"),
                NOW_MS);
        Endpoint port = nic.openWrapper(NOW_MS);
        ask(port, Bench.READER, Bench.AARQ_READER);

        assertEquals("C401C10011DC", ask(port, Bench.READER, "C001C1 0001 0000600B05FF 02 00"));
    }
}
