package org.metersim.dlms.cosem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.Refusals;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.CosemData.BitString;
import org.metersim.dlms.cosem.CosemData.CompactArray;
import org.metersim.dlms.cosem.CosemData.Moment;
import org.metersim.dlms.cosem.CosemData.Numeral;

/** Every type of the Data choice, byte by byte. Green Book 9.5; Blue Book 4.1.5. */
class CosemDataTest {

    static Stream<Arguments> types() {
        TypeDescription row = new TypeDescription(
                0x02,
                0,
                List.of(TypeDescription.of(0x12), new TypeDescription(0x01, 2, List.of(TypeDescription.of(0x11)))));
        return Stream.of(
                type("null-data", "00", CosemData.NULL),
                type("array", "01021105 1106", CosemData.array(List.of(CosemData.unsigned(5), CosemData.unsigned(6)))),
                type("empty array", "0100", CosemData.array(List.of())),
                type(
                        "structure",
                        "02020FFF161E",
                        CosemData.structure(CosemData.integer(-1), CosemData.enumeration(30))),
                type("boolean true", "0301", CosemData.bool(true)),
                type("boolean false", "0300", CosemData.bool(false)),
                type("bit-string", "040AA540", new BitString(Octets.parse("A540"), 10)),
                type("empty bit-string", "0400", new BitString(Octets.EMPTY, 0)),
                type("double-long", "05FFFFFFFE", CosemData.doubleLong(-2)),
                type("double-long-unsigned", "06FFFFFFFE", CosemData.doubleLongUnsigned(0xFFFF_FFFEL)),
                type("octet-string", "0903010203", CosemData.octets(Hex.bytes("010203"))),
                type("visible-string", "0A03534D53", CosemData.visible("SMS")),
                type("utf8-string", "0C06C3916F6EC3AD", new CosemData.Utf8String("Ñoní")),
                type("bcd", "0D42", new Numeral(NumeralType.BCD, 0x42)),
                type("integer", "0F80", CosemData.integer(-128)),
                type("long", "108000", CosemData.longInteger(-32768)),
                type("unsigned", "11FF", CosemData.unsigned(255)),
                type("long-unsigned", "12FFFF", CosemData.longUnsigned(65535)),
                type(
                        "compact-array",
                        "13 02 02 12 01000211 08 0001020300040506",
                        new CompactArray(row, Octets.parse("0001020300040506"))));
    }

    static Stream<Arguments> wideTypes() {
        return Stream.of(
                type("long64", "14FFFFFFFFFFFFFFFE", new Numeral(NumeralType.LONG64, -2)),
                type("long64-unsigned", "15FFFFFFFFFFFFFFFE", new Numeral(NumeralType.LONG64_UNSIGNED, -2)),
                type("enum", "16FF", CosemData.enumeration(255)),
                type("float32", "1740490FDB", new CosemData.Float32((float) Math.PI)),
                type("float64", "18400921FB54442D18", new CosemData.Float64(Math.PI)),
                type(
                        "date-time",
                        "1907EA0B160700000000800000",
                        new Moment(0x19, Octets.parse("07EA0B160700000000800000"))),
                type("date", "1A07EA0B1607", new Moment(0x1A, Octets.parse("07EA0B1607"))),
                type("time", "1B0C000000", new Moment(0x1B, Octets.parse("0C000000"))),
                type("don't-care", "FF", new CosemData.DontCare()));
    }

    private static Arguments type(String name, String hex, CosemData value) {
        return Arguments.of(name, hex, value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"types", "wideTypes"})
    void hasItsBytesBothWaysAndNoneLessOrMore(String name, String hex, CosemData value) {
        byte[] bytes = Hex.bytes(hex);
        assertEquals(value, CosemData.decode(bytes), name);
        assertEquals(Hex.of(bytes), Hex.of(value.encode()), name);
        Refusals.assertRefusedWhenCut(bytes, CosemData::decode);
        Refusals.assertRefusedWithOneByteMore(bytes, CosemData::decode);
    }

    // 07, 08, 0B and 0E are no types, nor is anything between 1C and FE
    @Test
    void refusesEveryOtherTag() {
        List<Integer> known = Stream.concat(types(), wideTypes())
                .map(type -> Integer.parseInt(((String) type.get()[1]).substring(0, 2), 16))
                .toList();
        for (int tag = 0; tag <= 0xFF; tag++) {
            byte[] bytes = new byte[20];
            bytes[0] = (byte) tag;
            String message = Refusals.assertRefused(bytes, CosemData::decode);
            assertEquals(!known.contains(tag), message.startsWith("data type: " + tag), message);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01847FFFFFFF00",
                "0284FFFFFFFF00",
                "098400FFFFFF00",
                "0A82FFFF41",
                "0484FFFFFFFFAA",
                "0410AA",
                "13118400FFFFFF",
                "1301FFFF01FFFF01FFFF",
                "0185"
            })
    void refusesAbsurdLengthsBeforeAnythingIsMadeOfThem(String hex) {
        Refusals.assertRefused(Hex.bytes(hex), CosemData::decode);
    }

    // No object of the Blue Book nests deeper; recursion must end before the stack does
    @ParameterizedTest
    @ValueSource(strings = {"01", "02"})
    void nestsSixteenDeepAndNoDeeper(String tag) {
        CosemData.decode(Hex.bytes((tag + "01").repeat(16) + "00"));
        Refusals.assertRefused(Hex.bytes((tag + "01").repeat(17) + "00"), CosemData::decode);
        Refusals.assertRefused(Hex.bytes((tag + "01").repeat(30_000) + "00"), CosemData::decode);
        Refusals.assertRefused(Hex.bytes("13" + "010001".repeat(30_000) + "1100"), CosemData::decode);
    }

    @Test
    void takesAnyNonZeroByteForTrue() {
        assertEquals(CosemData.bool(true), CosemData.decode(Hex.bytes("03FF")));
    }

    @Test
    void keepsBytesBeyondAsciiInAVisibleString() {
        byte[] bytes = Hex.bytes("0A03B0 43FF");
        assertEquals(Hex.of(bytes), Hex.of(CosemData.decode(bytes).encode()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0C01C3", "0C02C328", "0C03EDA080", "0C02C080"})
    void refusesAUtf8StringThatIsNone(String hex) {
        Refusals.assertRefused(Hex.bytes(hex), CosemData::decode);
    }

    @Test
    void numbersBitsFromTheLeft() {
        BitString bits = (BitString) CosemData.decode(Hex.bytes("040A8040"));
        assertTrue(bits.get(0));
        assertFalse(bits.get(1));
        assertTrue(bits.get(9));
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER, -129",
        "INTEGER, 128",
        "UNSIGNED, -1",
        "UNSIGNED, 256",
        "LONG, 32768",
        "LONG_UNSIGNED, 65536",
        "DOUBLE_LONG, 2147483648",
        "DOUBLE_LONG_UNSIGNED, -1",
        "DOUBLE_LONG_UNSIGNED, 4294967296",
        "ENUM, 256",
        "BCD, 256"
    })
    void isNotMadeOfANumberThatItsTypeDoesNotHold(NumeralType type, long value) {
        assertThrows(IllegalArgumentException.class, () -> new Numeral(type, value));
    }

    @Test
    void expandsACompactArrayToItsRows() {
        CompactArray rows = (CompactArray) CosemData.decode(Hex.bytes("13 0202 12 01000211 08 0001020300040506"));
        assertEquals(
                List.of("0202120001010211021103", "0202120004010211051106"),
                rows.elements().stream().map(row -> Hex.compact(row.encode())).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a row that is cut short; rows of null-data, which take no bytes; arrays that would expand to 65535 ^
                // 3
                "1312030001FF",
                "1300 02 0000",
                "1301FFFF01FFFF01FFFF00 01 00",
                "13020211 01FFFF01FFFF00 02 0000",
                "1302000100"
            })
    void doesNotExpandACompactArrayWithoutBytesForItsRows(String hex) {
        CompactArray array = (CompactArray) CosemData.decode(Hex.bytes(hex));
        assertThrows(DecodeException.class, array::elements);
    }

    @ParameterizedTest
    @ValueSource(strings = {"130700", "131300", "1301000199"})
    void refusesATypeDescriptionThatIsNone(String hex) {
        Refusals.assertRefused(Hex.bytes(hex), CosemData::decode);
    }
}
