package org.metersim.app.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.app.ExitCode;
import org.metersim.app.Program;
import org.metersim.client.Target.Transport;

/** The commands as a technician types them, against a meter on real sockets and a pseudo terminal. */
@Timeout(60)
class FieldCommandTest {

    @TempDir
    private Path folder;

    private LiveMeter meter;

    @BeforeEach
    void start() throws IOException {
        meter = new LiveMeter(folder);
    }

    @AfterEach
    void stop() {
        meter.close();
    }

    private static Program field(String... arguments) {
        return Program.run(new FieldCommand(), arguments);
    }

    private String[] with(Transport transport, String... more) throws IOException {
        return Stream.concat(
                        Stream.of(more),
                        Stream.of("--card", meter.card(true).toString(), "--over", transport.toString()))
                .toArray(String[]::new);
    }

    private Path image(String version) throws IOException {
        return Files.write(folder.resolve("fw.fwi"), Images.good(version));
    }

    @ParameterizedTest
    @EnumSource
    void anUpdateEndsWithTheLineForScripts(Transport transport) throws IOException {
        Program run =
                field(with(transport, "update", "--poll", "0.1", image("1.5.0").toString()));

        assertEquals("result=OK serial=00012345 identifier=1.5.0 update-id=upd-000001\n", run.lines(), run.err());
        assertEquals(ExitCode.OK, run.exitCode());
        for (String line : List.of(
                "connected: meter 00012345",
                "transfer begun: image 1.5.0, 3",
                "blocks 7/7 100 %",
                "verified: ",
                "activating: ",
                "activated: the meter runs 1.5.0")) {
            assertTrue(run.err().contains(line), line + " is missing in\n" + run.err());
        }
    }

    @Test
    void readsByNameByClassAndWithUnits() throws IOException {
        Program run =
                field(with(Transport.TCP, "read", "0-0:42.0.0.255", "1.8.0", "3:1-0:32.7.0.255:2", "0-0:1.0.0.255"));

        assertEquals(ExitCode.OK, run.exitCode(), run.err());
        String[] lines = run.lines().split("\n");
        assertEquals("0-0:42.0.0.255 = SIM0000000012345", lines[0]);
        assertTrue(lines[1].matches("1-0:1\\.8\\.0\\.255 = \\d+ Wh"), lines[1]);
        assertTrue(lines[2].matches("1-0:32\\.7\\.0\\.255 = 2\\d\\d\\.\\d V"), lines[2]);
        String dateTime = "20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d\\d)?\\+0[12]:00( \\(daylight saving\\))?";
        assertTrue(lines[3].matches("0-0:1\\.0\\.0\\.255 = " + dateTime), lines[3]);
    }

    @Test
    void readsTheNewestRowsOfAProfile() throws IOException {
        Program run = field(with(Transport.HDLC, "read", "--rows", "2", "1-0:99.1.0.255"));

        String[] lines = run.lines().split("\n");
        assertEquals(3, lines.length, run.lines() + run.err());
        assertTrue(lines[0].startsWith("1-0:99.1.0.255[] = 8 0-0:1.0.0.255 a2; "), lines[0]);
        assertTrue(lines[2].contains("Wh"), lines[2]);
    }

    @Test
    void whatIsNotThereIsSaidAndTheRestIsRead() throws IOException {
        Program run = field(with(Transport.TCP, "read", "1-0:99.9.9.255", "1:9-9:9.9.9.9:2", "0-0:42.0.0.255"));

        assertEquals("0-0:42.0.0.255 = SIM0000000012345\n", run.lines());
        assertEquals(
                "1-0:99.9.9.255 is not in the object list of client SAP 2\n1 9-9:9.9.9.9 a2: object-undefined\n",
                run.err().replace("\r\n", "\n"));
        assertEquals(ExitCode.REFUSED, run.exitCode());
    }

    @Test
    void saysWhatTheMeterRuns() throws IOException {
        Program run = field(with(Transport.OPTICAL, "status"));

        assertEquals("""
                serial=00012345
                metrology=1.4.2
                metrology-transfer=0 not-initiated
                nic=1.0.0
                nic-transfer=0 not-initiated
                program=none
                program-transfer=0 not-initiated
                bundle-transfer=0 not-initiated
                program-report=none
                last-update=none
                """, run.lines(), run.err());
    }

    @Test
    void aBrokenImageEndsWithTheCodeOfItsLayer() throws IOException {
        byte[] bytes = Images.good("1.5.0");
        bytes[100] ^= 1;
        Path broken = Files.write(folder.resolve("broken.fwi"), bytes);

        Program run = field(with(Transport.TCP, "update", broken.toString()));
        assertEquals(11, run.exitCode(), run.err());
        assertTrue(
                run.lines()
                        .startsWith("result=KO serial=00012345 identifier=1.4.2 update-id=upd-000001 phase=verify"
                                + " layer=crc cause="),
                run.lines());
    }

    @ParameterizedTest
    @CsvSource({
        "update --target tcp:127.0.0.1:1 IMAGE, 6, 'result=KO serial= identifier= update-id= phase=connect layer=line'",
        "update --card CARD --serial 99 IMAGE, 7, 'result=KO serial= identifier=1.4.2 update-id= '",
        "update --card CARD --client-sap 2 IMAGE, 7, 'result=KO serial=00012345 identifier=1.4.2 update-id= '"
    })
    void whatCannotBeginSaysWhy(String line, int code, String result) throws IOException {
        Program run = field(line.replace("IMAGE", image("1.5.0").toString())
                .replace("CARD", meter.card(false).toString())
                .split(" "));

        assertEquals(code, run.exitCode(), run.lines() + run.err());
        assertTrue(run.lines().startsWith(result), run.lines());
    }

    @ParameterizedTest
    @CsvSource({
        "read 1.8.0, 2, 'which meter? (expected: --target or --card)'",
        "read --target tcp:host 1.8.0, 2, 'target: tcp:host (expected: tcp:HOST:PORT, an IPv6 address in brackets)'",
        "read --target tcp:host:1 energy, 2, 'object: energy (expected: an OBIS code'",
        "read --target tcp:host:1 --rows 0 1.8.0, 2, '--rows: 0 (expected: at least 1)'",
        "read --target tcp:host:1 --guek 00 1.8.0, 2, '--guek and --gak belong together'",
        "read --target tcp:host:1 --guek 00 --gak 00 1.8.0, 2, 'key length (expected: 16 bytes)'",
        "read --target tcp:host:1 --guek 0x --gak 00 1.8.0, 2, '--guek: not hexadecimal digits, two a byte'",
        "read --target tcp:host:1 --client-sap 128 1.8.0, 2, '--client-sap: 128 (expected: 1 to 127)'",
        "read --target tcp:host:1 --timeout 0 1.8.0, 2, '--timeout: 0.0 (expected: more than 0'",
        "read --card CARD --client-sap 9 1.8.0, 2, 'the card has no client SAP 9 (expected: one of 16 public'",
        "read --card CARD --over pty 1.8.0, 2, 'the card has no endpoint for pty'",
        "read --card MISSING 1.8.0, 3, 'no such file'",
        "status --card BROKEN, 3, 'no JSON'",
        "update --target tcp:host:1 BROKEN, 3, 'image: a format that does not name itself'",
        "update --target tcp:127.0.0.1:1 MISSING, 3, 'no such file'",
        "update --target tcp:127.0.0.1:1 --poll 0 IMAGE, 2, '--poll: 0.0 (expected: 0.01 to 60)'",
        "update --target tcp:127.0.0.1:1 --activation-timeout 0 IMAGE, 2, '--activation-timeout: 0 (expected'",
        "status, 2, 'which meter?'",
        "'', 2, 'which? (expected: read, configure, update or status)'"
    })
    void mistakesAreOneLine(String line, int code, String text) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.json"), "{");
        String[] arguments = line.replace("CARD", meter.card(false).toString())
                .replace("MISSING", folder.resolve("missing").toString())
                .replace("BROKEN", broken.toString())
                .replace("IMAGE", image("1.5.0").toString())
                .strip()
                .split(" ");
        Program run = line.isEmpty() ? field() : field(arguments);

        assertEquals(code, run.exitCode(), run.err());
        assertTrue(run.err().contains(text), run.err());
        assertEquals("", run.out());
    }

    // Ctrl-C interrupts the thread that updates
    @Test
    void anUpdateThatIsInterruptedEndsAtOnceAndSaysSo() throws IOException {
        String[] arguments = with(Transport.TCP, "update", image("1.5.0").toString());
        Thread.currentThread().interrupt();
        Program run = field(arguments);

        assertTrue(Thread.interrupted());
        assertEquals(ExitCode.NO_ANSWER, run.exitCode());
        assertTrue(run.lines().endsWith("phase=connect layer=line cause=interrupted\n"), run.lines());
    }

    @Test
    void aWrongPasswordAndWrongKeysAreRefusedInWords() throws IOException {
        String target = meter.target(Transport.TCP);
        Program password = field("read", "--target", target, "--client-sap", "2", "--password", "wrong", "1.8.0");
        assertEquals(ExitCode.REFUSED, password.exitCode());
        assertTrue(password.err().startsWith("association refused: authentication-failure (1/13)"), password.err());

        Program keys = field(
                "status",
                "--target",
                target,
                "--guek",
                "00000000000000000000000000000000",
                "--gak",
                "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF");
        assertEquals(ExitCode.REFUSED, keys.exitCode());
        assertTrue(keys.err().contains("check GUEK"), keys.err());
    }
}
