package org.metersim.client.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.cosem.CosemData;

class ValueTextTest {

    // dates are those of dlms-wire V27; the deviation has the opposite sign of the offset that people write
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00 | -",
                "03FF | true",
                "0404A0 | 1010",
                "05FFFFFFFF | -1",
                "15FFFFFFFFFFFFFFFF | 18446744073709551615",
                "170000803F | 4.6006E-41",
                "1641 | 65",
                "0906534D2D315041 | SM-1PA",
                "09020001 | 0001",
                "0900 | ''",
                "0A0453494D07 | SIM?",
                "0C03C3A91B | é?",
                "0202110111FF | {1, 255}",
                "0102110111FF | [1, 255]",
                "090C07EA0B16070C000000FFC400 | 2026-11-22 12:00:00+01:00",
                "090C07EA0B16070C00000000B480 | 2026-11-22 12:00:00-03:00 (daylight saving)",
                "1907EA0B16070C000000000000 | 2026-11-22 12:00:00+00:00",
                "090CFFFFFFFFFFFFFFFFFF8000FF | *-*-* *:*:*",
                "090C07EA0B16FF0C000019800001 | 2026-11-22 12:00:00.25 (invalid)",
                "090C07EAFDFEFF020000FF8000FF | 2026-FD-FE 02:00:00",
                "090C07EA0D16070C000000FFC400 | 07EA0D16070C000000FFC400",
                "1A07EA0B1607 | 07EA0B1607",
                "13120400010002 | [1, 2]",
                "131203000100 | 000100"
            })
    void writesEachTypeOnOneLine(String hex, String text) {
        assertEquals(text, ValueText.of(CosemData.decode(Hex.bytes(hex))));
    }

    @ParameterizedTest
    @CsvSource({
        "0600003039, 00, 1E, 12345 Wh",
        "0600003039, FD, 1E, 12.345 Wh",
        "1200E6, FF, 23, 23.0 V",
        "1200E6, 02, 1B, 23000 W",
        "10FFFF, FE, 21, -0.01 A",
        "15FFFFFFFFFFFFFFFF, 00, 1E, 18446744073709551615 Wh",
        "1103, 00, FF, 3",
        "1103, 00, 63, 3 (unit 99)",
        "0A0141, 00, 1E, A"
    })
    void scalesAndNamesTheUnit(String value, String scaler, String unit, String text) {
        Scale scale = Scale.of(CosemData.decode(Hex.bytes("02020F" + scaler + "16" + unit)))
                .orElseThrow();

        assertEquals(text, scale.text(CosemData.decode(Hex.bytes(value))));
    }
}
