package org.metersim.profiles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.LogicalName;

/**
 * A part of a profile as it was written: a text, a list or a mapping, and where it stands.
 *
 * <p>The rows of a model that {@link ProfileReader} returned have the form that their class demands, so what is read
 * from them does not fail. Every getter that finds something else complains with the place: {@code sim-1p.yaml:14:9:
 * unit: kWH (expected: one of Wh, W, ...)}.
 *
 * @param place where the value begins
 * @param keyPlace where its field's name stands; the same as {@code place} in a list
 * @param text of a scalar; empty otherwise
 * @param items of a list; empty otherwise
 * @param fields of a mapping, in the order written; empty otherwise
 */
public record ProfileNode(
        Kind kind, Place place, Place keyPlace, String text, List<ProfileNode> items, Map<String, ProfileNode> fields) {

    /** What was written. */
    public enum Kind {
        TEXT,
        LIST,
        MAPPING
    }

    public boolean isText() {
        return kind == Kind.TEXT;
    }

    public boolean isList() {
        return kind == Kind.LIST;
    }

    public boolean isMapping() {
        return kind == Kind.MAPPING;
    }

    public boolean has(String key) {
        return fields.containsKey(key);
    }

    public Optional<ProfileNode> find(String key) {
        return Optional.ofNullable(fields.get(key));
    }

    /** A mapping of these fields, and of those of {@code base} that it lacks. */
    ProfileNode over(ProfileNode base) {
        Map<String, ProfileNode> both = new LinkedHashMap<>(base.fields);
        both.putAll(fields);
        return new ProfileNode(kind, place, keyPlace, text, items, both);
    }

    /** The field {@code key}. @throws ProfileException when it is missing */
    public ProfileNode get(String key) {
        return find(key).orElseThrow(() -> ProfileException.of(place, key, "missing", "a field of that name"));
    }

    /** The elements of the list {@code key}; empty when it is missing. */
    public List<ProfileNode> items(String key) {
        return find(key).map(ProfileNode::items).orElse(List.of());
    }

    public String text(String key) {
        return get(key).text();
    }

    public String text(String key, String otherwise) {
        return find(key).map(ProfileNode::text).orElse(otherwise);
    }

    /** The words of a text like {@code energy import-active total}. */
    public List<String> words(String key) {
        return List.of(text(key).split(" "));
    }

    /** @throws ProfileException when the field is no whole number from {@code min} to {@code max} */
    public long number(String key, long min, long max) {
        return get(key).asNumber(key, min, max);
    }

    /** The whole number {@code key} of a checked row. */
    public int number(String key) {
        return (int) number(key, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    /** The whole number {@code key} of a checked row, or {@code otherwise} when it is missing. */
    public int number(String key, int otherwise) {
        return has(key) ? number(key) : otherwise;
    }

    /** True when the field is written {@code true}. */
    public boolean flag(String key, boolean otherwise) {
        return find(key).map(node -> node.text().equals("true")).orElse(otherwise);
    }

    public LogicalName logicalName(String key) {
        return get(key).asLogicalName(key);
    }

    /** Of {@code {class: 3, ln: 1-0:1.8.0.255, attribute: 2}}. */
    public AttributeRef attributeRef() {
        return new AttributeRef(number("class"), logicalName("ln"), number("attribute"));
    }

    /** This scalar as a whole number, decimal or {@code 0x} hexadecimal. @param key what to call it in the complaint */
    public long asNumber(String key, long min, long max) {
        try {
            long value = text.startsWith("0x") ? Long.parseLong(text.substring(2), 16) : Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException noNumber) {
            // complained about below, like a number out of range
        }
        throw wrong(key, "a whole number from " + min + " to " + max);
    }

    /** This scalar as an OBIS code. */
    public LogicalName asLogicalName(String key) {
        try {
            return LogicalName.parse(text);
        } catch (IllegalArgumentException noObis) {
            throw wrong(key, "an OBIS code as 1-0:1.8.0.255");
        }
    }

    /** This scalar as a constant of {@code type}, written in lower case with hyphens. */
    public <E extends Enum<E>> E asEnum(String key, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equals(text)) {
                return constant;
            }
        }
        throw wrong(
                key,
                "one of "
                        + String.join(
                                ", ",
                                List.of(type.getEnumConstants()).stream()
                                        .map(ProfileNode::word)
                                        .toList()));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code unit: kWH (expected: one of Wh, W)} at this place. */
    public ProfileException wrong(String key, String expected) {
        return ProfileException.of(place, key, shown(), expected);
    }

    /** The value as a complaint shows it. */
    private String shown() {
        return switch (kind) {
            case TEXT -> text.isEmpty() ? "\"\"" : text.length() <= 60 ? text : text.substring(0, 60) + "...";
            case LIST -> "a list";
            case MAPPING -> "a mapping";
        };
    }
}
