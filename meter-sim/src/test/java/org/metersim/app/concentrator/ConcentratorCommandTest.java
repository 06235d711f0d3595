package org.metersim.app.concentrator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.app.ExitCode;
import org.metersim.app.Program;
import org.metersim.app.RunningProgram;
import org.metersim.dlms.codec.Hex;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConcentratorCommandTest {

    /** Meter 00012345, wrapper, confirmed: metrology from 1.4.2 to 1.5.0, OK, counter 7. */
    private static final byte[] PUSH = Hex.bytes("0001 0001 0001 0088 0F 40000001 00 020E 0908 3030303132333435"
            + "0906 0004190900FF 090C 07EA0B160712041D00000000 0906 0000600B00FF 120012 0600000007 1600 1600"
            + "0203 0A00 0A00 0A00 0906 0100000200FF 0905 312E342E32 0905 312E352E30 090A 7570642D303030313233"
            + "0920 E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855");

    private static final byte[] CONFIRM = Hex.bytes("0001 0001 0001 0006 10 40000001 00");

    @TempDir
    private Path folder;

    private static int port(RunningProgram program) {
        String line = program.nextErr();
        assertTrue(line.matches("concentrator listens on 127\\.0\\.0\\.1:\\d+, Ctrl-C ends it"), line);
        return Integer.parseInt(line.replaceAll(".*:(\\d+),.*", "$1"));
    }

    private static void push(int port, byte[] push) throws IOException {
        try (Socket meter = new Socket(InetAddress.getLoopbackAddress(), port)) {
            meter.getOutputStream().write(push);
            assertArrayEquals(CONFIRM, meter.getInputStream().readNBytes(CONFIRM.length));
        }
    }

    @Test
    void printsAConfirmationOnceAndKeepsItInItsJournal() throws Exception {
        Path journal = folder.resolve("confirmations.jsonl");
        try (RunningProgram program =
                RunningProgram.start(new ConcentratorCommand(), "--port", "0", "--journal", journal.toString())) {
            int port = port(program);
            push(port, PUSH);
            push(port, PUSH);

            String line = program.nextOut();
            JsonNode json = JsonMapper.shared().readTree(line);
            assertEquals("00012345", json.get("serial").asString());
            assertEquals("OK", json.get("result").asString());
            assertEquals("1.5.0", json.get("newIdentifier").asString());
            assertEquals(List.of(line), Files.readAllLines(journal));
            assertEquals(0, program.stop());
            assertEquals("1 confirmations, 1 sent again, 0 refused", program.nextErr());
        }
    }

    @Test
    void printsWhatItRefusesOnStandardError() throws Exception {
        try (RunningProgram program = RunningProgram.start(new ConcentratorCommand(), "--port", "0")) {
            try (Socket meter = new Socket(InetAddress.getLoopbackAddress(), port(program))) {
                meter.getOutputStream().write(Hex.bytes("7EA0070321930F017E"));
                assertEquals(-1, meter.getInputStream().read());
            }
            assertTrue(program.nextErr().startsWith("{\"refused\":\"wrapper version: 32416 (expected: 1)"));
        }
    }

    @Test
    void writesItsReadyFileWhole() throws Exception {
        Path ready = folder.resolve("ready.json");
        try (RunningProgram program =
                RunningProgram.start(new ConcentratorCommand(), "--port", "0", "--ready-file", ready.toString())) {
            int port = port(program);
            assertEquals(
                    "{\"endpoints\":{\"tcp\":{\"host\":\"127.0.0.1\",\"port\":" + port + "}}}\n",
                    Files.readString(ready));
            try (Stream<Path> files = Files.list(folder)) {
                assertEquals(List.of(ready), files.toList());
            }
        }
    }

    @Test
    void saysThatItsPortIsInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Program refused = Program.run(new ConcentratorCommand(), "--port", "" + other.getLocalPort());
            assertEquals(ExitCode.IN_USE, refused.exitCode());
            String line = "127\\.0\\.0\\.1:\\d+: the port is in use( by \\S+, pid \\d+)?; --port 0 takes a free one";
            assertTrue(refused.err().strip().matches(line), refused.err());
            if (Files.exists(Path.of("/proc/net/tcp"))) {
                long pid = ProcessHandle.current().pid();
                assertTrue(refused.err().contains(", pid " + pid + ";"), refused.err());
            }
        }
    }

    @Test
    void saysThatItsJournalIsInUse() throws Exception {
        String journal = folder.resolve("confirmations.jsonl").toString();
        try (RunningProgram program =
                RunningProgram.start(new ConcentratorCommand(), "--port", "0", "--journal", journal)) {
            port(program);
            Program refused = Program.run(new ConcentratorCommand(), "--port", "0", "--journal", journal);
            assertEquals(ExitCode.IN_USE, refused.exitCode());
            assertTrue(refused.err().contains("in use by another concentrator"), refused.err());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port 65536 | 2 | --port: 65536 (expected: 0 to 65535)",
                "--port 0 --bind 192.0.2.1 | 2 | 192.0.2.1:0: not an address of this machine",
                "--port 0 --journal /nowhere/j | 3 | /nowhere/j: no such file or folder",
                "--port 0 --ready-file /nowhere/r | 3 | /nowhere/r: no such file or folder",
            })
    void saysInOneLineWhatCannotBe(String line, int exitCode, String complaint) {
        Program refused = Program.run(new ConcentratorCommand(), line.split(" "));
        assertEquals(exitCode, refused.exitCode(), refused.err());
        assertEquals(complaint, refused.err().strip());
    }
}
