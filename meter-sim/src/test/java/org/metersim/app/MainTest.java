package org.metersim.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... line) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), line);
    }

    @Test
    void helpNamesTheCommandsAndTheExitCodes() {
        assertEquals(ExitCode.OK, run("--help"));

        for (String part : new String[] {"field", "firmware", "concentrator", "Exit codes:", "METERSIM_"}) {
            assertTrue(out.toString().contains(part), part);
        }
        assertEquals("", err.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"field", "firmware", "concentrator"})
    void eachCommandTeaches(String command) {
        assertEquals(ExitCode.OK, run(command, "--help"));

        assertTrue(out.toString().startsWith("Usage: meter-sim " + command), out::toString);
    }

    @Test
    void versionSaysOursAndJavas() {
        assertEquals(ExitCode.OK, run("--version"));

        assertTrue(out.toString().matches("meter-sim 0\\.1\\.0\\S*\\RJava 17.*\\R"), out::toString);
    }

    @Test
    void anUnknownOptionIsOneLineWithAGuess() {
        assertEquals(ExitCode.USAGE, run("concentrator", "--profil", "sim-1p"));

        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().startsWith("meter-sim concentrator: Unknown option"), err::toString);
        assertTrue(err.toString().contains("did you mean --profile"), err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void anUnknownCommandIsOneLineWithAGuess() {
        assertEquals(ExitCode.USAGE, run("concentrater"));

        assertEquals(1, err.toString().lines().count(), err::toString);
        assertTrue(err.toString().contains("did you mean concentrator"), err::toString);
    }

    @Test
    void aMistakeOfTheUserIsOneLineAndItsExitCode() {
        assertEquals(ExitCode.USAGE, run("concentrator", "--port", "70000"));

        assertEquals(
                "meter-sim concentrator: --port: 70000 (expected: 0 to 65535)",
                err.toString().strip());
    }

    @Test
    void aProfileThatCannotBeIsOneLineThatNamesThePlace() {
        assertEquals(ExitCode.CONFIGURATION, run("concentrator", "--profile", "sim-9p"));

        assertEquals(
                "meter-sim concentrator: sim-9p.yaml: no such built-in profile (expected: one of sim-1p, field-1p)",
                err.toString().strip());
    }

    @Test
    void optionsComeFromTheEnvironmentUnlessTheLineHasThem() {
        EnvironmentDefaults defaults = new EnvironmentDefaults(java.util.Map.of("METERSIM_READY_FILE", "a.json"));
        picocli.CommandLine.Model.OptionSpec named =
                picocli.CommandLine.Model.OptionSpec.builder("--ready-file").build();
        picocli.CommandLine.Model.OptionSpec other = picocli.CommandLine.Model.OptionSpec.builder("--seed")
                .defaultValue("42")
                .build();

        assertEquals("a.json", defaults.defaultValue(named));
        assertEquals("42", defaults.defaultValue(other));
    }
}
