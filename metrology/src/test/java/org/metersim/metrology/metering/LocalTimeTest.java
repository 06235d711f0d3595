package org.metersim.metrology.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.profiles.ClockRules;

class LocalTimeTest {

    private static LocalTime of(String zone) {
        return new LocalTime(LocalTime.Rules.of(new ClockRules(ZoneId.of(zone), 0)));
    }

    private static long ms(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static long local(String text) {
        return LocalDateTime.parse(text).toEpochSecond(ZoneOffset.UTC) * 1000;
    }

    // Madrid 2026: from the last Sunday of March, 01:00 UTC, to that of October, 01:00 UTC.
    @Test
    void beginsAndEndsDaylightSavingToTheMillisecond() {
        LocalTime madrid = of("Europe/Madrid");

        assertFalse(madrid.isSaving(ms("2026-03-29T00:59:59.999Z")));
        assertTrue(madrid.isSaving(ms("2026-03-29T01:00:00Z")));
        assertTrue(madrid.isSaving(ms("2026-10-25T00:59:59.999Z")));
        assertFalse(madrid.isSaving(ms("2026-10-25T01:00:00Z")));
    }

    @Test
    void showsTheDeviationThatIsAddedToLocalTimeToGetUtc() {
        assertEquals(-60, of("Europe/Madrid").deviationMinutes(ms("2026-01-15T12:00:00Z")));
        assertEquals(-120, of("Europe/Madrid").deviationMinutes(ms("2026-07-15T12:00:00Z")));
    }

    @Test
    void takesTheFirstOfALocalTimeThatComesTwice() {
        assertEquals(ms("2026-10-25T00:30:00Z"), of("Europe/Madrid").toUtcMs(local("2026-10-25T02:30")));
    }

    @Test
    void takesTheMomentOfTheChangeForALocalTimeThatNeverComes() {
        LocalTime madrid = of("Europe/Madrid");
        assertEquals(ms("2026-03-29T01:00:00Z"), madrid.toUtcMs(local("2026-03-29T02:00")));
        assertEquals(ms("2026-03-29T01:00:00Z"), madrid.toUtcMs(local("2026-03-29T02:30")));
        assertEquals(ms("2026-03-29T01:00:00Z"), madrid.toUtcMs(local("2026-03-29T03:00")));
    }

    // The JDK's own rules are the oracle, also where summer is in January and where the change is at midnight.
    @ParameterizedTest
    @ValueSource(
            strings = {"Europe/Madrid", "America/Santiago", "America/New_York", "Australia/Sydney", "Asia/Kolkata"})
    void agreesWithTheRulesOfTheZone(String zone) {
        LocalTime localTime = of(zone);
        Random random = new Random(zone.hashCode());
        for (int i = 0; i < 5000; i++) {
            long at = ms("2026-01-01T00:00:00Z") + (long) (random.nextDouble() * 3 * 365 * 86_400_000L);
            int offset = ZoneId.of(zone)
                    .getRules()
                    .getOffset(Instant.ofEpochMilli(at))
                    .getTotalSeconds();
            assertEquals(-offset / 60, localTime.deviationMinutes(at), zone + " at " + Instant.ofEpochMilli(at));
        }
    }

    @Test
    void findsTheNextChange() {
        LocalTime madrid = of("Europe/Madrid");
        assertEquals(ms("2026-03-29T01:00:00Z"), madrid.nextChange(ms("2026-03-29T00:59:59.999Z")));
        assertEquals(ms("2026-10-25T01:00:00Z"), madrid.nextChange(ms("2026-03-29T01:00:00Z")));
        assertEquals(ms("2027-03-28T01:00:00Z"), madrid.nextChange(ms("2026-12-31T23:59:59Z")));
        assertEquals(Long.MAX_VALUE, of("Asia/Kolkata").nextChange(ms("2026-01-01T00:00:00Z")));
    }
}
