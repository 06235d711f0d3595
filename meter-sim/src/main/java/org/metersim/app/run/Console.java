package org.metersim.app.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.metersim.meter.Meter;
import org.metersim.meter.MeterState;

/**
 * What a person, or a script, tells a running meter on standard input: the verbs of the Java API, one a line. The end
 * of standard input ends nothing, so that a meter can run in the background.
 */
final class Console {

    static final String HELP = """
            state            what the meter is: firmware, transfer, registers, associations, outbox, last events
            display          what its display shows
            press            press its button: the display goes on, a relay that is ready reconnects
            probe on|off     put the optical head on, or take it off
            power on|off     give it mains, or take them away
            clock +1h        let its time run ahead: s, m, h or d
            link drop        break every connection
            help             these lines
            quit             end""";

    private static final Pattern STEP = Pattern.compile("\\+(\\d{1,6})([smhd])");
    private static final int EVENTS_SHOWN = 5;

    private final Meter meter;
    private final PrintWriter out;

    Console(Meter meter, PrintWriter out) {
        this.meter = meter;
        this.out = out;
    }

    /** Reads commands until the input ends; false when {@code quit} ended it. */
    boolean run(Reader input) throws IOException {
        BufferedReader lines = new BufferedReader(input);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.strip().equals("quit")) {
                return false;
            }
            if (!line.isBlank()) {
                out.println(answer(line.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT)));
                out.flush();
            }
        }
        return true;
    }

    private String answer(String command) {
        switch (command) {
            case "state":
                return state(meter.state());
            case "display":
                return meter.display();
            case "press":
                meter.press();
                return meter.display();
            case "probe on", "probe off":
                meter.probe(command.endsWith("on"));
                return "probe " + (command.endsWith("on") ? "attached" : "taken off");
            case "power on":
                meter.power().on();
                return "mains on";
            case "power off":
                meter.power().off();
                return "mains off";
            case "link drop":
                meter.linkDrop();
                return "links dropped";
            case "help":
                return HELP;
            default:
                return command.startsWith("clock ") ? clock(command.substring(6)) : unknown(command);
        }
    }

    private static String unknown(String command) {
        return "unknown: " + command + " (expected: one of state, display, press, probe on|off, power on|off, clock"
                + " +1h, link drop, help, quit)";
    }

    private String clock(String step) {
        Matcher parts = STEP.matcher(step);
        if (!parts.matches()) {
            return "clock: " + step + " (expected: + and a number of s, m, h or d, as +1h; time does not go back)";
        }
        long number = Long.parseLong(parts.group(1));
        meter.clock()
                .advance(
                        switch (parts.group(2)) {
                            case "s" -> Duration.ofSeconds(number);
                            case "m" -> Duration.ofMinutes(number);
                            case "h" -> Duration.ofHours(number);
                            default -> Duration.ofDays(number);
                        });
        return "clock " + meter.state().clock();
    }

    private static String state(MeterState state) {
        StringBuilder text = new StringBuilder();
        text.append("meter ").append(state.serial()).append(state.powered() ? "" : "  without mains");
        text.append(state.restarting() ? "  restarting" : "").append("  clock ").append(state.clock());
        for (MeterState.Component each : state.components()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%n%-10s firmware %s in slot %d, transfer %s, blocks %d of %d, last update: %s",
                    each.kind().name().toLowerCase(Locale.ROOT),
                    each.activeVersion(),
                    each.runningSlot(),
                    each.transfer(),
                    each.blocks(),
                    each.blockCount(),
                    each.verdict()));
        }
        state.registers()
                .forEach(register ->
                        text.append(String.format(Locale.ROOT, "%n%-18s %s", register.name(), register.reading())));
        text.append(String.format(Locale.ROOT, "%nassociations %s, outbox %d", associations(state), state.outbox()));
        state.events().stream()
                .skip(Math.max(0, state.events().size() - EVENTS_SHOWN))
                .forEach(event -> text.append(
                        String.format(Locale.ROOT, "%nevent %d at %s in %s", event.code(), event.at(), event.log())));
        return text.toString();
    }

    private static String associations(MeterState state) {
        String open = state.nic().associations().stream()
                .map(each -> each.name() + " (client SAP " + each.clientSap() + ", " + each.status() + ")")
                .collect(Collectors.joining(", "));
        return open.isEmpty() ? "none" : open;
    }
}
