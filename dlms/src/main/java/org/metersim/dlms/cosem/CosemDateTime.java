package org.metersim.dlms.cosem;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;

/**
 * date-time of 12 octets; any field may be "not specified". Blue Book 4.1.6.1.
 *
 * @param year 0 to 65534, 0xFFFF not specified
 * @param month 1 to 12, 0xFD daylight saving end, 0xFE daylight saving begin, 0xFF not specified
 * @param day 1 to 31, 0xFD second last, 0xFE last of the month, 0xFF not specified
 * @param weekday 1 (Monday) to 7, 0xFF not specified
 * @param hour 0 to 23, 0xFF not specified
 * @param minute 0 to 59, 0xFF not specified
 * @param second 0 to 59, 0xFF not specified
 * @param hundredths 0 to 99, 0xFF not specified
 * @param deviationMinutes what to add to local time to get UTC, -720 to 840 (UTC+1 is -60); -32768 not specified
 * @param status clock status bits: 01 invalid, 02 doubtful, 04 other clock base, 08 invalid status, 80 daylight saving
 */
public record CosemDateTime(
        int year,
        int month,
        int day,
        int weekday,
        int hour,
        int minute,
        int second,
        int hundredths,
        int deviationMinutes,
        int status) {

    public static final int LENGTH_BYTES = 12;
    public static final int DEVIATION_UNSPECIFIED = -32768;
    public static final int DAYLIGHT_SAVING = 0x80;
    private static final int ANY = 0xFF;
    private static final long MINUTE_MS = 60_000;

    /**
     * Local time of a moment.
     *
     * @param utcMs milliseconds since 1970-01-01 UTC
     * @param deviationMinutes see the component; the local time is UTC minus it
     */
    public static CosemDateTime of(long utcMs, int deviationMinutes, int status) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(
                Math.floorDiv(utcMs, 1000L) - deviationMinutes * 60L,
                (int) Math.floorMod(utcMs, 1000L) * 1_000_000,
                ZoneOffset.UTC);
        return new CosemDateTime(
                local.getYear(),
                local.getMonthValue(),
                local.getDayOfMonth(),
                local.getDayOfWeek().getValue(),
                local.getHour(),
                local.getMinute(),
                local.getSecond(),
                local.getNano() / 10_000_000,
                deviationMinutes,
                status);
    }

    public static CosemDateTime read(ByteReader in) {
        return new CosemDateTime(
                in.u16("year"),
                in.u8("month"),
                in.u8("day of month"),
                in.u8("day of week"),
                in.u8("hour"),
                in.u8("minute"),
                in.u8("second"),
                in.u8("hundredths"),
                in.i16("deviation"),
                in.u8("clock status"));
    }

    /** @throws org.metersim.dlms.codec.DecodeException when {@code octets} are not 12 */
    public static CosemDateTime of(Octets octets) {
        ByteReader in = ByteReader.of(octets);
        CosemDateTime dateTime = read(in);
        in.expectEnd("date-time");
        return dateTime;
    }

    /**
     * The moment meant, in milliseconds since 1970-01-01 UTC; empty when year, month, day or hour is not specified or
     * the date does not exist. Minute, second and hundredths that are not specified count as zero.
     *
     * @param defaultDeviationMinutes used when the deviation is not specified
     */
    public Optional<Long> toUtcMs(int defaultDeviationMinutes) {
        if (year == 0xFFFF || hour == ANY || hundredths > 99 && hundredths != ANY) {
            return Optional.empty();
        }
        int deviation = deviationMinutes == DEVIATION_UNSPECIFIED ? defaultDeviationMinutes : deviationMinutes;
        try {
            LocalDateTime local = LocalDateTime.of(year, month, day, hour, orZero(minute), orZero(second));
            return Optional.of(
                    local.toEpochSecond(ZoneOffset.UTC) * 1000 + 10L * orZero(hundredths) + deviation * MINUTE_MS);
        } catch (DateTimeException noSuchMoment) {
            return Optional.empty();
        }
    }

    private static int orZero(int field) {
        return field == ANY ? 0 : field;
    }

    public void write(ByteWriter out) {
        out.u16(year).u8(month).u8(day).u8(weekday);
        out.u8(hour).u8(minute).u8(second).u8(hundredths);
        out.u16(deviationMinutes).u8(status);
    }

    public Octets toOctets() {
        ByteWriter out = new ByteWriter(LENGTH_BYTES);
        write(out);
        return out.toOctets();
    }

    /** As octet-string data of 12 bytes, the form that practically every client expects. */
    public CosemData toData() {
        return new CosemData.OctetString(toOctets());
    }
}
