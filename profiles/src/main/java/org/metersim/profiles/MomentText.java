package org.metersim.profiles;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * Dates and times as a profile writes them, with {@code *} for "not specified", in the octets that COSEM has for them.
 * Blue Book 4.1.6.1.
 */
public final class MomentText {

    static final String DATE_EXPECTED = "a date as 2026-12-31, *-12-25 or *-03-last sun";
    static final String TIME_EXPECTED = "a time as 22:00:00 or *:15:00";
    static final String DATE_TIME_EXPECTED =
            "a date and time as \"*-11-01 00:00:00\" or \"2026-11-01 00:00:00 +01:00\"";

    private static final int ANY = 0xFF;
    private static final int DEVIATION_UNSPECIFIED = 0x8000;
    private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Pattern DATE = Pattern.compile(
            "(\\d{4}|\\*)-(\\d\\d|\\*)-(\\d\\d|\\*|last|second-last)((?: (?:mon|tue|wed|thu|fri|sat|sun))?)");
    private static final Pattern TIME = Pattern.compile("(\\d\\d|\\*):(\\d\\d|\\*):(\\d\\d|\\*)");
    private static final Pattern OFFSET = Pattern.compile(" ([+-])(0\\d|1[0-4]):([0-5]\\d)");
    private static final Pattern DATE_TIME =
            Pattern.compile("(?<date>[^:]+) (?<time>[^ ]+)(?<offset>(?:" + OFFSET + ")?)");

    private MomentText() {}

    /** Five octets: year, month, day of month, day of week. {@code 2026-12-31}, {@code *-03-last sun}. */
    public static Octets date(ProfileNode node, String field) {
        ByteWriter out = new ByteWriter();
        if (!writeDate(node.text(), out)) {
            throw node.wrong(field, DATE_EXPECTED);
        }
        return out.toOctets();
    }

    /** Four octets: hour, minute, second, hundredths (not specified). {@code 22:00:00}. */
    public static Octets time(ProfileNode node, String field) {
        ByteWriter out = new ByteWriter();
        if (!writeTime(node.text(), out)) {
            throw node.wrong(field, TIME_EXPECTED);
        }
        return out.toOctets();
    }

    /**
     * Twelve octets: date, time, deviation and clock status. Both of the latter are "not specified" unless an offset
     * from UTC is written; the deviation is its negative.
     */
    public static Octets dateTime(ProfileNode node, String field) {
        Matcher text = DATE_TIME.matcher(node.text());
        ByteWriter out = new ByteWriter();
        if (!text.matches() || !writeDate(text.group("date"), out) || !writeTime(text.group("time"), out)) {
            throw node.wrong(field, DATE_TIME_EXPECTED);
        }
        Matcher offset = OFFSET.matcher(text.group("offset"));
        if (!offset.matches()) {
            return out.u16(DEVIATION_UNSPECIFIED).u8(ANY).toOctets();
        }
        int minutes = Integer.parseInt(offset.group(2)) * 60 + Integer.parseInt(offset.group(3));
        return out.u16(offset.group(1).equals("+") ? -minutes : minutes).u8(0).toOctets();
    }

    private static boolean writeDate(String text, ByteWriter out) {
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            return false;
        }
        int month = number(date.group(2));
        int day = day(date.group(3));
        out.u16(date.group(1).equals("*") ? 0xFFFF : Integer.parseInt(date.group(1)));
        out.u8(month).u8(day).u8(weekday(date.group(4)));
        return isWithin(month, 1, 12) && (day >= 0xFD || isWithin(day, 1, 31));
    }

    private static boolean writeTime(String text, ByteWriter out) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return false;
        }
        int hour = number(time.group(1));
        int minute = number(time.group(2));
        int second = number(time.group(3));
        out.u8(hour).u8(minute).u8(second).u8(ANY);
        return isWithin(hour, 0, 23) && isWithin(minute, 0, 59) && isWithin(second, 0, 59);
    }

    private static boolean isWithin(int value, int min, int max) {
        return value == ANY || value >= min && value <= max;
    }

    private static int number(String digits) {
        return digits.equals("*") ? ANY : Integer.parseInt(digits);
    }

    private static int day(String text) {
        return switch (text) {
            case "last" -> 0xFE;
            case "second-last" -> 0xFD;
            default -> number(text);
        };
    }

    private static int weekday(String text) {
        return text.isEmpty() ? ANY : WEEKDAYS.indexOf(text.strip()) + 1;
    }
}
