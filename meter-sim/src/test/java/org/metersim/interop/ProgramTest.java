package org.metersim.interop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.metersim.interop.ForeignClient.OTHER_REASON;
import static org.metersim.interop.ForeignClient.SUCCESS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metersim.app.Program;
import org.metersim.app.program.ProgramCommand;
import org.metersim.meter.Meter;

/** Two clients that we did not write bring a program in, which our tool compiled, and read what it changed. */
@Timeout(60)
class ProgramTest {

    private static final int BLOCK_BYTES = 512;
    private static final String TRANSFER = "0.0.44.0.2.255";
    private static final Target STATUS = new Target(18, TRANSFER, 6);
    private static final Target ACTIVE = new Target(1, "1.0.0.2.1.255", 2);
    private static final Target CHANGES = new Target(1, "0.0.96.2.0.255", 2);
    private static final Target PERIOD = new Target(5, "1.0.1.4.0.255", 8);
    private static final Target SUPPLY_POINT = new Target(1, "0.0.96.1.2.255", 2);

    private static final String SOURCE = """
            program: {id: DEMAND, version: 3, model: sim-1p}
            items:
              - set: {class: 5, ln: 1-0:1.4.0.255, attr: 8, type: double-long-unsigned, value: 1800, expect: 900}
              - set: {class: 1, ln: 0-0:96.1.2.255, attr: 2, type: octet-string, value: hex:4553303031}
            """;

    @TempDir
    private Path folder;

    private byte[] compiled(String yaml) throws IOException {
        Path source = Files.writeString(folder.resolve("source.yaml"), yaml);
        Path out = folder.resolve("program.fwi");
        Program run =
                Program.run(new ProgramCommand(), "compile", source.toString(), "--key", "demo", "-o", out.toString());
        assertEquals(0, run.exitCode(), run.err());
        return Files.readAllBytes(out);
    }

    private static void send(ForeignClient client, byte[] program) throws IOException {
        assertEquals(SUCCESS, client.initiate(TRANSFER, ascii("DEMAND v3"), program.length));
        for (int number = 0; number * BLOCK_BYTES < program.length; number++) {
            byte[] block = Arrays.copyOfRange(
                    program, number * BLOCK_BYTES, Math.min(program.length, (number + 1) * BLOCK_BYTES));
            assertEquals(SUCCESS, client.block(TRANSFER, number, block));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @MethodSource("org.metersim.interop.Stand#all")
    void aProgramIsTakenAndItsValuesAreRead(Stand stand) throws Exception {
        byte[] program = compiled(SOURCE);
        try (Meter meter = Meter.builder().start()) {
            try (ForeignClient client = stand.open(meter.tcp(), Who.MANAGEMENT)) {
                send(client, program);
                assertEquals(SUCCESS, client.verify(TRANSFER));
                assertEquals(900, client.number(PERIOD));
                assertEquals(SUCCESS, client.activate(TRANSFER));
            }
            meter.clock().advance(Duration.ofMinutes(2));
            try (ForeignClient client = stand.open(meter.tcp(), Who.MANAGEMENT)) {
                assertEquals(6, client.number(STATUS));
                assertEquals(1800, client.number(PERIOD));
                assertArrayEquals(ascii("ES001"), client.octets(SUPPLY_POINT));
                assertArrayEquals(ascii("DEMAND v3"), client.octets(ACTIVE));
                assertEquals(1, client.number(CHANGES));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("org.metersim.interop.Stand#all")
    void aProgramThatDoesNotFitChangesNothing(Stand stand) throws Exception {
        byte[] program = compiled(SOURCE.replace("value: 1800, expect: 900", "value: 1800, expect: 901"));
        try (Meter meter = Meter.builder().start();
                ForeignClient client = stand.open(meter.tcp(), Who.MANAGEMENT)) {
            send(client, program);
            assertEquals(OTHER_REASON, client.verify(TRANSFER));

            assertEquals(4, client.number(STATUS));
            assertEquals(900, client.number(PERIOD));
            assertEquals(0, client.octets(SUPPLY_POINT).length);
            assertEquals(0, client.octets(ACTIVE).length);
            assertEquals(0, client.number(CHANGES));
        }
    }
}
