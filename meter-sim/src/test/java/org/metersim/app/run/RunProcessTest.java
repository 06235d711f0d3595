package org.metersim.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.app.ExitCode;
import org.metersim.app.MeterProcess;

/** The program as a process of its own, and how it ends. */
@Timeout(120)
class RunProcessTest {

    @TempDir
    private Path folder;

    // 130 and 143: what a shell expects of a process that ended on this signal
    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalEndsItWithEverythingClosed(String signal, int exitCode) throws IOException {
        Path terminal = folder.resolve("probe");
        Path state = folder.resolve("state");
        try (MeterProcess meter =
                MeterProcess.start(folder, "--pty", terminal.toString(), "--state-dir", state.toString())) {
            assertTrue(Files.isSymbolicLink(terminal));
            var address = meter.tcp();
            meter.signal(signal);

            assertEquals("bye", meter.nextOut());
            assertEquals(exitCode, meter.awaitExit(), meter.errors());
            assertEquals("", meter.errors());
            assertFalse(Files.exists(terminal, LinkOption.NOFOLLOW_LINKS));
            org.junit.jupiter.api.Assertions.assertThrows(
                    ConnectException.class, () -> new Socket(address.getAddress(), address.getPort()).close());
        }
        try (MeterProcess again = MeterProcess.start(folder, "--state-dir", state.toString())) {
            again.type("quit");
            assertEquals(ExitCode.OK, again.awaitExit(), again.errors());
        }
    }

    @Test
    void whatIsNotPermittedEndsItWithOneLineAndItsCode() throws IOException {
        try (MeterProcess meter = MeterProcess.launch(folder, "--trace", "/sys/trace.jsonl")) {
            assertEquals(ExitCode.NOT_PERMITTED, meter.awaitExit());
            assertTrue(
                    meter.errors().startsWith("meter-sim run: /sys/trace.jsonl: cannot be written: "), meter.errors());
            assertEquals(1, meter.errors().lines().count(), meter.errors());
        }
    }
}
