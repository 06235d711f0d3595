package org.metersim.profiles;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransitionRule;
import java.util.Optional;
import org.metersim.dlms.cosem.CosemDateTime;

/**
 * The clock's initial settings, and what the attributes of the Clock object are at first. Blue Book 4.5.1.
 *
 * @param zone rules of local time and of daylight saving
 * @param driftPpm how much the meter's clock gains on true time, parts per million
 */
public record ClockRules(ZoneId zone, int driftPpm) {

    /** With a weekday: its last one in the month; the zone rules may say "Sunday on or after the 25th of March". */
    private static final int LAST = 0xFE;

    /** The rules that hold from here on count; what a zone did before does not. */
    private static final Instant TODAY = Instant.parse("2026-01-01T00:00:00Z");

    /**
     * Daylight saving as the Clock object has it.
     *
     * @param begin local standard time at which it begins, year not specified
     * @param end local daylight saving time at which it ends, year not specified
     * @param minutes what it adds to standard time
     */
    public record DaylightSaving(CosemDateTime begin, CosemDateTime end, int minutes) {}

    /** Deviation of standard time, attribute 3: minutes to add to local time to get UTC, so UTC+1 is -60. */
    public int timeZoneMinutes() {
        return minutesToUtc(zone.getRules().getStandardOffset(TODAY));
    }

    /** Attributes 5 to 7; empty when the zone keeps no daylight saving. */
    public Optional<DaylightSaving> daylightSaving() {
        var rules = zone.getRules().getTransitionRules();
        if (rules.size() != 2) {
            return Optional.empty();
        }
        boolean firstBegins = isBegin(rules.get(0));
        ZoneOffsetTransitionRule begin = rules.get(firstBegins ? 0 : 1);
        ZoneOffsetTransitionRule end = rules.get(firstBegins ? 1 : 0);
        int minutes = (begin.getOffsetAfter().getTotalSeconds()
                        - begin.getOffsetBefore().getTotalSeconds())
                / 60;
        return Optional.of(new DaylightSaving(pattern(begin), pattern(end), minutes));
    }

    /** True when two patterns say all that the zone does: no transition is "three days before the end", or at 24:00. */
    boolean isRepresentable() {
        var rules = zone.getRules().getTransitionRules();
        return rules.isEmpty() || rules.size() == 2 && rules.stream().allMatch(ClockRules::isRepresentable);
    }

    private static boolean isRepresentable(ZoneOffsetTransitionRule rule) {
        int wallSeconds = rule.getLocalTime().toSecondOfDay() + wallShiftSeconds(rule);
        boolean sameDay = wallSeconds >= 0 && wallSeconds < 86_400 && !rule.isMidnightEndOfDay();
        return sameDay && rule.getDayOfMonthIndicator() >= -1;
    }

    private static boolean isBegin(ZoneOffsetTransitionRule rule) {
        return rule.getOffsetAfter().getTotalSeconds()
                > rule.getStandardOffset().getTotalSeconds();
    }

    /** "Last Sunday of March", or "Sunday on or after the 8th": what a date with a weekday means. Blue Book 4.1.6.1. */
    private static CosemDateTime pattern(ZoneOffsetTransitionRule rule) {
        LocalTime wall = rule.getLocalTime().plusSeconds(wallShiftSeconds(rule));
        DayOfWeek weekday = rule.getDayOfWeek();
        int day = rule.getDayOfMonthIndicator();
        return new CosemDateTime(
                0xFFFF,
                rule.getMonth().getValue(),
                day < 0 || day == rule.getMonth().maxLength() - 6 ? LAST : day,
                weekday == null ? 0xFF : weekday.getValue(),
                wall.getHour(),
                wall.getMinute(),
                wall.getSecond(),
                0,
                minutesToUtc(rule.getOffsetBefore()),
                rule.getOffsetBefore().equals(rule.getStandardOffset()) ? 0 : CosemDateTime.DAYLIGHT_SAVING);
    }

    private static int wallShiftSeconds(ZoneOffsetTransitionRule rule) {
        int before = rule.getOffsetBefore().getTotalSeconds();
        return switch (rule.getTimeDefinition()) {
            case UTC -> before;
            case STANDARD -> before - rule.getStandardOffset().getTotalSeconds();
            case WALL -> 0;
        };
    }

    private static int minutesToUtc(ZoneOffset offset) {
        return -offset.getTotalSeconds() / 60;
    }
}
