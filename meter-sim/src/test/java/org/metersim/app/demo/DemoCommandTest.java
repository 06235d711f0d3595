package org.metersim.app.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.app.ExitCode;
import org.metersim.app.Program;

/** The whole of it: a meter, a concentrator and a tool on real sockets. */
@Timeout(90)
class DemoCommandTest {

    private static final Pattern ROW = Pattern.compile("^ {2}(1\\.\\d\\w?) +(.+ -> .+)$");

    private static List<String> rows(Program played) {
        return played.lines()
                .lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1))
                .toList();
    }

    @Test
    void playsAnUpdateRowByRowToItsEnd() {
        Program played = Program.run(new DemoCommand());

        assertEquals(0, played.exitCode(), played.out() + played.err());
        List<String> rows = rows(played);
        assertEquals(List.of("1.2", "1.3", "1.4", "1.5", "1.6"), rows.subList(0, 5), played.out());
        // the tool and the concentrator are told independently
        assertEquals(
                List.of("1.7", "1.8a"), rows.subList(5, 7).stream().sorted().toList());
        assertTrue(played.out().contains("(status 1 2 3 5 6)"), played.out());
        assertTrue(played.out().contains("meter 00012345 runs 1.5.0; logged 17 FIRMWARE_READY, 18 FIRMWARE_ACTIVATED"));
        assertTrue(played.out().contains("\"result\":\"OK\""));
    }

    @ParameterizedTest
    @CsvSource({
        "crc, crc, 51, 1 2 4",
        "signature, signature, 51, 1 2 4",
        "model, model, 51, 1 2 4",
        "downgrade, version, 51, 1 2 4",
        "self-test, self-test, 204, 1 2 3 5 7"
    })
    void playsAnUpdateThatFails(String broken, String layer, int event, String statuses) {
        Program played = Program.run(new DemoCommand(), "--break", broken);

        assertEquals(0, played.exitCode(), played.out() + played.err());
        assertEquals(7, rows(played).size(), played.out());
        assertTrue(played.out().contains("(status " + statuses + ")"), played.out());
        assertTrue(played.out().contains(" KO at " + layer + ", event " + event), played.out());
        assertTrue(played.out().matches("(?s).* KO at " + layer + ", [^\n]*; runs 1\\.4\\.2\n.*"), played.out());
        assertTrue(played.out().contains("meter 00012345 runs 1.4.2; "), played.out());
    }

    @Test
    void playsAProgramRowByRowToItsEnd() {
        Program played = Program.run(new DemoCommand(), "--kind", "program");

        assertEquals(0, played.exitCode(), played.out() + played.err());
        assertEquals(7, rows(played).size(), played.out());
        assertTrue(played.out().contains("every item done and read back, the program is active (status 1 2 3 5 6)"));
        assertTrue(played.out().contains(" OK, event 47, none -> DEMAND-30 v1; acknowledged"), played.out());
        assertTrue(played.out().contains("meter 00012345 runs 1.4.2; logged "), played.out());
    }

    @ParameterizedTest
    @CsvSource({"crc, crc", "signature, signature", "model, model", "item, access"})
    void playsAProgramThatIsRefused(String broken, String layer) {
        Program played = Program.run(new DemoCommand(), "--kind", "program", "--break", broken);

        assertEquals(0, played.exitCode(), played.out() + played.err());
        assertEquals(7, rows(played).size(), played.out());
        assertTrue(played.out().contains("refused, no parameter is changed (status 1 2 4)"), played.out());
        assertTrue(played.out().contains(" KO at " + layer + ", event 224, none -> DEMAND-30 v1"), played.out());
    }

    @ParameterizedTest
    @CsvSource({"program, self-test", "program, downgrade", "firmware, item"})
    void whatCannotGoWrongIsRefused(String kind, String broken) {
        Program played = Program.run(new DemoCommand(), "--kind", kind, "--break", broken);

        assertEquals(ExitCode.USAGE, played.exitCode());
        assertEquals(
                "--break: " + broken + " (expected: one that a " + kind + " has)",
                played.err().strip());
    }

    @Test
    void saysWhichRowsAreMissingWhenItsTimeIsOver() {
        Program played = Program.run(new DemoCommand(), "--limit", "1");

        assertEquals(ExitCode.FAILED, played.exitCode());
        assertTrue(played.err().startsWith("not reached within 1 s: 1."), played.err());
        assertTrue(played.err().contains("1.8a"), played.err());
    }
}
