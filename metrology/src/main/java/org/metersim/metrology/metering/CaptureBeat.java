package org.metersim.metrology.metering;

import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The moments at which a profile captures, numbered: what turns a moment of the meter's clock into the number of the
 * last capture, and back.
 *
 * @param periodMs of {@link Schedule#PERIOD}; 0: never by itself
 */
public record CaptureBeat(Schedule schedule, long periodMs) {

    private static final long DAY_MS = 86_400_000;
    private static final int MONTHS = 12;

    /** When rows are captured. */
    public enum Schedule {
        /** Every so many seconds of local standard time. */
        PERIOD,
        /** At local midnight. */
        DAILY,
        /** At local midnight of the first of a month. */
        MONTHLY
    }

    /** Every so many seconds of local standard time; 0: never by itself. */
    public static CaptureBeat every(int seconds) {
        return new CaptureBeat(Schedule.PERIOD, seconds * 1000L);
    }

    /** At local midnight. */
    public static CaptureBeat daily() {
        return new CaptureBeat(Schedule.DAILY, 0);
    }

    /** At local midnight of the first of a month. */
    public static CaptureBeat monthly() {
        return new CaptureBeat(Schedule.MONTHLY, 0);
    }

    boolean isNever() {
        return schedule == Schedule.PERIOD && periodMs == 0;
    }

    /** Number of the last capture at or before {@code clockMs} of the meter's clock. */
    long lastAt(LocalTime localTime, long clockMs) {
        return switch (schedule) {
            case PERIOD -> Math.floorDiv(localTime.toStandardMs(clockMs), periodMs);
            case DAILY -> lastDay(localTime, clockMs);
            case MONTHLY -> {
                LocalDate date = LocalDate.ofEpochDay(lastDay(localTime, clockMs));
                yield (long) date.getYear() * MONTHS + date.getMonthValue() - 1;
            }
        };
    }

    /** When the capture of that number comes, by the meter's clock, UTC milliseconds. */
    long clockMs(LocalTime localTime, long number) {
        return switch (schedule) {
            case PERIOD -> localTime.ofStandardMs(number * periodMs);
            case DAILY -> localTime.toUtcMs(number * DAY_MS);
            case MONTHLY ->
                localTime.toUtcMs(LocalDate.of((int) (number / MONTHS), (int) (number % MONTHS) + 1, 1)
                                .atStartOfDay()
                                .toEpochSecond(ZoneOffset.UTC)
                        * 1000);
        };
    }

    private static long lastDay(LocalTime localTime, long clockMs) {
        long day = Math.floorDiv(localTime.toLocalMs(clockMs), DAY_MS);
        // when daylight saving ends after midnight, the day that began is for a while yesterday again
        return localTime.toUtcMs((day + 1) * DAY_MS) <= clockMs ? day + 1 : day;
    }
}
