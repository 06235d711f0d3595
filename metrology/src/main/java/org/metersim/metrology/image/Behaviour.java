package org.metersim.metrology.image;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.metersim.dlms.codec.Octets;

/**
 * What a simulated firmware does when it runs: its payload is a program for the simulator, so an image that is signed
 * and whole can still fail in every way.
 *
 * <p>The payload may begin with the line {@code meter-sim behaviour 1}, lines {@code key: value}, and an empty line;
 * what follows is filler. A payload without it does all as a good firmware does.
 *
 * @param selfTest how the self-test ends
 * @param count seconds of {@code crash-after-5}, or the boot of {@code pass-on-try-2}; else 0
 * @param bootMs boot time; empty for the profile's
 * @param reportsVersion what it says its version is; empty for the header's
 * @param breaks what does not work while it runs, though its self-test passes
 */
public record Behaviour(
        SelfTest selfTest,
        int count,
        Optional<Long> bootMs,
        Optional<String> reportsVersion,
        Confirm confirm,
        Set<Breakage> breaks) {

    /** How the self-test of a new image ends. */
    public enum SelfTest {
        PASS("pass"),
        FAIL("fail"),
        /** Never: the watchdog resets the board. */
        HANG("hang"),
        /** The board resets some seconds after its boot: {@code crash-after-5}. */
        CRASH_AFTER("crash-after-"),
        /** Only at the n-th boot: {@code pass-on-try-2}; before, the watchdog resets. */
        PASS_ON_TRY("pass-on-try-");

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

    /** What a firmware may leave without function. */
    public enum Breakage {
        /** The optical port: no sign-on is answered. */
        OPTICAL,
        /** Bluetooth: it does not advertise, and nobody can connect. */
        BLE,
        /** HDLC on TCP. */
        HDLC,
        /** Registers of classes 3, 4 and 5: hardware-fault. */
        REGISTERS,
        /** The clock, class 8: hardware-fault. */
        CLOCK,
        /** Received invocation counters, as the card shows them in class 1: hardware-fault. */
        CRYPTO_COUNTERS;

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A good firmware. */
    public static final Behaviour GOOD =
            new Behaviour(SelfTest.PASS, 0, Optional.empty(), Optional.empty(), Confirm.AUTO, Set.of());

    public Behaviour {
        breaks = Set.copyOf(breaks);
    }

    private static final String FIRST_LINE = "meter-sim behaviour 1\n";
    private static final String EMPTY_LINE = "\n\n";
    private static final Set<String> KEYS = Set.of("selfTest", "bootSeconds", "reportsVersion", "confirm", "breaks");
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
            if (entry.isEmpty()) {
                continue;
            }
            String[] keyAndValue = entry.split("\\s*:\\s*", 2);
            if (keyAndValue.length != 2 || !KEYS.contains(keyAndValue[0])) {
                throw new IllegalArgumentException("behaviour: " + entry
                        + " (expected: selfTest, bootSeconds, reportsVersion, confirm or breaks)");
            }
            values.put(keyAndValue[0], keyAndValue[1]);
        }
        return of(values);
    }

    private static Behaviour of(Map<String, String> values) {
        String test = values.getOrDefault("selfTest", "pass");
        SelfTest selfTest = selfTest(test);
        String count = test.substring(selfTest.word.length());
        return new Behaviour(
                selfTest,
                count.isEmpty() ? 0 : number("selfTest", count),
                Optional.ofNullable(values.get("bootSeconds")).map(text -> number("bootSeconds", text) * 1000L),
                Optional.ofNullable(values.get("reportsVersion")).map(Behaviour::version),
                confirm(values.getOrDefault("confirm", "auto")),
                values.containsKey("breaks") ? breaks(values.get("breaks")) : Set.of());
    }

    private static Set<Breakage> breaks(String text) {
        Set<Breakage> breaks = EnumSet.noneOf(Breakage.class);
        for (String word : text.split("\\s*,\\s*", -1)) {
            breaks.add(Stream.of(Breakage.values())
                    .filter(each -> each.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("breaks: " + word
                            + " (expected: optical, ble, hdlc, registers, clock or crypto-counters,"
                            + " with commas between them)")));
        }
        return breaks;
    }

    private static SelfTest selfTest(String test) {
        for (SelfTest each : SelfTest.values()) {
            boolean counts = each.word.endsWith("-");
            if (counts ? test.startsWith(each.word) && test.length() > each.word.length() : test.equals(each.word)) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                "selfTest: " + test + " (expected: pass, fail, hang, crash-after-SECONDS or pass-on-try-N)");
    }

    private static String version(String text) {
        if (!text.matches("[!-~]{1,32}")) {
            throw new IllegalArgumentException("reportsVersion: " + text + " (expected: 1 to 32 ASCII characters)");
        }
        return text;
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
        return (FIRST_LINE + text.strip() + EMPTY_LINE).getBytes(StandardCharsets.UTF_8);
    }

    /** Of a payload; {@link #GOOD} when it describes none, or one that cannot be read. */
    static Behaviour of(Octets payload) {
        int shown = Math.min(payload.length(), 4096);
        String start = new String(payload.slice(0, shown).toBytes(), StandardCharsets.UTF_8);
        if (!start.startsWith(FIRST_LINE) || !start.contains(EMPTY_LINE)) {
            return GOOD;
        }
        try {
            // the empty line may be the second: nothing is said then
            return parse(start.substring(FIRST_LINE.length() - 1, start.indexOf(EMPTY_LINE)));
        } catch (IllegalArgumentException unreadable) {
            return GOOD;
        }
    }
}
