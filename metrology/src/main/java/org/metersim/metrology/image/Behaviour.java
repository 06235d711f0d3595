package org.metersim.metrology.image;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metersim.dlms.codec.Octets;

/**
 * What a simulated firmware does when it runs: its payload is a program for the simulator, so an image that is signed
 * and whole can still fail in every way.
 *
 * <p>The payload may begin with the line {@code meter-sim behaviour 1}, lines {@code key: value}, and an empty line;
 * what follows is filler. A payload without it does all as a good firmware does.
 *
 * @param selfTest how the self-test ends
 * @param seconds of {@code crash-after-s}, or the number of {@code pass-on-try-n}
 * @param bootMs boot time; empty for the profile's
 * @param reportsVersion what it says its version is; empty for the header's
 */
public record Behaviour(
        SelfTest selfTest, int seconds, Optional<Long> bootMs, Optional<String> reportsVersion, Confirm confirm) {

    /** How the self-test of a new image ends. */
    public enum SelfTest {
        PASS("pass"),
        FAIL("fail"),
        /** Never: the watchdog resets the board. */
        HANG("hang"),
        /** The board resets some seconds after its boot. */
        CRASH_AFTER("crash-after-s"),
        /** Only at the n-th boot; before, the watchdog resets. */
        PASS_ON_TRY("pass-on-try-n");

        private final String word;

        SelfTest(String word) {
            this.word = word;
        }
    }

    /** Who confirms a new image whose self-test passed. */
    public enum Confirm {
        AUTO,
        /** The client, by image_activate again. */
        CLIENT,
        NEVER
    }

    /** A good firmware. */
    public static final Behaviour GOOD =
            new Behaviour(SelfTest.PASS, 0, Optional.empty(), Optional.empty(), Confirm.AUTO);

    private static final String FIRST_LINE = "meter-sim behaviour 1\n";
    private static final Set<String> KEYS = Set.of("selfTest", "bootSeconds", "reportsVersion", "confirm");
    private static final int MAX_SECONDS = 86_400;

    /**
     * The behaviour that a text of lines {@code key: value} describes.
     *
     * @throws IllegalArgumentException with the line that is wrong
     */
    public static Behaviour parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : text.split("\n")) {
            String entry = line.replaceFirst("\\s*#.*", "").strip();
            int colon = entry.indexOf(':');
            if (entry.isEmpty()) {
                continue;
            }
            String key = colon < 0 ? entry : entry.substring(0, colon).strip();
            if (colon < 0 || !KEYS.contains(key)) {
                throw new IllegalArgumentException(
                        "behaviour: " + entry + " (expected: selfTest, bootSeconds, reportsVersion or confirm)");
            }
            values.put(key, entry.substring(colon + 1).strip());
        }
        return of(values);
    }

    private static Behaviour of(Map<String, String> values) {
        String[] test = values.getOrDefault("selfTest", "pass").split("\\s+");
        SelfTest selfTest = selfTest(test[0]);
        boolean counts = selfTest == SelfTest.CRASH_AFTER || selfTest == SelfTest.PASS_ON_TRY;
        if (test.length != (counts ? 2 : 1)) {
            throw new IllegalArgumentException("selfTest: " + String.join(" ", test)
                    + " (expected: pass, fail, hang, crash-after-s N or pass-on-try-n N)");
        }
        return new Behaviour(
                selfTest,
                counts ? number("selfTest", test[1]) : 0,
                Optional.ofNullable(values.get("bootSeconds")).map(text -> number("bootSeconds", text) * 1000L),
                Optional.ofNullable(values.get("reportsVersion")),
                confirm(values.getOrDefault("confirm", "auto")));
    }

    private static SelfTest selfTest(String word) {
        for (SelfTest each : SelfTest.values()) {
            if (each.word.equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                "selfTest: " + word + " (expected: pass, fail, hang, crash-after-s N or pass-on-try-n N)");
    }

    private static Confirm confirm(String word) {
        return switch (word) {
            case "auto" -> Confirm.AUTO;
            case "client" -> Confirm.CLIENT;
            case "never" -> Confirm.NEVER;
            default -> throw new IllegalArgumentException("confirm: " + word + " (expected: auto, client or never)");
        };
    }

    private static int number(String key, String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > MAX_SECONDS) {
            throw new IllegalArgumentException(key + ": " + text + " (expected: 0 to " + MAX_SECONDS + ")");
        }
        return Integer.parseInt(text);
    }

    /** What a payload begins with for this text of lines. */
    public static byte[] header(String text) {
        parse(text);
        return (FIRST_LINE + text.strip() + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Of a payload; {@link #GOOD} when it describes none, or one that cannot be read. */
    static Behaviour of(Octets payload) {
        int shown = Math.min(payload.length(), 4096);
        String start = new String(payload.slice(0, shown).toBytes(), StandardCharsets.UTF_8);
        int end = start.indexOf("\n\n");
        if (!start.startsWith(FIRST_LINE) || end < 0) {
            return GOOD;
        }
        try {
            return parse(start.substring(FIRST_LINE.length(), end));
        } catch (IllegalArgumentException unreadable) {
            return GOOD;
        }
    }
}
