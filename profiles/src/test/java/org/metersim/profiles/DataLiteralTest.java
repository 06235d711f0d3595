package org.metersim.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.codec.Hex;

/** Literals and the A-XDR octets they stand for. Green Book 9.5, Data. */
class DataLiteralTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null-data | 00",
                "dont-care | FF",
                "{boolean: true} | 03 01",
                "{boolean: false} | 03 00",
                "{bit-string: '10100000 1'} | refused",
                "{bit-string: '101000001'} | 04 09 A0 80",
                "{bit-string: ''} | 04 00",
                "{integer: -128} | 0F 80",
                "{long: -2} | 10 FF FE",
                "{unsigned: 0xFF} | 11 FF",
                "{long-unsigned: 5} | 12 00 05",
                "{double-long: -1} | 05 FF FF FF FF",
                "{double-long-unsigned: 4294967295} | 06 FF FF FF FF",
                "{long64: -9223372036854775808} | 14 80 00 00 00 00 00 00 00",
                "{long64-unsigned: 18446744073709551615} | 15 FF FF FF FF FF FF FF FF",
                "{enum: 30} | 16 1E",
                "{bcd: 0x12} | 0D 12",
                "{float32: 1.5} | 17 3F C0 00 00",
                "{float64: -2} | 18 C0 00 00 00 00 00 00 00",
                "{octet-string: SIM} | 09 03 53 49 4D",
                "{octet-string: ''} | 09 00",
                "{octet-string: {hex: '00 ff'}} | 09 02 00 FF",
                "{octet-string: 'hex:00 ff'} | 09 02 00 FF",
                "{octet-string: 'hex:'} | 09 00",
                "{octet-string: 'hex: is a text'} | refused",
                "{float64: 1e300} | 18 7E 37 E4 3C 88 00 75 9C",
                "{float32: 1e300} | refused",
                "{float64: NaN} | refused",
                "{float64: 1d} | refused",
                "{octet-string: {ln: 1-0:1.8.0.255}} | 09 06 01 00 01 08 00 FF",
                "{octet-string: {time: '22:15:*'}} | 09 04 16 0F FF FF",
                "{octet-string: {date: '*-03-last sun'}} | 09 05 FF FF 03 FE 07",
                "{octet-string: {date-time: '2026-11-22 18:04:29 +01:00'}} | 09 0C 07 EA 0B 16 FF 12 04 1D FF FF C4 00",
                "{date-time: '*-*-* *:*:*'} | 19 FF FF FF FF FF FF FF FF FF 80 00 FF",
                "{date: '2026-12-31'} | 1A 07 EA 0C 1F FF",
                "{time: '00:00:00'} | 1B 00 00 00 FF",
                "{visible-string: ok} | 0A 02 6F 6B",
                "{utf8-string: 'ñ'} | 0C 02 C3 B1",
                "{structure: [{unsigned: 1}, {visible-string: ''}]} | 02 02 11 01 0A 00",
                "{array: []} | 01 00",
                "{array: [{array: [null-data]}]} | 01 01 01 01 00",
            })
    void standsForTheOctetsOfTheStandard(String literal, String octets) {
        ProfileNode node = node(literal);
        if (octets.equals("refused")) {
            assertThrows(ProfileException.class, () -> DataLiteral.read(node));
        } else {
            assertEquals(octets, Hex.of(DataLiteral.read(node).encode()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{integer: 128} | p:1:14: integer: 128 (expected: a whole number from -128 to 127)",
                "{unsigned: -1} | p:1:15: unsigned: -1 (expected: a whole number from 0 to 255)",
                "{unsigned: 1.0} | p:1:15: unsigned: 1.0 (expected: a whole number from 0 to 255)",
                "{unsigned: [1]} | p:1:15: unsigned: a list (expected: a whole number from 0 to 255)",
                "{long64-unsigned: 18446744073709551616} | p:1:22: long64-unsigned: 18446744073709551616"
                        + " (expected: a whole number from 0 to 18446744073709551615)",
                "{boolean: yes} | p:1:14: boolean: yes (expected: true or false)",
                "{bit-string: '012'} | p:1:17: bit-string: 012 (expected: a text of 0 and 1, the first bit first)",
                "{octet-string: {hex: 0}} | p:1:25: hex: 0 (expected: pairs of hexadecimal digits)",
                "{octet-string: {hexa: 00}} | p:1:20: hexa: unknown field"
                        + " (expected: a text, or one of hex, ln, date-time, date, time)",
                "{octet-string: [1]} | p:1:19: octet-string: a list"
                        + " (expected: a text, or one of hex, ln, date-time, date, time)",
                "{visible-string: 'ñ'} | p:1:21: visible-string: ñ (expected: ASCII)",
                "{float32: many} | p:1:14: float32: many (expected: a number)",
                "{structure: 5} | p:1:16: structure: 5 (expected: a list of values with their types)",
                "{structure: [5]} | p:1:17: structure: 5 (expected: a value with its type, as {long-unsigned: 5})",
                "{} | p:1:4: value: a mapping (expected: a value with its type, as {long-unsigned: 5})",
                "{date: '2026-02'} | p:1:11: date: 2026-02 (expected: a date as 2026-12-31, *-12-25 or *-03-last sun)",
                "{date: '2026-00-01'} | p:1:11: date: 2026-00-01"
                        + " (expected: a date as 2026-12-31, *-12-25 or *-03-last sun)",
                "{date: '2026-01-32'} | p:1:11: date: 2026-01-32"
                        + " (expected: a date as 2026-12-31, *-12-25 or *-03-last sun)",
                "{time: '24:00:00'} | p:1:11: time: 24:00:00 (expected: a time as 22:00:00 or *:15:00)",
            })
    void saysWhatIsNoValue(String literal, String answer) {
        ProfileNode node = node(literal);

        assertEquals(
                answer,
                assertThrows(ProfileException.class, () -> DataLiteral.read(node))
                        .getMessage());
    }

    // Blue Book 4.1.6.1: the deviation is -720 to 840 minutes and has the opposite sign of the usual offset.
    @Test
    void refusesAnOffsetThatNoZoneHas() {
        assertEquals("03 48", deviation("-14:00"));
        assertThrows(ProfileException.class, () -> deviation("+15:00"));
        assertThrows(ProfileException.class, () -> deviation("+01:60"));
    }

    private static String deviation(String offset) {
        byte[] octets = DataLiteral.read(node("{date-time: '2026-01-01 00:00:00 " + offset + "'}"))
                .encode();
        return Hex.of(new byte[] {octets[10], octets[11]});
    }

    private static ProfileNode node(String literal) {
        return YamlNodes.read("p", "profile", "a: " + literal).get("a");
    }
}
