package org.metersim.app.program;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.app.ExitCode;
import org.metersim.app.Program;
import org.metersim.app.firmware.FirmwareCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Programs compiled, looked into and compared. */
class ProgramCommandTest {

    private static final String SOURCE = """
            program: {id: LIMITS, version: 7, model: sim-1p, requires: {active: [0, 6], firmware: ">=1.4 <2"}}
            items:
              - set: {class: 5, ln: 1-0:1.4.0.255, attr: 8, type: double-long-unsigned, value: 1800, expect: 900}
              - check: {class: 1, ln: 0-0:96.1.1.255, attr: 2, type: octet-string, equals: SIM-1P}
              - action: {class: 20, ln: 0-0:13.0.0.255, method: 1, type: integer, value: 0, undo: {restore: [6, 7]}}
              - irreversible: {action: {class: 70, ln: 0-0:96.3.10.255, method: 1, type: integer, value: 0}}
            """;

    @TempDir
    private Path folder;

    private Path source;

    @BeforeEach
    void write() throws IOException {
        source = Files.writeString(folder.resolve("limits.yaml"), SOURCE);
    }

    private static Program program(String... arguments) {
        return Program.run(new ProgramCommand(), arguments);
    }

    private String compile(String name, String... more) {
        String out = folder.resolve(name).toString();
        List<String> arguments = new ArrayList<>(List.of("compile", source.toString(), "-o", out));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--key")) {
            arguments.addAll(List.of("--key", "demo"));
        }
        Program compiled = program(arguments.toArray(String[]::new));
        assertEquals(0, compiled.exitCode(), compiled.err());
        return out;
    }

    @Test
    void compilesWhatAMeterTakes() {
        Program inspected = program("inspect", compile("limits.fwi"));

        assertEquals(ExitCode.OK, inspected.exitCode(), inspected.out());
        assertTrue(inspected.lines().startsWith("""
                program LIMITS v7
                  model      sim-1p
                  firmware   >=1.4.0 <2.0.0
                  active     none yet or v6
                  effective  immediate
                  1  set 5 1-0:1.4.0.255 a8 = double-long-unsigned 1800, before double-long-unsigned 900 (Demand import)
                  2  check 1 0-0:96.1.1.255 a2 is octet-string SIM-1P (Meter type)
                  3  action 20 0-0:13.0.0.255 m1 with integer 0, undone by attributes [6, 7] (Activity calendar)
                  4  action 70 0-0:96.3.10.255 m1 with integer 0, irreversible (Disconnect control)
                """), inspected.lines());
        assertTrue(
                inspected.lines().contains("\n  says it is program 0.0.0+7, security counter 1, payload of "),
                inspected.lines());
        assertTrue(inspected.lines().contains(", announced as LIMITS v7\n"), inspected.lines());
        assertTrue(inspected.lines().endsWith("\ngood\n"), inspected.lines());
    }

    @Test
    void compilesTheSameBytesAgain() throws IOException {
        byte[] first = Files.readAllBytes(Path.of(compile("a.fwi")));
        assertArrayEquals(first, Files.readAllBytes(Path.of(compile("b.fwi"))));

        Files.writeString(source, SOURCE.replace("1800", "1801"));
        assertNotEquals(
                List.of(first),
                List.of(Files.readAllBytes(Path.of(compile("c.fwi")))),
                "another value, the same bytes");
        assertEquals(first.length, Files.size(folder.resolve("c.fwi")), 4);
    }

    @Test
    void saysInJsonWhatIsInIt() throws IOException {
        JsonNode json = JsonMapper.shared()
                .readTree(program("inspect", "--json", compile("limits.fwi")).out());

        assertEquals("good", json.path("result").asString());
        assertEquals("program", json.path("image").path("component").asString());
        assertEquals("LIMITS v7", json.path("program").path("identifier").asString());
        JsonNode first = json.path("program").path("items").path(0);
        assertEquals(
                "{\"index\":1,\"kind\":\"set\",\"class\":5,\"ln\":\"1-0:1.4.0.255\",\"attr\":8,"
                        + "\"value\":{\"type\":\"double-long-unsigned\",\"text\":\"1800\",\"hex\":\"0600000708\"},"
                        + "\"expect\":{\"type\":\"double-long-unsigned\",\"text\":\"900\",\"hex\":\"0600000384\"},"
                        + "\"name\":\"Demand import\"}",
                first.toString());
        assertEquals(
                true,
                json.path("program").path("items").path(3).path("irreversible").asBoolean());
    }

    @ParameterizedTest
    @CsvSource({
        "--model sim-3p, 17, model",
        "--vendor acme.example, 16, vendor",
        "--security-counter 0, 22, counter",
    })
    void endsWithTheCodeOfTheLayerThatRefuses(String options, int code, String layer) {
        Program inspected = program("inspect", compile("limits.fwi", options.split(" ")));

        assertEquals(code, inspected.exitCode(), inspected.lines());
        assertTrue(inspected.lines().contains("refused at " + layer + ", exit " + code + "\n"), inspected.lines());
        assertTrue(inspected.lines().startsWith("program LIMITS v7\n"), inspected.lines());
    }

    @Test
    void withoutAKeyItIsSignedLater() {
        String plain = folder.resolve("plain.fwi").toString();
        assertEquals(0, program("compile", source.toString(), "--out", plain).exitCode());
        assertEquals(14, program("inspect", plain).exitCode());
        String signed = folder.resolve("signed.fwi").toString();
        Program.run(new FirmwareCommand(), "sign", plain, "--key", "demo", "--out", signed);

        assertEquals(0, program("inspect", signed).exitCode());
    }

    // a container of component 2 that says nothing a meter understands
    @Test
    void aContainerWithAnythingElseInItIsNoProgram() throws IOException {
        String random = folder.resolve("random.fwi").toString();
        Program.run(
                new FirmwareCommand(),
                ("build --random --size 1KiB --component program --version 1.0.0 --key demo --out " + random)
                        .split(" "));
        Program inspected = program("inspect", random);

        assertEquals(12, inspected.exitCode(), inspected.lines());
        assertTrue(inspected.lines().contains("\nno program: "), inspected.lines());
    }

    @Test
    void aDamagedFileIsRefusedAsAnImageIs() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(compile("limits.fwi")));
        bytes[60] ^= 1;
        Files.write(folder.resolve("limits.fwi"), bytes);

        assertEquals(
                11, program("inspect", folder.resolve("limits.fwi").toString()).exitCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compile SOURCE | 2 | --out FILE or --dry-run (expected: one of them)",
                "compile SOURCE -o x.fwi --dry-run | 2 | --out FILE or --dry-run (expected: one of them)",
                "compile MISSING -o x.fwi | 3 | missing.yaml: no such file or folder",
                "compile BROKEN -o x.fwi | 3 | broken.yaml:2:15: class: missing",
                "compile SOURCE -o x.fwi --security-counter -1 | 2 | --security-counter: -1 (expected: 0 to ",
                "compile SOURCE -o x.fwi --version x | 2 | --version: ",
                "inspect MISSING | 3 | missing.yaml: no such file or folder",
                "diff SOURCE | 2 | A and B, or A with --target or --card (expected: one of the two)",
                "diff SOURCE SOURCE --target tcp:h:1 | 2 | A and B, or A with --target or --card",
                "diff SOURCE MISSING | 3 | missing.yaml: no such file or folder",
                "diff SOURCE BROKEN | 3 | broken.yaml:2:15: class: missing",
                "diff SOURCE NOTHING | 3 | nothing.fwi: no program: ",
                "'' | 2 | which? (expected: compile, inspect or diff)",
            })
    void mistakesAreOneLine(String line, int code, String text) throws IOException {
        Path broken = Files.writeString(
                folder.resolve("broken.yaml"), "program: {id: a, version: 1, model: m}\nitems: [{set: {}}]");
        Path nothing = Files.write(folder.resolve("nothing.fwi"), new byte[100]);
        String[] arguments = line.replace("SOURCE", source.toString())
                .replace("MISSING", folder.resolve("missing.yaml").toString())
                .replace("BROKEN", broken.toString())
                .replace("NOTHING", nothing.toString())
                .replace("x.fwi", folder.resolve("x.fwi").toString())
                .split(" ");
        Program run = line.isEmpty() ? program() : program(arguments);

        assertEquals(code, run.exitCode(), run.err());
        assertTrue(run.err().contains(text), run.err());
        assertEquals("", run.out());
    }

    @Test
    void diffOfAProgramAndItselfIsNothing() {
        Program run = program("diff", source.toString(), compile("limits.fwi"));

        assertEquals("", run.lines());
        assertEquals(ExitCode.OK, run.exitCode());
    }

    @Test
    void diffSaysWhatIsGoneAndWhatIsNew() throws IOException {
        String old = compile("old.fwi");
        Files.writeString(
                source,
                SOURCE.replace("version: 7", "version: 8")
                        .replace("value: 1800", "value: 3600")
                        .replace(
                                "  - check: ",
                                "  - set: {class: 1, ln: 0-0:96.1.2.255, attr: 2, type: octet-string,"
                                        + " value: hex:00}\n  - check: "));
        Program run = program("diff", "--profile", "sim-1p", old, source.toString());

        assertEquals("""
                - program LIMITS v7
                + program LIMITS v8
                - 1 set 5 1-0:1.4.0.255 a8 = double-long-unsigned 1800, before double-long-unsigned 900 (Demand import)
                + 1 set 5 1-0:1.4.0.255 a8 = double-long-unsigned 3600, before double-long-unsigned 900 (Demand import)
                + 2 set 1 0-0:96.1.2.255 a2 = octet-string 00 (Point of supply)
                """, run.lines());
        assertEquals(ExitCode.DIFFERENT, run.exitCode());
    }
}
