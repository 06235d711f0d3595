package org.metersim.app.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.app.ExitCode;
import org.metersim.app.Main;
import org.metersim.app.Program;
import org.metersim.app.RunningProgram;
import org.metersim.dlms.codec.Hex;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command as it is typed, on free ports of the loopback address. */
@Timeout(60)
class RunCommandTest {

    /** Wrapper, public client 16 to server 1: AARQ without authentication, LN, conformance of GET and more. */
    private static final byte[] AARQ =
            Hex.bytes("0001 0010 0001 001F 601D A109060760857405080101" + "BE10040E01000000065F1F0400001E5DFFFF");

    /** GET of class 1, 0-0:42.0.0.255, attribute 2: the logical device name. */
    private static final byte[] GET = Hex.bytes("0001 0010 0001 000D C001C1 0001 00002A0000FF 02 00");

    private static final byte[] NAME = Hex.bytes("0001 0001 0010 0016 C401C1 00 0910 53494D30303030303030303132333435");

    private static final String LAST_LINE = "  Type help for what it can do; Ctrl-C or quit ends it.";

    @TempDir
    private Path folder;

    private static List<String> card(RunningProgram program) {
        List<String> lines = new ArrayList<>();
        do {
            lines.add(program.nextOut());
        } while (!lines.get(lines.size() - 1).equals(LAST_LINE));
        return lines;
    }

    private RunningProgram start(Path ready, String... more) {
        return RunningProgram.start(
                new RunCommand(),
                Stream.concat(Stream.of("--port", "0", "--ready-file", ready.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }

    private static byte[] logicalDeviceName(int port) throws IOException {
        try (Socket tool = new Socket(InetAddress.getLoopbackAddress(), port)) {
            tool.getOutputStream().write(AARQ);
            byte[] header = tool.getInputStream().readNBytes(8);
            byte[] aare = tool.getInputStream().readNBytes(header[7]);
            assertEquals(0x61, aare[0]);
            tool.getOutputStream().write(GET);
            return tool.getInputStream().readNBytes(NAME.length);
        }
    }

    @Test
    void theCardSaysHowToConnect() throws Exception {
        Path ready = folder.resolve("ready.json");
        try (RunningProgram program = start(ready)) {
            List<String> card = card(program);
            int port = json(ready).at("/endpoints/tcp/port").asInt();

            assertTrue(
                    card.get(0)
                            .matches(
                                    "meter-sim 0\\.1\\.0\\S*  seed 42  clock real  profile sim-1p  ready in [\\d.]+ s"),
                    card.get(0));
            assertEquals(
                    List.of(
                            "",
                            "  Meter SIM 00012345   logical device name SIM0000000012345   system title"
                                    + " 53494D0000003039",
                            "",
                            "  any DLMS tool   tcp://127.0.0.1:" + port
                                    + "   wrapper | HDLC | mode E, chosen by your first byte",
                            "  reachable from: loopback only",
                            ""),
                    card.subList(1, 7));
            assertTrue(card.get(8).matches("  16 +public +none +- +- +read \\d+"), card.get(8));
            assertTrue(card.contains("  server SAP 1   HDLC server address 1 (0x03), client n -> (n<<1)|1"));
            assertTrue(
                    card.stream().anyMatch(line -> line.matches("  2 +reader +LLS +\"Gurux\" +- +read \\d+")),
                    card::toString);
            assertTrue(
                    card.stream()
                            .anyMatch(line -> line.matches("  1 +management +HLS-5 GMAC +GUEK 0001…0E0F"
                                    + "  GAK D0D1…DEDF  suite 0 +0-0:43\\.1\\.1\\.255 +read .*, update")),
                    card::toString);
            assertTrue(card.contains("  GXDLMSDirector: Device > New: Standard LN, TCP/IP 127.0.0.1:" + port
                    + ", interface HDLC, client 16, server 1, auth None"));
            assertFalse(card.toString().contains("pty"), card::toString);
            assertTrue(card.stream().allMatch(line -> line.length() <= 120), card::toString);
            assertEquals(ExitCode.OK, program.stop());
            assertEquals("bye", program.nextOut());
        }
    }

    @Test
    void withStrictPortsEachHintNamesThePortThatSpeaksIt() throws Exception {
        Path ready = folder.resolve("ready.json");
        try (RunningProgram program = start(ready, "--strict-ports")) {
            List<String> card = card(program);
            JsonNode endpoints = json(ready).get("endpoints");
            int hdlc = endpoints.at("/hdlc/port").asInt();
            int wrapper = endpoints.at("/wrapper/port").asInt();

            assertEquals(3, endpoints.size(), endpoints::toString);
            assertTrue(
                    card.contains("  GXDLMSDirector: Device > New: Standard LN, TCP/IP 127.0.0.1:" + hdlc
                            + ", interface HDLC, client 16, server 1, auth None"),
                    card::toString);
            assertTrue(
                    card.contains("  Gurux client:  -h 127.0.0.1 -p " + wrapper
                            + " -c 16 -s 1 -a None -i WRAPPER          (HDLC: -p " + hdlc + " without -i)"),
                    card::toString);
        }
    }

    @Test
    void theReadyFileHasWhatAProgramNeedsAndNothingThatIsNotUsed() throws Exception {
        Path ready = folder.resolve("ready.json");
        try (RunningProgram program = start(ready, "--serial", "7", "--seed", "1")) {
            card(program);
            JsonNode json = json(ready);
            int port = json.at("/endpoints/tcp/port").asInt();

            assertEquals("00000007", json.get("serial").asString());
            assertEquals("53494D0000000007", json.get("systemTitle").asString());
            assertEquals("SIM0000000000007", json.get("logicalDeviceName").asString());
            assertEquals(1, json.get("serverSap").asInt());
            assertEquals(1, json.get("hdlcServerAddress").asInt());
            assertEquals(
                    "{\"tcp\":{\"host\":\"127.0.0.1\",\"port\":" + port + "}}",
                    json.get("endpoints").toString());
            for (String association : List.of(
                    "{\"name\":\"public\",\"clientSap\":16,\"authentication\":\"none\"}",
                    "{\"name\":\"reader\",\"clientSap\":2,\"authentication\":\"lls\",\"secret\":\"4775727578\"}",
                    "{\"name\":\"firmware\",\"clientSap\":3,\"authentication\":\"hls-gmac\",\"suite\":0,"
                            + "\"guek\":\"000102030405060708090A0B0C0D0E0F\","
                            + "\"gak\":\"D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF\",\"counter\":\"0-0:43.1.3.255\"}")) {
                assertTrue(json.get("associations").toString().contains(association), association);
            }
            try (Stream<Path> files = Files.list(folder)) {
                assertEquals(List.of(ready), files.toList());
            }
        }
    }

    @Test
    void aPublicClientReadsTheNameAndTheTraceHasWhatPassed() throws Exception {
        Path ready = folder.resolve("ready.json");
        Path trace = folder.resolve("trace.jsonl");
        try (RunningProgram program = start(ready, "--trace", trace.toString())) {
            card(program);
            assertArrayEquals(
                    NAME,
                    logicalDeviceName(json(ready).at("/endpoints/tcp/port").asInt()));
            assertEquals(ExitCode.OK, program.stop());
        }
        List<JsonNode> lines = Files.readAllLines(trace, StandardCharsets.UTF_8).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        assertTrue(lines.stream().allMatch(line -> line.get("meter").asString().equals("00012345")));
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.has("hex")
                                && line.get("hex").asString().replace(" ", "").contains("C001C1000100002A0000FF0200")),
                lines::toString);
    }

    // what the client hears is a code, or nothing
    @Test
    void standardErrorSaysWhyAClientIsRefusedOnceForTheSameReason() throws Exception {
        Path ready = folder.resolve("ready.json");
        byte[] unknownClient = AARQ.clone();
        unknownClient[3] = 9;
        try (RunningProgram program = start(ready)) {
            card(program);
            int port = json(ready).at("/endpoints/tcp/port").asInt();
            for (int again = 0; again < 2; again++) {
                try (Socket tool = new Socket(InetAddress.getLoopbackAddress(), port)) {
                    tool.getOutputStream().write(unknownClient);
                    assertEquals(8, tool.getInputStream().readNBytes(8).length);
                }
            }
            try (Socket tool = new Socket(InetAddress.getLoopbackAddress(), port)) {
                tool.getOutputStream().write('A');
                assertEquals(-1, tool.getInputStream().read());
            }

            String refused = program.nextErr();
            assertTrue(refused.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z hint: .*"), refused);
            assertTrue(
                    refused.endsWith(" refused: no association for that client SAP (the profile has [16, 2, 1, 3])"),
                    refused);
            assertTrue(program.nextErr().contains(" hint: first byte 41 is of no protocol (expected: 00 01 wrapper"));
        }
    }

    @Test
    void ofManyMetersTheAddressDecidesWhoAnswers() throws Exception {
        Path ready = folder.resolve("ready.json");
        try (RunningProgram program = start(ready, "--meters", "3")) {
            List<String> card = card(program);

            assertTrue(
                    card.contains(
                            "  to    SIM 00012347   3 meters; the address decides which answers, up to 127.0.0.3"),
                    card::toString);
            assertEquals(3, json(ready).get("meters").asInt());
        }
    }

    @Test
    void saysThatItsPortIsInUse() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Program refused = Program.run(new RunCommand(), "--port", "" + other.getLocalPort());

            assertEquals(ExitCode.IN_USE, refused.exitCode());
            // the holder is named where the system tells it
            assertEquals(
                    "127.0.0.1:" + other.getLocalPort() + ": the port is in use; --port 0 takes a free one",
                    refused.err().strip().replaceFirst(" by \\S+, pid \\d+", ""));
            assertEquals("", refused.out());
        }
    }

    @Test
    void saysThatItsStateDirectoryIsInUse() {
        String state = folder.resolve("state").toString();
        try (RunningProgram program = RunningProgram.start(new RunCommand(), "--port", "0", "--state-dir", state)) {
            card(program);
            Program refused = Program.run(new RunCommand(), "--port", "0", "--state-dir", state);

            assertEquals(ExitCode.IN_USE, refused.exitCode(), refused.err());
            assertTrue(refused.err().startsWith("--state-dir: "), refused.err());
            assertEquals(1, refused.err().lines().count(), refused.err());
        }
    }

    @Test
    void aWrongProfileIsOneLineWithFileLineAndColumn() throws IOException {
        Path profile = Files.writeString(folder.resolve("my.yaml"), "meter:\n  buad: 300\n");
        java.io.StringWriter err = new java.io.StringWriter();
        java.io.PrintWriter nowhere = new java.io.PrintWriter(new java.io.StringWriter());

        int code = Main.execute(
                nowhere, new java.io.PrintWriter(err, true), "run", "--port", "0", "--profile", profile.toString());

        assertEquals(ExitCode.CONFIGURATION, code, err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().matches("(?s)meter-sim run: .*my\\.yaml:\\d+:\\d+:? .*"), err::toString);
    }

    @Test
    void aTrustedKeyThatIsNoneNamesItsFile() throws IOException {
        Path pem = Files.writeString(folder.resolve("no.pem"), "not a key\n");

        Program refused = Program.run(new RunCommand(), "--port", "0", "--trust", pem.toString());

        assertEquals(ExitCode.CONFIGURATION, refused.exitCode(), refused.err());
        assertTrue(refused.err().startsWith("--trust: " + pem + ": "), refused.err());
        assertEquals(1, refused.err().lines().count(), refused.err());
    }

    @Test
    void aStateDirectoryThatCannotBeIsNamedWithTheReason() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("file"), "");

        Program refused = Program.run(
                new RunCommand(),
                "--port",
                "0",
                "--state-dir",
                inTheWay.resolve("state").toString());

        assertEquals(ExitCode.CONFIGURATION, refused.exitCode(), refused.err());
        assertTrue(refused.err().matches("\\S*/file\\S*: cannot be written: .+\\R"), refused.err());
    }

    // not even root makes files there
    @ParameterizedTest
    @ValueSource(strings = {"--ready-file", "--trace", "--state-dir"})
    void whatTheSystemDoesNotPermitHasACodeOfItsOwn(String option) {
        Program refused = Program.run(new RunCommand(), "--port", "0", option, "/sys/meter");

        assertEquals(ExitCode.NOT_PERMITTED, refused.exitCode(), refused.err());
        assertTrue(refused.err().startsWith("/sys/meter: cannot be written: "), refused.err());
        assertEquals(1, refused.err().lines().count(), refused.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port 65536 | 2 | --port: 65536 (expected: 0 to 65535)",
                "--port 65534 --strict-ports | 2 | --port: 65534 (expected: 0 to 65533)",
                "--meters 0 | 2 | --meters: 0 (expected: 1 to 10000000)",
                "--serial 99999999 --meters 2 | 2 | --serial: 99999999 (expected: 0 to 99999998)",
                "--port 0 --concentrator here | 2 | --concentrator: here (expected: HOST:PORT, as 127.0.0.1:4064)",
                "--port 0 --bind 192.0.2.1 | 2 | 192.0.2.1:0: not an address of this machine",
                "--port 0 --trust /nowhere/k.pem | 3 | /nowhere/k.pem: no such file or folder",
                "--port 0 --trace /nowhere/t.jsonl | 3 | /nowhere/t.jsonl: no such file or folder",
                "--port 0 --ready-file /nowhere/r | 3 | /nowhere/r: no such file or folder",
                "--port 0 --pty /nowhere/probe | 3 | /nowhere/probe: no such folder: /nowhere",
            })
    void saysInOneLineWhatCannotBe(String line, int exitCode, String complaint) {
        Program refused = Program.run(new RunCommand(), line.split(" "));

        assertEquals(exitCode, refused.exitCode(), refused.err());
        assertEquals(complaint, refused.err().strip());
    }
}
