package org.metersim.app.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.app.Program;
import org.metersim.app.program.ProgramCommand;
import org.metersim.client.Target.Transport;

/** Programs compiled and brought into a meter on real sockets, as a technician types it. */
@Timeout(60)
class ProgramInTheFieldTest {

    private static final String PERIOD = """
            program: {id: DEMAND, version: 1, model: sim-1p}
            items:
              - set: {class: 5, ln: 1-0:1.4.0.255, attr: 8, type: double-long-unsigned, value: 1800, expect: 900}
              - set: {class: 1, ln: 0-0:96.1.2.255, attr: 2, type: octet-string, value: ES0021}
            """;

    /** Of docs/programs-tool.md. */
    private static final Path TARIFF = Path.of("..", "docs", "tariff-2026.yaml");

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

    private String compiled(Path source) {
        String out = folder.resolve("program.fwi").toString();
        Program run = Program.run(new ProgramCommand(), "compile", source.toString(), "--key", "demo", "--out", out);
        assertEquals(0, run.exitCode(), run.err());
        return out;
    }

    private String compiled(String yaml) throws IOException {
        return compiled(Files.writeString(folder.resolve("source.yaml"), yaml));
    }

    private Program field(Transport transport, String... arguments) throws IOException {
        return Program.run(
                new FieldCommand(),
                Stream.concat(
                                Stream.of(arguments),
                                Stream.of("--card", meter.card(true).toString(), "--over", transport.toString()))
                        .toArray(String[]::new));
    }

    private Program update(String file) throws IOException {
        return field(Transport.TCP, "update", "--poll", "0.1", file);
    }

    @ParameterizedTest
    @EnumSource
    void aProgramIsBroughtInAndItsItemsAreTold(Transport transport) throws IOException {
        Program run = field(transport, "update", "--poll", "0.1", compiled(PERIOD));

        assertEquals("""
                program none -> DEMAND v1
                item 1: success
                item 2: success
                result=OK serial=00012345 identifier=DEMAND v1 update-id=program-000001
                """, run.lines(), run.err());
        assertEquals(0, run.exitCode());
        assertEquals(
                "1-0:1.4.0.255 = 1800\n0-0:96.1.2.255 = ES0021\n",
                field(transport, "read", "5:1-0:1.4.0.255:8", "0-0:96.1.2.255").lines());
    }

    @Test
    void statusShowsTheProgramAndHowItWent() throws IOException {
        update(compiled(PERIOD));
        String status = field(Transport.TCP, "status").lines();

        for (String line : new String[] {
            "program=DEMAND v1\n",
            "program-transfer=6 activation-successful\n",
            "program-report=2 items done\n",
            "last-update=program-000001 OK\n"
        }) {
            assertTrue(status.contains(line), line + " is missing in\n" + status);
        }
    }

    // the second is refused whole: its expectation was of the meter before the first
    @Test
    void aProgramThatDoesNotFitChangesNothingAndSaysWhichItem() throws IOException {
        update(compiled(PERIOD));
        Program run = update(compiled(PERIOD.replace("version: 1", "version: 2").replace("ES0021", "ES0022")));

        assertEquals(41, run.exitCode(), run.lines());
        assertTrue(run.lines().startsWith("program DEMAND v1 -> DEMAND v1\nitem 1: "), run.lines());
        assertTrue(run.lines().contains("\nitem 2: not done\n"), run.lines());
        assertTrue(
                run.lines()
                        .contains("result=KO serial=00012345 identifier=DEMAND v1 update-id=program-000002 phase=verify"
                                + " layer=expect cause=item 1: "),
                run.lines());
        assertEquals(
                "0-0:96.1.2.255 = ES0021\n",
                field(Transport.TCP, "read", "0-0:96.1.2.255").lines());
        String status = field(Transport.TCP, "status").lines();
        assertTrue(status.contains("program-report=item 1: "), status);
        assertTrue(status.contains("last-update=program-000002 KO phase=verify layer=expect"), status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model: sim-1p | model: sim-3p | 17",
                "model: sim-1p | model: sim-1p, requires: {active: [4]} | 41",
                "model: sim-1p | model: sim-1p, requires: {firmware: '>=9'} | 41",
                "1-0:1.4.0.255 | 1-0:1.99.0.255 | 41",
                "value: 1800 | value: 1801 | 41",
            })
    void eachRefusalHasItsCode(String right, String wrong, int code) throws IOException {
        Program run = update(compiled(PERIOD.replace(right, wrong)));

        assertEquals(code, run.exitCode(), run.lines());
        assertTrue(run.lines().contains("result=KO serial=00012345 identifier= update-id=program-000001"), run.lines());
    }

    @Test
    void theSameProgramAgainIsLeftAsItIs() throws IOException {
        update(compiled(PERIOD));
        Program again = update(compiled(PERIOD));

        assertEquals(0, again.exitCode(), again.lines());
        assertTrue(
                again.lines()
                        .endsWith("result=OK serial=00012345 identifier=DEMAND v1 update-id=program-000001"
                                + " already-active=yes\n"),
                again.lines());
    }

    @Test
    void theProgramOfTheDocumentGivesAnotherTariff() throws IOException {
        Program run = update(compiled(TARIFF));

        assertEquals(0, run.exitCode(), run.lines());
        assertEquals(
                "0-0:13.0.0.255 = TWO-RATE\n",
                field(Transport.TCP, "read", "20:0-0:13.0.0.255:2").lines());
    }

    // --- dry runs, against a simulated meter of the profile

    private Program rehearse(String yaml) throws IOException {
        Path source = Files.writeString(folder.resolve("dry.yaml"), yaml);
        return Program.run(new ProgramCommand(), "compile", source.toString(), "--dry-run");
    }

    @Test
    void aDryRunTakesWhatAMeterTakes() throws IOException {
        Program run = rehearse(PERIOD.replace(
                "model: sim-1p", "model: sim-1p, requires: {active: [7]}, effective: '2099-01-01 00:00:00'"));

        assertEquals("program  DEMAND v1: a meter of sim-1p takes it\n", run.lines(), run.err());
        assertEquals(0, run.exitCode());
    }

    @Test
    void aDryRunSaysWhereInTheSourceAnItemIsRefused() throws IOException {
        Program run = rehearse(PERIOD
                + "  - set: {class: 1, ln: 0-0:96.1.1.255, attr: 2, type: octet-string, value: OTHER}\n"
                + "  - check: {class: 1, ln: 0-0:96.1.99.255, attr: 2, type: octet-string, equals: ''}\n");

        assertEquals(41, run.exitCode(), run.err());
        assertTrue(run.lines().contains("dry.yaml:5:5: item 3: read-write-denied (3)"), run.lines());
        assertTrue(run.lines().contains("dry.yaml:6:5: item 4: object-undefined (4)"), run.lines());
        assertTrue(run.err().contains("dry.yaml:1:1: access: item 3: read-write-denied (3)"), run.err());
    }
}
