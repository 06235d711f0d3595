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
import org.metersim.app.program.ProgramCommand;
import org.metersim.client.Target.Transport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code field configure} and {@code program diff} against a meter on real sockets. */
@Timeout(60)
class ConfigureCommandTest {

    private static final String GOOD = """
            items:
              - check: {class: 5, ln: 1-0:1.4.0.255, attr: 8, equals: {double-long-unsigned: 900}}
              - set: {class: 1, ln: 0-0:96.1.2.255, attr: 2, type: octet-string, value: ES0021, expect: ""}
              - set: {class: 5, ln: 1-0:1.4.0.255, attr: 8, type: double-long-unsigned, value: 1800, expect: 900}
            """;

    /** The third item is refused: nobody sets a meter type. */
    private static final String REFUSED = GOOD
            + "  - set: {class: 1, ln: 0-0:96.1.1.255, attr: 2, type: octet-string, value: OTHER}\n"
            + "  - set: {class: 70, ln: 0-0:96.3.10.255, attr: 4, type: enum, value: 1}\n";

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

    private Program configure(String yaml, String... more) throws IOException {
        return configure(Transport.TCP, yaml, more);
    }

    private Program configure(Transport transport, String yaml, String... more) throws IOException {
        Path source = Files.writeString(folder.resolve("list.yaml"), yaml);
        return Program.run(
                new FieldCommand(),
                Stream.concat(
                                Stream.of(
                                        "configure",
                                        "--card",
                                        meter.card(true).toString(),
                                        "--over",
                                        transport.toString(),
                                        source.toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private String read(String... objects) throws IOException {
        return Program.run(
                        new FieldCommand(),
                        Stream.concat(
                                        Stream.of(
                                                "read",
                                                "--card",
                                                meter.card(false).toString()),
                                        Stream.of(objects))
                                .toArray(String[]::new))
                .lines();
    }

    private String values() throws IOException {
        return read("0-0:96.1.2.255", "5:1-0:1.4.0.255:8", "70:0-0:96.3.10.255:4");
    }

    @ParameterizedTest
    @EnumSource
    void bringsAListIntoAMeter(Transport transport) throws IOException {
        Program run = configure(transport, GOOD);

        assertEquals("""
                1 holds 5 1-0:1.4.0.255 a8: 900
                2 done 1 0-0:96.1.2.255 a2:  -> ES0021
                3 done 5 1-0:1.4.0.255 a8: 900 -> 1800
                result=OK serial=00012345 items=3
                """, run.lines(), run.err());
        assertEquals(ExitCode.OK, run.exitCode());
        assertEquals("0-0:96.1.2.255 = ES0021\n1-0:1.4.0.255 = 1800\n0-0:96.3.10.255 = 4\n", values());
    }

    @Test
    void theSecondTimeItsExpectationIsNotMetAndNothingIsSent() throws IOException {
        configure(GOOD);
        Program again = configure(GOOD);

        assertEquals(ExitCode.ITEM_FAILED, again.exitCode());
        assertTrue(
                again.lines()
                        .endsWith("result=KO serial=00012345 items=3 failed=1 changed=no"
                                + " cause=5 1-0:1.4.0.255 a8: is 1800 (expected: 900)\n"),
                again.lines());
    }

    @Test
    void whatWasDoneStaysUnlessItIsToBeUndone() throws IOException {
        Program run = configure(REFUSED);

        assertEquals(ExitCode.PARTLY_DONE, run.exitCode(), run.lines());
        assertEquals("""
                1 holds 5 1-0:1.4.0.255 a8: 900
                2 done 1 0-0:96.1.2.255 a2:  -> ES0021
                3 done 5 1-0:1.4.0.255 a8: 900 -> 1800
                4 failed 1 0-0:96.1.1.255 a2: read-write-denied
                5 not-reached 70 0-0:96.3.10.255 a4
                result=KO serial=00012345 items=5 failed=4 changed=yes cause=1 0-0:96.1.1.255 a2: read-write-denied
                """, run.lines());
    }

    @ParameterizedTest
    @CsvSource({"--undo-on-failure", "--undo-on-failure --lists"})
    void afterAFailureAllIsAsBefore(String options) throws IOException {
        String before = values();
        Program run = configure(REFUSED, options.split(" "));

        assertEquals(ExitCode.ITEM_FAILED, run.exitCode(), run.lines());
        assertTrue(run.lines().contains("\n3 undone 5 1-0:1.4.0.255 a8: 900 -> 1800; undone\n"), run.lines());
        assertEquals(before, values());
    }

    @Test
    void aDryRunOnlyReads() throws IOException {
        String before = values();
        Program run = configure(GOOD, "--dry-run", "--json");

        JsonNode json = JsonMapper.shared().readTree(run.out());
        assertEquals(ExitCode.OK, run.exitCode(), run.out());
        assertEquals("OK", json.path("result").asString());
        assertEquals("would-change", json.path("items").path(2).path("state").asString());
        assertEquals("900 -> 1800", json.path("items").path(2).path("text").asString());
        assertEquals(before, values());
    }

    @Test
    void saysInJsonWhatAMeterAnswered() throws IOException {
        JsonNode json = JsonMapper.shared()
                .readTree(configure(REFUSED, "--json", "--undo-on-failure").out());

        assertEquals(4, json.path("failedAt").asInt());
        assertEquals(3, json.path("items").path(3).path("result").asInt());
        assertEquals("00012345", json.path("serial").asString());
        assertEquals(false, json.path("changed").asBoolean());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "requires: {firmware: '>=1.4 <1.5'} | 0 | ",
                "requires: {firmware: '>=2'} | 7 | firmware: 1.4.2 (expected: >=2.0.0)",
                "requires: {active: [0, 1]} | 0 | ",
                "requires: {active: [1]} | 7 | active program: none (expected: version [1] of P, 0 for none)",
            })
    void aSourceForOtherMetersIsNotBroughtIn(String requires, int code, String complaint) throws IOException {
        Program run = configure("program: {id: P, version: 2, model: sim-1p, " + requires + "}\n" + GOOD);

        assertEquals(code, run.exitCode(), run.err());
        assertEquals(complaint == null ? "" : complaint, run.err().strip());
    }

    @Test
    void aMistakeInTheSourceIsToldBeforeAnybodyIsCalled() throws IOException {
        Path source = Files.writeString(folder.resolve("wrong.yaml"), "items: [{set: {class: 70000}}]");
        Program run = Program.run(new FieldCommand(), "configure", "--target", "tcp:127.0.0.1:1", source.toString());

        assertEquals(
                source + ":1:23: class: 70000 (expected: a whole number from 1 to 65535)",
                run.err().strip());
    }

    @Test
    void aReaderMayNotConfigure() throws IOException {
        Program run = configure(GOOD, "--client-sap", "2");

        assertEquals(ExitCode.REFUSED, run.exitCode(), run.lines() + run.err());
        assertTrue(
                run.lines().contains("\n2 failed 1 0-0:96.1.2.255 a2: exception-response: service-unknown"),
                run.lines());
        assertTrue(run.lines().contains(" changed=no "), run.lines());
    }

    @Test
    void diffSaysWhatAProgramWouldChangeInAMeter() throws IOException {
        Path source =
                Files.writeString(folder.resolve("p.yaml"), "program: {id: P, version: 2, model: sim-1p}\n" + GOOD);
        List<String> line =
                List.of("diff", source.toString(), "--card", meter.card(false).toString());
        Program before = Program.run(new ProgramCommand(), line.toArray(String[]::new));
        assertEquals("""
                1 holds 5 1-0:1.4.0.255 a8: 900
                2 would-change 1 0-0:96.1.2.255 a2:  -> ES0021
                3 would-change 5 1-0:1.4.0.255 a8: 900 -> 1800
                """, before.lines(), before.err());
        assertEquals(ExitCode.DIFFERENT, before.exitCode());

        configure(GOOD);
        Program after = Program.run(new ProgramCommand(), line.toArray(String[]::new));
        assertEquals(ExitCode.ITEM_FAILED, after.exitCode(), after.lines());

        Files.writeString(
                source,
                "program: {id: P, version: 2, model: sim-1p}\nitems:\n"
                        + "  - set: {class: 5, ln: 1-0:1.4.0.255, attr: 8, type: double-long-unsigned, value: 1800}\n");
        Program same = Program.run(new ProgramCommand(), line.toArray(String[]::new));
        assertEquals("1 same 5 1-0:1.4.0.255 a8: 1800\n", same.lines());
        assertEquals(ExitCode.OK, same.exitCode());
    }
}
