package org.metersim.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.metersim.dlms.codec.Hex;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.journal.Layer;
import org.metersim.runtime.memory.PowerCut;

class MetersTest {

    private static final int TIMEOUT_MS = 10_000;

    /** AARQ of the public client in a wrapper unit, as tools send it; then GET of the logical device name. */
    private static final String AARQ =
            "0001 0010 0001 001F 601D A109060760857405080101 BE10040E 01000000 065F1F0400" + "00101D FFFF";

    private static final String GET_NAME = "0001 0010 0001 000D C001C1 0001 00002A0000FF 02 00";

    @TempDir
    private Path folder;

    private static String nameAt(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket(address, port)) {
            socket.setSoTimeout(TIMEOUT_MS);
            exchange(socket, AARQ);
            byte[] answer = exchange(socket, GET_NAME);
            return new String(answer, answer.length - 16, 16, StandardCharsets.US_ASCII);
        }
    }

    private static byte[] exchange(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(Hex.bytes(request));
        InputStream in = socket.getInputStream();
        byte[] header = in.readNBytes(8);
        if (header.length < 8) {
            throw new EOFException("hung up");
        }
        return in.readNBytes((header[6] & 0xFF) << 8 | header[7] & 0xFF);
    }

    @Test
    void oneMeterAnswersOnARealSocket() throws IOException {
        try (Meter meter = Meter.builder().start()) {
            assertEquals(
                    "SIM0000000012345",
                    nameAt(meter.tcp().getAddress(), meter.tcp().getPort()));
            assertTrue(meter.journal().has(Layer.STATE, "the client speaks wrapper"));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theAddressThatIsCalledDecidesWhichMeterAnswers() throws IOException {
        try (Meters meters = Meters.builder().serial(1000).count(300).open()) {
            int port = meters.endpoints().get("tcp").getPort();

            assertEquals("SIM0000000001000", nameAt(InetAddress.getByName("127.0.0.1"), port));
            assertEquals("SIM0000000001299", nameAt(InetAddress.getByName("127.0.1.44"), port));
            assertThrows(IOException.class, () -> nameAt(InetAddress.getByName("127.0.1.45"), port));
            assertEquals(
                    "127.0.1.44",
                    meters.meter(299).endpoint("tcp").orElseThrow().getAddress().getHostAddress());
        }
    }

    @Test
    void aMeterIsFoundByItsSerialNumber() {
        Meters meters = Meters.builder()
                .serial(1000)
                .count(3)
                .openOn(new org.metersim.runtime.wire.VirtualWorld(Tools.START_MS));

        assertEquals("00001002", meters.withSerial("1002").orElseThrow().serial());
        assertTrue(meters.withSerial("1003").isEmpty());
        assertTrue(meters.withSerial("no number").isEmpty());
        assertThrows(IllegalArgumentException.class, () -> meters.meter(3));
    }

    @Test
    void moreMetersThanSerialNumbersAreRefused() {
        MeterBuilder builder = Meters.builder().serial(MeterBuilder.MAX_NUMBER).count(2);

        assertThrows(IllegalArgumentException.class, builder::open);
    }

    @Test
    void aPortInUseIsRefusedInOneLine() throws IOException {
        try (Meter first = Meter.builder().start()) {
            MeterBuilder second = Meter.builder().port(first.tcp().getPort());

            IOException refused = assertThrows(IOException.class, second::start);
            assertEquals(1, refused.getMessage().lines().count());
        }
    }

    @Test
    void withStrictPortsEachProtocolHasItsOwnAndTheOthersAreRefused() throws IOException {
        try (Meters meters = Meters.builder().strictPorts(true).open()) {
            assertEquals(
                    List.of("wrapper", "hdlc", "optical"),
                    List.copyOf(meters.endpoints().keySet()));
            InetAddress loopback = InetAddress.getLoopbackAddress();

            assertEquals(
                    "SIM0000000012345",
                    nameAt(loopback, meters.endpoints().get("wrapper").getPort()));
            try (Socket wrong =
                    new Socket(loopback, meters.endpoints().get("hdlc").getPort())) {
                wrong.setSoTimeout(TIMEOUT_MS);
                wrong.getOutputStream().write(Hex.bytes(AARQ));
                assertEquals(-1, wrong.getInputStream().read());
            }
            assertTrue(meters.meter(0).journal().has(Layer.HINT, "You are speaking wrapper to the HDLC port"));
        }
    }

    @Test
    void whatWasWrittenIsThereWhenAnotherProcessGoesOnAndTimeDidNotGoBack() throws IOException {
        Instant stopped;
        try (Meter meter = Meter.builder().stateDir(folder).start()) {
            meter.power().off();
            meter.clock().advance(Duration.ofDays(3));
            stopped = meter.clock().now();
        }
        try (Meter again = Meter.builder().stateDir(folder).start()) {
            assertFalse(again.power().isOn());
            assertTrue(again.state().hasLogged(1));
            assertFalse(again.clock().now().isBefore(stopped));
        }
        assertTrue(Files.exists(folder.resolve("00012345.flash")));
    }

    // the process ends in the middle of a power cut of an hour
    @Test
    void aPowerCutWithADurationEndsAlsoInAnotherProcess() throws IOException {
        try (Meter meter = Meter.builder().stateDir(folder).start()) {
            meter.faults().powerCut().stayingOff(Duration.ofHours(1)).atMemoryOperation(1, PowerCut.Moment.BEFORE);
            // a wrong password is counted and logged
            try (Socket tool = new Socket(meter.tcp().getAddress(), meter.tcp().getPort())) {
                tool.getOutputStream()
                        .write(Hex.bytes("0001 0002 0001 0035 6033 A109060760857405080101 8A020780 8B0760857405080201"
                                + "AC07800577726F6E67 BE10040E01000000065F1F0400001E5DFFFF"));
                assertEquals(-1, tool.getInputStream().read());
            }
            assertEquals(1, meter.faults().powerCut().count());
        }
        try (Meter again = Meter.builder().stateDir(folder).start()) {
            assertFalse(again.power().isOn());
            again.clock().advance(Duration.ofMinutes(59));
            assertFalse(again.power().isOn());
            again.clock().advance(Duration.ofMinutes(2));
            assertTrue(again.power().isOn());
        }
        try (Meter later = Meter.builder().stateDir(folder).start()) {
            assertTrue(later.power().isOn());
        }
    }

    @Test
    void aStateDirectoryIsForOneProcessAtATime() throws IOException {
        try (Meter meter = Meter.builder().stateDir(folder).start()) {
            StateInUseException refused = assertThrows(
                    StateInUseException.class,
                    () -> Meter.builder().stateDir(folder).start());
            assertEquals(folder + ": in use by another process", refused.getMessage());
            assertTrue(meter.power().isOn());
        }
        Meter.builder().stateDir(folder).start().close();
    }

    @Test
    void aTraceTakesNoteOfEveryMeter() throws IOException {
        List<String> serials = new ArrayList<>();
        List<JournalEntry> entries = new ArrayList<>();
        try (Meter meter = Meter.builder()
                .journal(false)
                .trace(serial -> {
                    serials.add(serial);
                    return entries::add;
                })
                .start()) {
            nameAt(meter.tcp().getAddress(), meter.tcp().getPort());
            assertEquals(List.of(), meter.journal().entries());
        }
        assertEquals(List.of("00012345"), serials);
        assertTrue(entries.stream().anyMatch(entry -> entry.layer() == Layer.APDU));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theOpticalPortIsAlsoAtAPseudoTerminal() throws IOException {
        Path link = folder.resolve("meter");
        try (Meters meters = Meters.builder().pty(link).open();
                java.io.RandomAccessFile tool = new java.io.RandomAccessFile(link.toFile(), "rw")) {
            tool.write("/?00012345!\r\n".getBytes(StandardCharsets.US_ASCII));
            byte[] identification = new byte[7];
            tool.readFully(identification);

            assertEquals("/SIM5\\2", new String(identification, StandardCharsets.US_ASCII));
            assertEquals(link, meters.pty().orElseThrow());
        }
        assertFalse(Files.exists(link, java.nio.file.LinkOption.NOFOLLOW_LINKS));
    }
}
