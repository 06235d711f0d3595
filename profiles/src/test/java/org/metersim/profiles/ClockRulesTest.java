package org.metersim.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Clock object says of a time zone. Blue Book 4.5.1 and 4.1.6.1. */
class ClockRulesTest {

    // Directive 2000/84/EC: last Sunday of March 01:00 UTC to last Sunday of October 01:00 UTC.
    // Chile: Sunday on or after 2 September 04:00 UTC to Sunday on or after 2 April 03:00 UTC.
    // New York: second Sunday of March to first Sunday of November, 02:00 on the wall.
    @ParameterizedTest
    @CsvSource({
        "Europe/Madrid,    -60, FFFF03FE0702000000FFC400, FFFF0AFE0703000000FF8880",
        "America/Santiago, 240, FFFF0902070000000000F000, FFFF0402070000000000B480",
        "America/New_York, 300, FFFF03080702000000012C00, FFFF0B01070200000000F080",
    })
    void tellsWhenDaylightSavingBeginsAndEnds(String zone, int timeZone, String begin, String end) {
        ClockRules rules = new ClockRules(ZoneId.of(zone), 0);
        ClockRules.DaylightSaving saving = rules.daylightSaving().orElseThrow();

        assertEquals(timeZone, rules.timeZoneMinutes());
        assertEquals(begin, saving.begin().toOctets().toHex());
        assertEquals(end, saving.end().toOctets().toHex());
        assertEquals(60, saving.minutes());
    }

    @Test
    void knowsZonesWithoutDaylightSaving() {
        ClockRules rules = new ClockRules(ZoneId.of("Asia/Kolkata"), 0);

        assertEquals(-330, rules.timeZoneMinutes());
        assertEquals(Optional.empty(), rules.daylightSaving());
    }

    // Greenland and Easter Island change on Saturday evening before the Sunday that rules it: no date and weekday says
    // so.
    @ParameterizedTest
    @CsvSource({"Europe/Madrid, true", "UTC, true", "America/Nuuk, false", "Pacific/Easter, false"})
    void knowsWhatNoClockObjectCanHold(String zone, boolean representable) {
        assertEquals(representable, new ClockRules(ZoneId.of(zone), 0).isRepresentable());
    }
}
