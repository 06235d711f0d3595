package org.metersim.metrology.program;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metersim.dlms.codec.DecodeException;
import org.metersim.dlms.codec.Hex;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.cosem.AttributeRef;
import org.metersim.dlms.cosem.CosemData;
import org.metersim.dlms.cosem.CosemDateTime;
import org.metersim.dlms.cosem.LogicalName;
import org.metersim.dlms.cosem.MethodRef;
import org.metersim.dlms.cosem.NumeralType;
import org.metersim.metrology.image.ImageVersion;
import org.metersim.metrology.program.ProgramHeader.OnError;
import org.metersim.metrology.program.ProgramHeader.Requires;

class ProgramTest {

    // written by hand from docs/programs.md
    private static final String START = "0203 1101 0206 0A01 50 06 00000007 0A02 4D31"
            + "0202 0102 06 00000005 06 00000006 0202 0908 0204000000000000 0908 0300000000000000 1600 0900";
    private static final String SET = "0204 1600 0203 12 0003 0906 01001F0400FF 0F02 12 00E6 0101 12 00DC";
    private static final String ACT = "0205 1601 0203 12 0014 0906 00000D0000FF 0F01 0F00 0103 0F02 0F04 0F05 0300";
    private static final String CHECK = "0203 1602 0203 12 0001 0906 0000600D00FF 0F02 0900";
    private static final String LAST = "0205 1601 0203 12 0046 0906 0000600303FF 0F02 0F00 0100 0301";
    private static final String WHOLE = START + "0104" + SET + ACT + CHECK + LAST;

    private static final ProgramHeader HEADER = new ProgramHeader(
            "P",
            7,
            "M1",
            new Requires(List.of(5, 6), FirmwareRange.parse(">=2.4 <3")),
            OnError.ROLLBACK,
            Optional.empty());

    private static ProgramItem set(CosemData value) {
        return new ProgramItem.Set(
                new AttributeRef(3, LogicalName.parse("1-0:31.4.0.255"), 2), value, Optional.empty());
    }

    private static Program whole() {
        return new Program(
                HEADER,
                List.of(
                        new ProgramItem.Set(
                                new AttributeRef(3, LogicalName.parse("1-0:31.4.0.255"), 2),
                                CosemData.longUnsigned(230),
                                Optional.of(CosemData.longUnsigned(220))),
                        new ProgramItem.Act(
                                new MethodRef(20, LogicalName.parse("0-0:13.0.0.255"), 1),
                                CosemData.integer(0),
                                List.of(2, 4, 5),
                                false),
                        new ProgramItem.Check(
                                new AttributeRef(1, LogicalName.parse("0-0:96.13.0.255"), 2),
                                CosemData.octets(new byte[0])),
                        new ProgramItem.Act(
                                new MethodRef(70, LogicalName.parse("0-0:96.3.3.255"), 2),
                                CosemData.integer(0),
                                List.of(),
                                true)));
    }

    private static Program decode(String hex) {
        return Program.decode(Octets.parse(hex));
    }

    @Test
    void isTheBytesOfItsDescription() {
        assertEquals(Hex.of(Hex.bytes(WHOLE)), Hex.of(whole().encode()));
    }

    @Test
    void comesBackFromItsBytes() {
        assertEquals(whole(), decode(WHOLE));
    }

    @Test
    void isNamedByItsIdAndVersion() {
        assertEquals("P v7", whole().identifier());
    }

    @ParameterizedTest
    @CsvSource({
        // the array of items counted in two bytes, and in three
        "0104, 018104",
        "0104, 01820004",
        // true as most peers of DLMS write it
        "0301, 03FF",
        // a length in its long form, deep inside
        "0900, 098100",
    })
    void refusesAnotherSpellingOfTheSame(String canonical, String other) {
        String items = "0104" + SET + ACT + CHECK + LAST;
        String spelled = START + items.replace(" ", "").replaceFirst(canonical + "(?!.*" + canonical + ")", other);
        assertThrows(DecodeException.class, () -> decode(spelled));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0203 1101 | 0203 1102 | format: 2 (expected: 1) at byte 3",
                "0206 0A01 50 | 0206 0A01 20 | header: id:  ",
                "06 00000007 | 06 00000000 | version: 0",
                "06 00000007 | 06 80000000 | version: -2147483648",
                "06 00000006 | 06 00000005 | each version once",
                "06 00000006 | 06 FFFFFFFF | each >= 0",
                "1600 0900 | 1601 0900 | on-error: 1 (expected: 0, rollback)",
                "1600 0900 | 1600 0901FF | effective length: 1 (expected: 0 or 12)",
                "0908 0300000000000000 | 0908 0204000000000000 | expected: a range",
                "0908 0300000000000000 | 0907 03000000000000 | firmware version length: 7",
                "0204 1600 | 0204 1603 | item 1: kind 3 of 4",
                "0204 1600 | 0205 1600 | item 1: kind 0 of 5",
                "0203 12 0003 | 0203 12 0000 | class 0",
                "01001F0400FF 0F02 | 01001F0400FF 0F00 | index 0",
                "0906 01001F0400FF | 0905 01001F0400 | item 1 logical name length: 5",
                "0F05 0300 | 0F05 0301 | and irreversible",
                "0103 0F02 0F04 0F05 | 0100 | the attributes to restore, or irreversible",
                "0F04 0F05 | 0F04 0F04 | each once",
                "0F04 0F05 | 0F01 0F05 | attributes of 2",
                "12 00E6 0101 | 13 12 02 00E6 0101 | compact-array",
                "12 00E6 0101 12 00DC | 12 00E6 0102 12 00DC 12 00DC | item 1 expect: 2 (expected: <= 1)",
            })
    void refusesWhatIsNoProgramAndSaysWhere(String good, String bad, String message) {
        assertTrue(WHOLE.contains(good), "the case changes something");
        DecodeException refused = assertThrows(DecodeException.class, () -> decode(WHOLE.replace(good, bad)));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    @Test
    void refusesEveryBeginningOfOne() {
        byte[] bytes = whole().encode();
        for (int length = 0; length < bytes.length; length++) {
            Octets start = Octets.of(bytes).slice(0, length);
            assertThrows(DecodeException.class, () -> Program.decode(start), () -> length(start));
        }
    }

    private static String length(Octets start) {
        return "of " + start.length() + " bytes";
    }

    @Test
    void refusesWhatFollowsIt() {
        assertThrows(DecodeException.class, () -> decode(WHOLE + "00"));
    }

    @Test
    void holds512ItemsAndNotOneMore() {
        List<ProgramItem> most = Collections.nCopies(512, set(CosemData.longUnsigned(1)));
        Program program = new Program(HEADER, most);
        assertEquals(program, Program.decode(Octets.of(program.encode())));

        assertThrows(
                IllegalArgumentException.class,
                () -> new Program(HEADER, Collections.nCopies(513, set(CosemData.longUnsigned(1)))));
        // 512 in the count is 0200; an item more in it
        String tooMany = Hex.compact(program.encode()).replaceFirst("01820200", "01820201")
                + Hex.compact(program.encode()).substring(2 * (program.encode().length - 26));
        DecodeException refused = assertThrows(DecodeException.class, () -> decode(tooMany));
        assertTrue(refused.getMessage().contains("items: 513 (expected: <= 512)"), refused.getMessage());
    }

    @Test
    void holdsNoProgramWithoutItems() {
        assertThrows(IllegalArgumentException.class, () -> new Program(HEADER, List.of()));
        assertThrows(DecodeException.class, () -> decode(START + "0100"));
    }

    @Test
    void holds64KibibytesAndNotOneMore() {
        int around = new Program(HEADER, List.of(set(CosemData.octets(new byte[0x8000])))).encode().length - 0x8000;
        Program longest = new Program(HEADER, List.of(set(CosemData.octets(new byte[65536 - around]))));
        assertEquals(65536, longest.encode().length);
        assertEquals(longest, Program.decode(Octets.of(longest.encode())));

        assertThrows(
                IllegalArgumentException.class,
                () -> new Program(HEADER, List.of(set(CosemData.octets(new byte[65537 - around])))));
        DecodeException refused = assertThrows(DecodeException.class, () -> Program.decode(Octets.of(new byte[65537])));
        assertEquals("program length: 65537 (expected: <= 65536) at byte 0", refused.getMessage());
    }

    @Test
    void nestsEightDeepAndNotNine() {
        Program deepest = new Program(HEADER, List.of(set(nested(8))));
        assertEquals(deepest, Program.decode(Octets.of(deepest.encode())));

        assertThrows(IllegalArgumentException.class, () -> set(nested(9)));
        String deeper = Hex.compact(deepest.encode()).replaceFirst("0101020112", "01010101020112");
        DecodeException refused = assertThrows(DecodeException.class, () -> decode(deeper));
        assertTrue(refused.getMessage().contains("value: 9 deep (expected: <= 8)"), refused.getMessage());
    }

    /** A number that lies {@code depth} deep, itself counted, in a structure in arrays. */
    private static CosemData nested(int depth) {
        CosemData value = CosemData.structure(CosemData.longUnsigned(1));
        for (int i = 2; i < depth; i++) {
            value = CosemData.array(List.of(value));
        }
        return value;
    }

    @Test
    void isNotMadeOfWhatCannotBeEncoded() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Program(HEADER, List.of(set(new CosemData.Moment(0x19, Octets.EMPTY)))));
        assertThrows(
                IllegalArgumentException.class, () -> new Program(HEADER, List.of(set(CosemData.visible("10 €")))));
    }

    @Test
    void takesEffectAtAMomentOrAtOnce() {
        CosemDateTime moment = CosemDateTime.of(Octets.parse("07EA0B19FF16000000800000"));
        ProgramHeader later = new ProgramHeader("P", 7, "M1", Requires.NOTHING, OnError.ROLLBACK, Optional.of(moment));
        Program program = new Program(later, List.of(set(CosemData.longUnsigned(1))));
        assertEquals(program, Program.decode(Octets.of(program.encode())));

        CosemDateTime someDay = CosemDateTime.of(Octets.parse("07EA0BFFFF16000000800000"));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ProgramHeader("P", 7, "M1", Requires.NOTHING, OnError.ROLLBACK, Optional.of(someDay)));
    }

    @ParameterizedTest
    @CsvSource({
        ">=2.4 <3, 2.4.0, true",
        ">=2.4 <3, 2.3.65535, false",
        ">=2.4 <3, 2.255.9+1, true",
        ">=2.4 <3, 3.0.0, false",
        ">=2.4.1+7, 2.4.1+6, false",
        ">=2.4.1+7, 2.4.1+7, true",
        "<1.5, 1.4.2, true",
        "<1.5, 1.5.0, false",
        "'', 0.0.0, true",
    })
    void saysWhichFirmwareItIsFor(String range, String version, boolean isIn) {
        assertEquals(isIn, FirmwareRange.parse(range).has(ImageVersion.parse(version)));
    }

    @ParameterizedTest
    @ValueSource(strings = {">2.4", "2.4", ">=2.4,<3", ">=x", ">=3 <3", ">=3 <2", ">=256", ">=1.2.3.4"})
    void takesNoOtherWordForARange(String text) {
        assertThrows(IllegalArgumentException.class, () -> FirmwareRange.parse(text));
    }

    @Test
    void reportsItemByItem() {
        ProgramReport report = new ProgramReport(List.of(
                ProgramReport.Result.done(1),
                ProgramReport.Result.failed(2, AccessResult.TYPE_UNMATCHED, "found a boolean"),
                ProgramReport.Result.notDone(3)));

        assertFalse(report.isGood());
        assertEquals(
                "item 2: type-unmatched (12), found a boolean",
                report.firstFailure().orElseThrow().toString());
        assertArrayEquals(
                Hex.bytes("0103 0203 120001 1100 0A00 0203 120002 110C 0A0F 666F756E64206120626F6F6C65616E"
                        + "0203 120003 11FF 0A00"),
                report.toData().encode());
    }

    @Test
    void carriesNumbersOfEveryType() {
        List<ProgramItem> items = new java.util.ArrayList<>();
        for (NumeralType type : NumeralType.values()) {
            items.add(set(new CosemData.Numeral(type, type.min())));
            items.add(set(new CosemData.Numeral(type, type.max())));
        }
        Program program = new Program(HEADER, items);
        assertEquals(program, Program.decode(Octets.of(program.encode())));
    }
}
