package org.metersim.profiles;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.cosem.LogicalName;

/**
 * A part of a profile as it was written: a text, a list or a mapping, and where it stands.
 *
 * <p>Every getter that finds something else complains with the place: {@code sim-1p.yaml:14:9: unit: kWH (expected: one
 * of Wh, W, ...)}.
 *
 * @param place {@code file:line:column}, counted from 1
 * @param text of a scalar; empty otherwise
 * @param items of a list; empty otherwise
 * @param fields of a mapping, in the order written; empty otherwise
 */
public record ProfileNode(String place, String text, List<ProfileNode> items, Map<String, ProfileNode> fields) {

    public boolean has(String key) {
        return fields.containsKey(key);
    }

    public Optional<ProfileNode> find(String key) {
        return Optional.ofNullable(fields.get(key));
    }

    /** The field {@code key}. @throws ProfileException when it is missing */
    public ProfileNode get(String key) {
        return find(key).orElseThrow(() -> new ProfileException(place, "missing: " + key));
    }

    public String text(String key) {
        return get(key).text();
    }

    public String text(String key, String otherwise) {
        return find(key).map(ProfileNode::text).orElse(otherwise);
    }

    /** @throws ProfileException when the field is no whole number from {@code min} to {@code max} */
    public long number(String key, long min, long max) {
        return get(key).asNumber(key, min, max);
    }

    public LogicalName logicalName(String key) {
        return get(key).asLogicalName(key);
    }

    /** This scalar as a whole number. @param key what to call it in the complaint */
    public long asNumber(String key, long min, long max) {
        try {
            long value = Long.decode(text);
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
            if (constant.name()
                    .toLowerCase(java.util.Locale.ROOT)
                    .replace('_', '-')
                    .equals(text)) {
                return constant;
            }
        }
        throw wrong(key, "one of " + List.of(type.getEnumConstants()));
    }

    /** {@code unit: kWH (expected: one of Wh, W)} at this place. */
    public ProfileException wrong(String key, String expected) {
        return new ProfileException(place, key + ": " + text + " (expected: " + expected + ")");
    }
}
