package org.metersim.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.meter.Meter;
import org.metersim.meter.Meters;
import org.metersim.runtime.wire.VirtualWorld;

/** The verbs on standard input, on a meter whose time stands still until a verb moves it. */
class ConsoleTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    private final Meter meter = Meters.builder().startOn(new VirtualWorld(START.toEpochMilli()));
    private final StringWriter out = new StringWriter();

    private boolean type(String lines) throws IOException {
        return new Console(meter, new PrintWriter(out, true)).run(new StringReader(lines));
    }

    private String printed() {
        return out.toString().replace("\r\n", "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "probe off      | probe taken off",
                "probe on       | probe attached",
                "Power   OFF    | mains off",
                "power on       | mains on",
                "link drop      | links dropped",
            })
    void aVerbAnswersWithWhatIsNow(String verb, String answer) throws IOException {
        assertTrue(type(verb + "\n"));

        assertEquals(answer + "\n", printed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo            | unknown: foo (expected: one of state, ",
                "power          | unknown: power (expected: one of state, ",
                "probe maybe    | unknown: probe maybe (expected: one of state, ",
                "clock 1h       | clock: 1h (expected: + and a number of s, m, h or d, as +1h; time does not go back)",
                "clock -1h      | clock: -1h (expected: + and a number",
                "clock +1y      | clock: +1y (expected: + and a number",
                "clock +9999999s | clock: +9999999s (expected: + and a number",
            })
    void aWrongVerbSaysWhatWasExpectedAndChangesNothing(String verb, String answer) throws IOException {
        Instant before = meter.clock().now();

        assertTrue(type(verb + "\n"));

        assertTrue(printed().startsWith(answer), this::printed);
        assertEquals(1, printed().lines().count());
        assertEquals(before, meter.clock().now());
        assertTrue(meter.state().powered());
    }

    @ParameterizedTest
    @CsvSource({"+90s,90", "+5m,300", "+1h,3600", "+2d,172800"})
    void timeRunsAheadByTheStep(String step, long seconds) throws IOException {
        Instant before = meter.clock().now();

        type("clock " + step + "\n");

        assertEquals(before.plusSeconds(seconds), meter.clock().now());
        assertTrue(printed().startsWith("clock 20"), this::printed);
    }

    @Test
    void powerOffMakesTheDisplayDarkAndTheStateSayIt() throws IOException {
        type("power off\ndisplay\nstate\n");

        assertTrue(printed().startsWith("mains off\n(dark)\nmeter 00012345  without mains"), this::printed);
        assertFalse(meter.state().powered());
    }

    @Test
    void pressingTheButtonShowsTheNextValue() throws IOException {
        type("display\npress\n");

        assertTrue(printed().lines().toList().get(1).matches("1\\.8\\.0 .*Wh"), this::printed);
    }

    @Test
    void stateNamesBothBoardsAndTheEnergy() throws IOException {
        type("state\n");

        assertTrue(printed().startsWith("meter 00012345  clock "), this::printed);
        for (String part :
                new String[] {"\nmetrology  firmware 1.4.2 in slot ", "\nnic        firmware ", "outbox 0"}) {
            assertTrue(printed().contains(part), part + " is missing in " + printed());
        }
    }

    @Test
    void quitEndsItAndNothingAfterItIsRead() throws IOException {
        assertFalse(type("\n  quit \npower off\n"));

        assertEquals("", printed());
        assertTrue(meter.state().powered());
    }

    @Test
    void theEndOfInputIsNoQuit() throws IOException {
        assertTrue(type(""));
    }

    @Test
    void helpHasALineForEachVerb() throws IOException {
        type("help\n");

        for (String verb : new String[] {
            "state", "display", "press", "probe on|off", "power on|off", "clock +1h", "link drop", "help", "quit"
        }) {
            assertTrue(printed().lines().anyMatch(line -> line.startsWith(verb + " ")), verb);
        }
    }
}
