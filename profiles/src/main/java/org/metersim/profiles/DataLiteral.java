package org.metersim.profiles;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemData.Moment;
import org.metersim.dlms.cosem.NumeralType;

/**
 * COSEM values as a profile writes them: a mapping of the type's name to the value, as {@code {long-unsigned: 5}}.
 *
 * <p>Also {@code {octet-string: text}}, {@code {octet-string: hex:00FF}}, {@code {octet-string: {hex: 00FF}}} (likewise
 * {@code ln}, {@code date-time}, {@code date}, {@code time}), {@code {bit-string: "0101"}}, {@code {array: [...]}},
 * {@code {structure: [...]}}, and the words {@code null-data} and {@code dont-care}.
 */
public final class DataLiteral {

    static final String EXPECTED = "a value with its type, as {long-unsigned: 5}";
    private static final int MAX_DEPTH = 16;
    private static final int MAX_TEXT = 4096;
    private static final String HEX = "hex:";
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,40}(\\.\\d{1,40})?([eE][+-]?\\d{1,3})?");

    private static final Map<String, Function<ProfileNode, CosemData>> SIMPLE = Map.ofEntries(
            Map.entry("boolean", DataLiteral::bool),
            Map.entry("bit-string", DataLiteral::bitString),
            Map.entry("octet-string", node -> new CosemData.OctetString(octets(node))),
            Map.entry("visible-string", DataLiteral::visibleString),
            Map.entry("utf8-string", node -> new CosemData.Utf8String(text(node, "utf8-string"))),
            Map.entry("float32", node -> new CosemData.Float32((float) decimal(node, "float32"))),
            Map.entry("float64", node -> new CosemData.Float64(decimal(node, "float64"))),
            Map.entry("date-time", node -> new Moment(0x19, MomentText.dateTime(node, "date-time"))),
            Map.entry("date", node -> new Moment(0x1A, MomentText.date(node, "date"))),
            Map.entry("time", node -> new Moment(0x1B, MomentText.time(node, "time"))));

    private DataLiteral() {}

    /**
     * The value that {@code node} stands for.
     *
     * @throws ProfileException when it is none, or out of the type's range
     */
    public static CosemData read(ProfileNode node) {
        return read(node, "value", 0);
    }

    /**
     * The value of a type that is written apart from it, as {@code type: long-unsigned, value: 5}.
     *
     * @throws ProfileException when there is no such type, or the value is none of it
     */
    public static CosemData read(ProfileNode type, ProfileNode value) {
        String name = type.text();
        boolean known = SIMPLE.containsKey(name)
                || numeral(name).isPresent()
                || name.equals("array")
                || name.equals("structure");
        if (!known) {
            throw type.wrong("type", "one of " + types());
        }
        return typed(name, value, 0);
    }

    /**
     * The name that a profile has for the type of {@code data}; of a compact-array, which a profile cannot write, too.
     */
    public static String typeOf(CosemData data) {
        return switch (data.tag()) {
            case 0x00 -> "null-data";
            case 0x01 -> "array";
            case 0x02 -> "structure";
            case 0x03 -> "boolean";
            case 0x04 -> "bit-string";
            case 0x09 -> "octet-string";
            case 0x0A -> "visible-string";
            case 0x0C -> "utf8-string";
            case 0x13 -> "compact-array";
            case 0x17 -> "float32";
            case 0x18 -> "float64";
            case 0x19 -> "date-time";
            case 0x1A -> "date";
            case 0x1B -> "time";
            case 0xFF -> "dont-care";
            default -> NumeralType.ofTag(data.tag()).map(NumeralType::toString).orElse("type " + data.tag());
        };
    }

    static CosemData read(ProfileNode node, String field, int depth) {
        if (node.isText() && node.text().equals("null-data")) {
            return CosemData.NULL;
        }
        if (node.isText() && node.text().equals("dont-care")) {
            return new CosemData.DontCare();
        }
        if (!node.isMapping() || node.fields().size() != 1 || depth > MAX_DEPTH) {
            throw node.wrong(field, EXPECTED);
        }
        Map.Entry<String, ProfileNode> only =
                node.fields().entrySet().iterator().next();
        return typed(only.getKey(), only.getValue(), depth);
    }

    private static CosemData typed(String type, ProfileNode value, int depth) {
        if (type.equals("array") || type.equals("structure")) {
            List<CosemData> elements = elements(type, value, depth);
            return type.equals("array") ? new CosemData.Array(elements) : new CosemData.Structure(elements);
        }
        Function<ProfileNode, CosemData> simple = SIMPLE.get(type);
        if (simple != null) {
            return simple.apply(value);
        }
        NumeralType numeral = numeral(type)
                .orElseThrow(() -> ProfileException.of(value.keyPlace(), type, "unknown type", "one of " + types()));
        return new CosemData.Numeral(numeral, number(numeral, value));
    }

    private static List<CosemData> elements(String type, ProfileNode value, int depth) {
        if (!value.isList()) {
            throw value.wrong(type, "a list of values with their types");
        }
        return value.items().stream().map(item -> read(item, type, depth + 1)).toList();
    }

    private static Optional<NumeralType> numeral(String type) {
        return List.of(NumeralType.values()).stream()
                .filter(candidate -> candidate.toString().equals(type))
                .findFirst();
    }

    private static String types() {
        List<String> names = new java.util.ArrayList<>(SIMPLE.keySet());
        List.of(NumeralType.values()).forEach(type -> names.add(type.toString()));
        names.addAll(List.of("array", "structure"));
        names.sort(null);
        return String.join(", ", names);
    }

    private static long number(NumeralType type, ProfileNode node) {
        if (type != NumeralType.LONG64_UNSIGNED) {
            return node.asNumber(type.toString(), type.min(), type.max());
        }
        try {
            return Long.parseUnsignedLong(node.text());
        } catch (NumberFormatException noNumber) {
            throw node.wrong(type.toString(), "a whole number from 0 to 18446744073709551615");
        }
    }

    private static CosemData bool(ProfileNode node) {
        if (!node.isText() || !List.of("true", "false").contains(node.text())) {
            throw node.wrong("boolean", "true or false");
        }
        return CosemData.bool(node.text().equals("true"));
    }

    private static CosemData bitString(ProfileNode node) {
        String digits = text(node, "bit-string");
        if (!digits.chars().allMatch(digit -> digit == '0' || digit == '1')) {
            throw node.wrong("bit-string", "a text of 0 and 1, the first bit first");
        }
        byte[] bits = new byte[(digits.length() + 7) / 8];
        for (int i = 0; i < digits.length(); i++) {
            bits[i / 8] |= (byte) ((digits.charAt(i) - '0') << (7 - i % 8));
        }
        return new CosemData.BitString(Octets.of(bits), digits.length());
    }

    private static CosemData visibleString(ProfileNode node) {
        String text = text(node, "visible-string");
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            throw node.wrong("visible-string", "ASCII");
        }
        return new CosemData.VisibleString(text);
    }

    /** The content of an octet-string: a text in UTF-8 or hex:, or one of hex, ln, date-time, date, time. */
    private static Octets octets(ProfileNode node) {
        if (node.isText() && node.text().startsWith(HEX)) {
            return parsed(node, "octet-string", node.text().substring(HEX.length()));
        }
        if (node.isText()) {
            return Octets.of(text(node, "octet-string").getBytes(StandardCharsets.UTF_8));
        }
        String expected = "a text, or one of hex, ln, date-time, date, time";
        if (!node.isMapping() || node.fields().size() != 1) {
            throw node.wrong("octet-string", expected);
        }
        Map.Entry<String, ProfileNode> only =
                node.fields().entrySet().iterator().next();
        ProfileNode value = only.getValue();
        return switch (only.getKey()) {
            case "hex" -> hex(value, "hex");
            case "ln" -> value.asLogicalName("ln").toOctets();
            case "date-time" -> MomentText.dateTime(value, "date-time");
            case "date" -> MomentText.date(value, "date");
            case "time" -> MomentText.time(value, "time");
            default -> throw ProfileException.of(value.keyPlace(), only.getKey(), "unknown field", expected);
        };
    }

    /** Octets of pairs of hexadecimal digits, blanks allowed. */
    static Octets hex(ProfileNode node, String field) {
        return parsed(node, field, text(node, field));
    }

    private static Octets parsed(ProfileNode node, String field, String digits) {
        try {
            return Octets.parse(digits);
        } catch (IllegalArgumentException noHex) {
            throw node.wrong(field, "pairs of hexadecimal digits");
        }
    }

    private static double decimal(ProfileNode node, String type) {
        double number = DECIMAL.matcher(text(node, type)).matches() ? Double.parseDouble(node.text()) : Double.NaN;
        boolean fits = Double.isFinite(type.equals("float32") ? (float) number : number);
        if (!fits) {
            throw node.wrong(type, "a number");
        }
        return number;
    }

    private static String text(ProfileNode node, String type) {
        if (!node.isText() || node.text().length() > MAX_TEXT) {
            throw node.wrong(type, "a text of at most " + MAX_TEXT + " characters");
        }
        return node.text();
    }
}
