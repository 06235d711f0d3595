package org.metersim.metrology.table;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.metrology.metering.LocalTime;

/**
 * A moment of local time at which something is scheduled: a time of day and a date, in which year, month and day may be
 * "not specified", any of them. Blue Book 4.1.6.1 and 4.5.7.
 *
 * <p>A time whose hour or minute is not specified never comes: so schedules are disarmed.
 *
 * @param time hour, minute, second, hundredths: 4 octets
 * @param date year, month, day of month, day of week: 5 octets
 */
public record Occasion(Octets time, Octets date) {

    public static final int TIME_BYTES = 4;
    public static final int DATE_BYTES = 5;

    private static final int ANY = 0xFF;
    private static final int SECOND_LAST = 0xFD;
    private static final int ANY_YEAR = 0xFFFF;
    private static final int HOURS = 24;
    private static final int MINUTES = 60;
    private static final long DAY_MS = 86_400_000;

    /** The 29th of February may be eight years away. */
    private static final int YEARS_AHEAD = 9;

    /** Of an element of execution_time; empty when it is no structure of a time and a date. */
    public static Optional<Occasion> of(CosemData element) {
        Optional<Octets> time = Typed.structure(element, 2).flatMap(fields -> Typed.octets(fields.get(0), TIME_BYTES));
        Optional<Octets> date = Typed.structure(element, 2).flatMap(fields -> Typed.octets(fields.get(1), DATE_BYTES));
        return time.isPresent() && date.isPresent()
                ? Optional.of(new Occasion(time.get(), date.get()))
                : Optional.empty();
    }

    /** Of a date-time, whose deviation does not count: it is local. */
    public static Occasion of(CosemDateTime moment) {
        Octets octets = moment.toOctets();
        return new Occasion(octets.slice(DATE_BYTES, DATE_BYTES + TIME_BYTES), octets.slice(0, DATE_BYTES));
    }

    /** An element of execution_time. */
    public CosemData toData() {
        return CosemData.structure(new CosemData.OctetString(time), new CosemData.OctetString(date));
    }

    /** True when there is a time of day at which it can come. */
    public boolean isArmed() {
        return time.at(0) < HOURS && time.at(1) < MINUTES;
    }

    /** True when only one date is meant. */
    public boolean isDated() {
        return year() != ANY_YEAR && date.at(2) != ANY && date.at(3) != ANY;
    }

    private int year() {
        return ByteReader.of(date).u16("year");
    }

    /** When it next comes after {@code clockMs} of the meter's clock, UTC milliseconds; empty when it never does. */
    public OptionalLong nextAfter(LocalTime localTime, long clockMs) {
        if (!isArmed()) {
            return OptionalLong.empty();
        }
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(localTime.toLocalMs(clockMs), DAY_MS));
        if (year() != ANY_YEAR && year() > day.getYear()) {
            day = LocalDate.of(year(), 1, 1);
        }
        LocalDate last = day.plusYears(YEARS_AHEAD);
        while (day.isBefore(last)) {
            if (!hasMonth(day)) {
                day = day.plusMonths(1).withDayOfMonth(1);
                continue;
            }
            if (hasDay(day)) {
                long at = localTime.toUtcMs(day.atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1000 + timeMs());
                if (at > clockMs) {
                    return OptionalLong.of(at);
                }
            }
            day = day.plusDays(1);
        }
        return OptionalLong.empty();
    }

    private long timeMs() {
        int second = time.at(2) < MINUTES ? time.at(2) : 0;
        return ((time.at(0) * 60L + time.at(1)) * 60 + second) * 1000;
    }

    private boolean hasMonth(LocalDate day) {
        boolean hasYear = year() == ANY_YEAR || year() == day.getYear();
        return hasYear && (date.at(2) == ANY || date.at(2) == day.getMonthValue());
    }

    private boolean hasDay(LocalDate day) {
        int weekday = date.at(4);
        if (date.at(3) == ANY) {
            return weekday == ANY || weekday == day.getDayOfWeek().getValue();
        }
        boolean exists = date.at(3) >= SECOND_LAST || date.at(3) >= 1 && date.at(3) <= day.lengthOfMonth();
        return exists && day.equals(LocalTime.dayOf(date.at(3), weekday, day.withDayOfMonth(1)));
    }
}
