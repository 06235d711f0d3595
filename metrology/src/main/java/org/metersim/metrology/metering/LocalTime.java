package org.metersim.metrology.metering;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.profiles.ClockRules;

/** The Clock object's rules of local time: time zone and daylight saving. Blue Book 4.5.1. Owned by one thread. */
public final class LocalTime {

    /**
     * The attributes that make it.
     *
     * @param zoneMinutes time_zone: minutes to add to local standard time to get UTC, UTC+1 is -60
     * @param begin daylight_savings_begin, the year may be not specified
     * @param end daylight_savings_end, local daylight saving time
     * @param savingMinutes daylight_savings_deviation: what daylight saving adds to local time
     */
    public record Rules(int zoneMinutes, boolean enabled, CosemDateTime begin, CosemDateTime end, int savingMinutes) {

        /** Those of a profile. */
        public static Rules of(ClockRules clock) {
            CosemDateTime never = new CosemDateTime(
                    0xFFFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, CosemDateTime.DEVIATION_UNSPECIFIED, 0);
            return clock.daylightSaving()
                    .map(saving ->
                            new Rules(clock.timeZoneMinutes(), true, saving.begin(), saving.end(), saving.minutes()))
                    .orElseGet(() -> new Rules(clock.timeZoneMinutes(), false, never, never, 60));
        }
    }

    private record Saving(long beginMs, long endMs) {}

    private static final long MINUTE_MS = 60_000;
    private static final long DAY_MS = 86_400_000;
    private static final int LAST = 0xFE;
    private static final int SECOND_LAST = 0xFD;
    private static final int ANY = 0xFF;

    private final Rules rules;
    private final Map<Integer, Saving> years = new HashMap<>();

    public LocalTime(Rules rules) {
        this.rules = rules;
    }

    public Rules rules() {
        return rules;
    }

    /** Whether daylight saving holds at {@code utcMs} of the meter's clock. */
    public boolean isSaving(long utcMs) {
        if (!rules.enabled()) {
            return false;
        }
        Saving saving = savingIn(utcMs);
        return saving.beginMs() <= saving.endMs()
                ? utcMs >= saving.beginMs() && utcMs < saving.endMs()
                : utcMs >= saving.beginMs() || utcMs < saving.endMs();
    }

    /** Minutes to add to local time to get UTC. */
    public int deviationMinutes(long utcMs) {
        return rules.zoneMinutes() - (isSaving(utcMs) ? rules.savingMinutes() : 0);
    }

    /** Local wall time as milliseconds since 1970-01-01 local. */
    public long toLocalMs(long utcMs) {
        return utcMs - deviationMinutes(utcMs) * MINUTE_MS;
    }

    /**
     * UTC of a local wall time; of one that comes twice the first, of one that never comes the moment of the change.
     */
    public long toUtcMs(long localMs) {
        long saving = localMs + (rules.zoneMinutes() - rules.savingMinutes()) * MINUTE_MS;
        if (isSaving(saving)) {
            return saving;
        }
        long standard = ofStandardMs(localMs);
        return isSaving(standard) ? savingIn(standard).beginMs() : standard;
    }

    /** UTC of a moment that may leave its deviation open: then it is local. Empty when it has no date or hour. */
    public Optional<Long> toUtcMs(CosemDateTime moment) {
        return moment.deviationMinutes() == CosemDateTime.DEVIATION_UNSPECIFIED
                ? moment.toUtcMs(0).map(this::toUtcMs)
                : moment.toUtcMs(0);
    }

    /** Local standard time, without daylight saving: what capture periods are aligned to. */
    public long toStandardMs(long utcMs) {
        return utcMs - rules.zoneMinutes() * MINUTE_MS;
    }

    /** The inverse of {@link #toStandardMs}. */
    public long ofStandardMs(long standardMs) {
        return standardMs + rules.zoneMinutes() * MINUTE_MS;
    }

    /**
     * When daylight saving next begins or ends after {@code utcMs} of the meter's clock; {@code Long.MAX_VALUE} when it
     * never does.
     */
    public long nextChange(long utcMs) {
        if (!rules.enabled()) {
            return Long.MAX_VALUE;
        }
        int year = yearOf(utcMs);
        long next = Long.MAX_VALUE;
        for (int each = year; each <= year + 1; each++) {
            Saving saving = years.computeIfAbsent(each, this::savingOf);
            next = saving.beginMs() > utcMs ? Math.min(next, saving.beginMs()) : next;
            next = saving.endMs() > utcMs ? Math.min(next, saving.endMs()) : next;
        }
        return next;
    }

    /**
     * The day that a date means in the month that {@code first} begins. A weekday with a day of month means the first
     * one on or after it; with "last", the last one. Blue Book 4.1.6.1.
     */
    public static LocalDate dayOf(int day, int weekday, LocalDate first) {
        boolean anyWeekday = weekday < 1 || weekday > 7;
        LocalDate last = first.with(TemporalAdjusters.lastDayOfMonth());
        if (day == LAST || day == SECOND_LAST) {
            LocalDate found = anyWeekday ? last : last.with(TemporalAdjusters.previousOrSame(DayOfWeek.of(weekday)));
            int back = day == LAST ? 0 : anyWeekday ? 1 : 7;
            return found.minusDays(back);
        }
        int number = day >= 1 && day <= last.getDayOfMonth() ? day : 1;
        LocalDate found = first.withDayOfMonth(number);
        return anyWeekday ? found : found.with(TemporalAdjusters.nextOrSame(DayOfWeek.of(weekday)));
    }

    private Saving savingIn(long utcMs) {
        return years.computeIfAbsent(yearOf(utcMs), this::savingOf);
    }

    private int yearOf(long utcMs) {
        return LocalDate.ofEpochDay(Math.floorDiv(utcMs - rules.zoneMinutes() * MINUTE_MS, DAY_MS))
                .getYear();
    }

    /** Date and time to show for {@code utcMs} of the meter's clock. @param status its clock status without bit 80 */
    public CosemDateTime dateTime(long utcMs, int status) {
        boolean saving = isSaving(utcMs);
        return CosemDateTime.of(utcMs, deviationMinutes(utcMs), status | (saving ? CosemDateTime.DAYLIGHT_SAVING : 0));
    }

    private Saving savingOf(int year) {
        return new Saving(
                moment(rules.begin(), year, rules.zoneMinutes()),
                moment(rules.end(), year, rules.zoneMinutes() - rules.savingMinutes()));
    }

    private static long moment(CosemDateTime pattern, int year, int deviationMinutes) {
        int month = pattern.month() >= 1 && pattern.month() <= 12 ? pattern.month() : 1;
        LocalDate day = dayOf(pattern.day(), pattern.weekday(), LocalDate.of(year, month, 1));
        long seconds = orZero(pattern.hour()) * 3600L + orZero(pattern.minute()) * 60L + orZero(pattern.second());
        return day.atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1000 + seconds * 1000 + deviationMinutes * MINUTE_MS;
    }

    private static int orZero(int field) {
        return field == ANY ? 0 : field;
    }
}
