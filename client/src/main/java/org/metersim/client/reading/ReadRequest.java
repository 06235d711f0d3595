package org.metersim.client.reading;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metersim.dlms.cosem.LogicalName;

/**
 * What a person asks to read: an object, and if need be its class and attribute.
 *
 * @param classId 1 to 65535; empty to look it up in the object list
 * @param attribute 1 to 127; empty for the one that matters in its class
 */
public record ReadRequest(OptionalInt classId, LogicalName object, OptionalInt attribute) {

    private static final Pattern WITH_CLASS =
            Pattern.compile("(?:(\\d{1,5})[: ])?([0-9A-Fa-f.:*&-]+?)(?:(?::| a)(\\d{1,3}))?");
    private static final int MAX_CLASS = 0xFFFF;
    private static final int MAX_ATTRIBUTE = 127;

    /**
     * Of {@code 1-0:1.8.0.255}, {@code 1.0.1.8.0.255}, {@code 0100010800FF}, {@code 1.8.0}, each also with class before
     * and attribute behind: {@code 3:1-0:1.8.0.255:2} or {@code 3 1-0:1.8.0.255 a2}.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public static ReadRequest parse(String text) {
        try {
            return new ReadRequest(OptionalInt.empty(), LogicalName.parse(text), OptionalInt.empty());
        } catch (IllegalArgumentException more) {
            return parseWithMore(text);
        }
    }

    private static ReadRequest parseWithMore(String text) {
        Matcher parts = WITH_CLASS.matcher(text);
        if (!parts.matches()) {
            throw wrong(text);
        }
        OptionalInt classId = number(text, parts.group(1), MAX_CLASS);
        OptionalInt attribute = number(text, parts.group(3), MAX_ATTRIBUTE);
        try {
            return new ReadRequest(classId, LogicalName.parse(parts.group(2)), attribute);
        } catch (IllegalArgumentException noObis) {
            throw wrong(text);
        }
    }

    private static OptionalInt number(String text, String digits, int max) {
        if (digits == null) {
            return OptionalInt.empty();
        }
        int number = Integer.parseInt(digits);
        if (number < 1 || number > max) {
            throw wrong(text);
        }
        return OptionalInt.of(number);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("object: " + text
                + " (expected: an OBIS code as 1-0:1.8.0.255, with class and attribute as 3:1-0:1.8.0.255:2)");
    }
}
