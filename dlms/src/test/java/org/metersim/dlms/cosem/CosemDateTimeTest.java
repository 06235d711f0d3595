package org.metersim.dlms.cosem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.Refusals;
import org.metersim.dlms.codec.Octets;

/** date-time of 12 octets. Blue Book 4.1.6.1; dlms-wire V27: gurux.dlms 4.0.47 wrote these. */
class CosemDateTimeTest {

    private static long utcMs(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    // The deviation is what is added to local time to get UTC: negative east of Greenwich
    @ParameterizedTest
    @CsvSource({
        "2026-11-22T11:00:00Z, -60, 0, 07EA0B16070C000000FFC400",
        "2026-11-22T15:00:00Z, 180, 128, 07EA0B16070C00000000B480",
        "2026-11-22T12:00:00Z, 0, 0, 07EA0B16070C000000000000",
        "1969-12-31T23:59:59.990Z, 0, 0, 07B10C1F03173B3B63000000"
    })
    void isLocalTimeWithItsDeviation(String utc, int deviation, int status, String hex) {
        CosemDateTime dateTime = CosemDateTime.of(utcMs(utc), deviation, status);
        assertEquals(hex, dateTime.toOctets().toHex());
        assertEquals(dateTime, CosemDateTime.of(Octets.parse(hex)));
        assertEquals(Optional.of(utcMs(utc)), dateTime.toUtcMs(999));
    }

    @ParameterizedTest
    @CsvSource({
        // deviation not specified; minute, second and hundredths not specified
        "07EA0B16FF0C000000800000, 2026-11-22T15:00:00Z",
        "07EA0B16FF0CFFFFFF800000, 2026-11-22T15:00:00Z",
        "07EA0B16FF0C05060700B400, 2026-11-22T15:05:06.070Z"
    })
    void fillsInWhatIsNotSpecified(String hex, String utc) {
        assertEquals(
                Optional.of(utcMs(utc)), CosemDateTime.of(Octets.parse(hex)).toUtcMs(180));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FFFF0B16FF0C000000800000", // year, month, day, hour not specified
                "07EAFF16FF0C000000800000",
                "07EA0BFFFF0C000000800000",
                "07EA0B16FFFF000000800000",
                "07EAFE16FF0C000000800000", // beginning of daylight saving; last day of the month
                "07EA0BFEFF0C000000800000",
                "07EA021EFF0C000000800000", // 30 February, hour 24, minute 60, hundredths 100
                "07EA0B16FF18000000800000",
                "07EA0B16FF0C3C0000800000",
                "07EA0B16FF0C000064800000"
            })
    void isNoMomentWhenADateOrTimeDoesNotExist(String hex) {
        assertEquals(Optional.empty(), CosemDateTime.of(Octets.parse(hex)).toUtcMs(0));
    }

    @Test
    void isRefusedWhenItHasNotTwelveBytes() {
        byte[] bytes = Octets.parse("07EA0B16070C00000000B480").toBytes();
        Refusals.assertRefusedWhenCut(bytes, cut -> CosemDateTime.of(Octets.of(cut)));
        Refusals.assertRefusedWithOneByteMore(bytes, longer -> CosemDateTime.of(Octets.of(longer)));
    }
}
