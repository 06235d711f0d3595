package org.metersim.metrology.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.metrology.metering.LocalTime;
import org.metersim.profiles.ClockRules;

class OccasionTest {

    private static final LocalTime MADRID =
            new LocalTime(LocalTime.Rules.of(new ClockRules(ZoneId.of("Europe/Madrid"), 0)));

    private static OptionalLong next(String time, String date, String after) {
        return new Occasion(Octets.parse(time), Octets.parse(date))
                .nextAfter(MADRID, Instant.parse(after).toEpochMilli());
    }

    // Time hhmmssff, date year month day weekday; FF is any. 2026-06-10 is a Wednesday.
    @ParameterizedTest
    @CsvSource({
        "03000000, 07EA060CFF, 2026-06-10T08:00:00Z, 2026-06-12T01:00:00Z", // that day at 03:00
        "03000000, FFFFFFFFFF, 2026-06-10T08:00:00Z, 2026-06-11T01:00:00Z", // each day
        "0C0000FF, FFFFFFFFFF, 2026-06-10T08:00:00Z, 2026-06-10T10:00:00Z", // today at noon
        "0C0000FF, FFFFFFFFFF, 2026-06-10T10:00:00Z, 2026-06-11T10:00:00Z", // after it, not at it
        "0C00FFFF, FFFFFFFFFF, 2026-06-10T09:59:59.999Z, 2026-06-10T10:00:00Z", // second not specified
        "030000FF, FFFFFF01FF, 2026-06-10T08:00:00Z, 2026-07-01T01:00:00Z", // each first
        "030000FF, FFFFFFFE07, 2026-06-10T08:00:00Z, 2026-06-28T01:00:00Z", // each last Sunday
        "030000FF, FFFFFFFEFF, 2026-02-10T08:00:00Z, 2026-02-28T02:00:00Z", // each last day
        "030000FF, FFFFFFFDFF, 2026-02-10T08:00:00Z, 2026-02-27T02:00:00Z", // each second last day
        "030000FF, FFFFFFFF01, 2026-06-10T08:00:00Z, 2026-06-15T01:00:00Z", // each Monday
        "030000FF, FFFF0C19FF, 2026-12-25T08:00:00Z, 2027-12-25T02:00:00Z", // each Christmas
        "030000FF, FFFF021DFF, 2026-03-01T08:00:00Z, 2028-02-29T02:00:00Z", // each 29th of February
        "030000FF, 07F40101FF, 2026-03-01T08:00:00Z, 2036-01-01T02:00:00Z", // in ten years
        "021E00FF, 07EA031DFF, 2026-03-01T08:00:00Z, 2026-03-29T01:00:00Z", // a time that never comes: the change
        "021E00FF, 07EA0A19FF, 2026-10-01T08:00:00Z, 2026-10-25T00:30:00Z" // one that comes twice: the first
    })
    void comesNext(String time, String date, String after, Instant expected) {
        assertEquals(OptionalLong.of(expected.toEpochMilli()), next(time, date, after));
    }

    @ParameterizedTest
    @CsvSource({
        "FFFFFFFF, FFFFFFFFFF, 2026-06-10T08:00:00Z", // disarmed
        "FF0000FF, FFFFFFFFFF, 2026-06-10T08:00:00Z",
        "03FF00FF, FFFFFFFFFF, 2026-06-10T08:00:00Z",
        "180000FF, FFFFFFFFFF, 2026-06-10T08:00:00Z", // 24 o'clock
        "030000FF, 07E9060AFF, 2026-06-10T08:00:00Z", // last year
        "030000FF, 07EA021EFF, 2026-01-01T08:00:00Z", // the 30th of February
        "030000FF, FFFF0D01FF, 2026-01-01T08:00:00Z" // month 13
    })
    void neverComes(String time, String date, String after) {
        assertEquals(OptionalLong.empty(), next(time, date, after));
    }

    @Test
    void isAStructureOfFourAndFiveOctets() {
        CosemData time = new CosemData.OctetString(Octets.parse("030000FF"));
        CosemData date = new CosemData.OctetString(Octets.parse("07EA060CFF"));
        assertEquals(
                Optional.of(new Occasion(Octets.parse("030000FF"), Octets.parse("07EA060CFF"))),
                Occasion.of(CosemData.structure(time, date)));
        assertFalse(Occasion.of(CosemData.structure(date, time)).isPresent());
        assertFalse(Occasion.of(CosemData.structure(time)).isPresent());
        assertFalse(Occasion.of(time).isPresent());
    }
}
