package org.metersim.nic.push;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.Optional;
import org.metersim.dlms.cosem.CosemDateTime;

/**
 * Local moments that a date-time with fields that are not specified stands for. Blue Book 4.1.6.1. Hundredths,
 * deviation and status do not matter; the months of daylight saving (FD, FE) stand for none.
 */
record MomentPattern(CosemDateTime pattern) {

    private static final int ANY = 0xFF;
    private static final int ANY_YEAR = 0xFFFF;
    private static final int LAST_DAY = 0xFE;
    private static final int SECOND_LAST_DAY = 0xFD;

    /** How far it is looked: a leap day comes back within eight years. */
    private static final int MAX_DAYS = 8 * 366;

    /** The latest moment that is not after {@code at}; empty when there is none in years. */
    Optional<LocalDateTime> lastUntil(LocalDateTime at) {
        return find(at, -1);
    }

    /** The first moment that is not before {@code at}; empty when there is none in years. */
    Optional<LocalDateTime> firstFrom(LocalDateTime at) {
        return find(at, 1);
    }

    private Optional<LocalDateTime> find(LocalDateTime at, int direction) {
        for (int days = 0; days <= MAX_DAYS; days++) {
            LocalDate date = at.toLocalDate().plusDays((long) direction * days);
            if (!isOn(date)) {
                continue;
            }
            int bound = direction > 0 ? 0 : LocalTime.MAX.toSecondOfDay();
            Optional<LocalTime> time = time(days == 0 ? at.toLocalTime().toSecondOfDay() : bound, direction);
            if (time.isPresent()) {
                return Optional.of(date.atTime(time.get()));
            }
        }
        return Optional.empty();
    }

    private Optional<LocalTime> time(int from, int direction) {
        for (int second = from; second >= 0 && second <= LocalTime.MAX.toSecondOfDay(); second += direction) {
            if (is(pattern.hour(), second / 3600)
                    && is(pattern.minute(), second / 60 % 60)
                    && is(pattern.second(), second % 60)) {
                return Optional.of(LocalTime.ofSecondOfDay(second));
            }
        }
        return Optional.empty();
    }

    private boolean isOn(LocalDate date) {
        boolean year = pattern.year() == ANY_YEAR || pattern.year() == date.getYear();
        return year
                && is(pattern.month(), date.getMonthValue())
                && isDay(date)
                && is(pattern.weekday(), date.getDayOfWeek().getValue());
    }

    private boolean isDay(LocalDate date) {
        int last = YearMonth.from(date).lengthOfMonth();
        return switch (pattern.day()) {
            case LAST_DAY -> date.getDayOfMonth() == last;
            case SECOND_LAST_DAY -> date.getDayOfMonth() == last - 1;
            default -> is(pattern.day(), date.getDayOfMonth());
        };
    }

    private static boolean is(int wanted, int actual) {
        return wanted == ANY || wanted == actual;
    }
}
