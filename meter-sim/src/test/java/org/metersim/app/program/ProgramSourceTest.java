package org.metersim.app.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metersim.dlms.codec.Hex;
import org.metersim.metrology.program.ProgramItem;
import org.metersim.profiles.ProfileException;

/** Sources, the octets that they are compiled to, and the places of mistakes. firmware.md 10. */
class ProgramSourceTest {

    private static final String HEADER = "program: {id: TARIFF-2026-W, version: 7, model: M100-3P}\n";

    /** The program of the specification, its blanks filled. */
    private static final String EXAMPLE = """
            program:
              { id: TARIFF-2026-W, version: 7, requires: {active: [5,6], firmware: ">=2.4 <3"}, model: M100-3P,
                onError: rollback, effective: immediate }
            items:
              - set:    { class: 3,  ln: 1-0:31.4.0.255, attr: 2, type: long-unsigned, value: 230, expect: 220 }
              - set:    { class: 20, ln: 0-0:13.0.0.255, attr: 6, type: octet-string, value: hex:4E4557 }
              - action:
                  { class: 20, ln: 0-0:13.0.0.255, method: 1, type: integer, value: 0, undo: {restore: [2,3,4,5]} }
              - check:  { class: 1,  ln: 0-0:96.13.0.255, attr: 2, equals: {visible-string: ok} }
              - irreversible: { action: { class: 70, ln: 0-0:96.3.10.255, method: 1, type: integer, value: 0 } }
            """;

    private static ProgramSource parse(String yaml) {
        return ProgramSource.parse("p", yaml);
    }

    @Test
    void isCompiledToItsCanonicalOctets() {
        assertEquals(
                """
                02 03 11 01
                02 06
                0A 0D 54 41 52 49 46 46 2D 32 30 32 36 2D 57
                06 00 00 00 07
                0A 07 4D 31 30 30 2D 33 50
                02 02 01 02 06 00 00 00 05 06 00 00 00 06
                02 02 09 08 02 04 00 00 00 00 00 00 09 08 03 00 00 00 00 00 00 00
                16 00
                09 00
                01 05
                02 04 16 00 02 03 12 00 03 09 06 01 00 1F 04 00 FF 0F 02 12 00 E6 01 01 12 00 DC
                02 04 16 00 02 03 12 00 14 09 06 00 00 0D 00 00 FF 0F 06 09 03 4E 45 57 01 00
                02 05 16 01 02 03 12 00 14 09 06 00 00 0D 00 00 FF 0F 01 0F 00 01 04 0F 02 0F 03 0F 04 0F 05 03 00
                02 03 16 02 02 03 12 00 01 09 06 00 00 60 0D 00 FF 0F 02 0A 02 6F 6B
                02 05 16 01 02 03 12 00 46 09 06 00 00 60 03 0A FF 0F 01 0F 00 01 00 03 01
                """.replaceAll("\\s+", " ").strip(),
                Hex.of(parse(EXAMPLE).program().encode()));
    }

    // how it is written does not matter
    @Test
    void theSameProgramWrittenOtherwiseIsTheSameOctets() {
        String block = """
                # the limit alone
                items:
                  - set:
                      value: 0xE6
                      type: long-unsigned
                      attr: 2
                      ln: "01001F0400FF"
                      class: 3
                program:
                  model: M100-3P
                  version: 7
                  id: "TARIFF-2026-W"
                """;
        String flow =
                HEADER + "items: [{set: {class: 3, ln: 1-0:31.4.0.255, attr: 2, type: long-unsigned, value: 230}}]";

        assertEquals(
                Hex.of(parse(flow).program().encode()),
                Hex.of(parse(block).program().encode()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "boolean | true | 03 01",
                "enum | 3 | 16 03",
                "long64-unsigned | 18446744073709551615 | 15 FF FF FF FF FF FF FF FF",
                "float32 | 1.5 | 17 3F C0 00 00",
                "bit-string | '0101' | 04 04 50",
                "octet-string | hex:00 FF | 09 02 00 FF",
                "octet-string | text | 09 04 74 65 78 74",
                "octet-string | {ln: 1-0:1.8.0.255} | 09 06 01 00 01 08 00 FF",
                "date-time | '2026-12-01 00:00:00 +01:00' | 19 07 EA 0C 01 FF 00 00 00 FF FF C4 00",
                "octet-string | {date-time: '*-12-01 00:00:00'} | 09 0C FF FF 0C 01 FF 00 00 00 FF 80 00 FF",
                "structure | [{unsigned: 1}, {array: [{long: -2}]}] | 02 02 11 01 01 01 10 FF FE",
                "array | [] | 01 00",
            })
    void everyTypeCanBeSet(String type, String value, String octets) {
        String yaml = HEADER + "items: [{set: {class: 1, ln: 0-0:96.1.2.255, attr: 2, type: " + type + ", value: "
                + (value.matches("[0-9]+") || value.startsWith("{") || value.startsWith("[") ? value : quoted(value))
                + "}}]";
        ProgramItem.Set set = (ProgramItem.Set) parse(yaml).items().get(0).item();

        assertEquals(octets, Hex.of(set.value().encode()));
    }

    private static String quoted(String text) {
        return text.startsWith("'") ? text : "'" + text + "'";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // YAML
                "a: &x 1 | p:1:4: yaml: an anchor, alias or tag (expected: texts, lists and mappings alone)",
                "a: *x | p:1:4: yaml: an anchor, alias or tag (expected: texts, lists and mappings alone)",
                "a: !!int 1 | p:1:4: yaml: an anchor, alias or tag (expected: texts, lists and mappings alone)",
                "{items: [], items: []} | p:1:13: items: twice (expected: each field once)",
                "'' | p:1:1: program: nothing (expected: a mapping)",
                "- 1 | p:1:1: program file: a list (expected: a mapping of program, items)",
                "'{items: [}' | p:1:10: yaml:",
                "{item: []} | p:1:2: item: unknown field (expected: one of program, items)",
                "{} | p:1:1: items: missing (expected: a field of that name)",
                "{items: []} | p:1:9: items: a list (expected: a list of 1 to 512 items)",
                // header
                "{program: {id: a b}, items: [I]} | p:1:11: version: missing (expected: a field of that name)",
                "{program: {id: a b, version: 1, model: M}, items: [I]}"
                        + " | p:1:11: id: a b (expected: 1 to 32 of A-Z a-z 0-9 . - _)",
                "{program: {id: a, version: 0, model: M}, items: [I]}"
                        + " | p:1:28: version: 0 (expected: a whole number from 1 to 2147483647)",
                "{program: {id: a, version: 7.0, model: M}, items: [I]}"
                        + " | p:1:28: version: 7.0 (expected: a whole number from 1 to 2147483647)",
                "{program: {id: a, version: 1, model: M, owner: me}, items: [I]} | p:1:41: owner: unknown field"
                        + " (expected: one of id, version, requires, model, onError, effective)",
                "{program: {id: a, version: 1, model: M, onError: skip}, items: [I]}"
                        + " | p:1:50: onError: skip (expected: rollback)",
                "{program: {id: a, version: 1, model: M, requires: {active: 5}}, items: [I]}"
                        + " | p:1:60: active: 5 (expected: a list of versions as [5, 6])",
                "{program: {id: a, version: 1, model: M, requires: {active: [5, 5]}}, items: [I]}"
                        + " | p:1:51: active: [5, 5] (expected: each version once)",
                "{program: {id: a, version: 1, model: M, requires: {firmware: new}}, items: [I]}"
                        + " | p:1:62: firmware: new (expected: as >=2.4, <3 or >=2.4 <3)",
                "{program: {id: a, version: 1, model: M, effective: soon}, items: [I]} | p:1:52: effective: soon"
                        + " (expected: a date and time as",
                // items
                "{items: [{}]} | p:1:10: item: a mapping (expected: one of set, action, check, irreversible)",
                "{items: [{put: {}}]} | p:1:11: put: unknown field (expected: one of set, action, check, irreversible)",
                "{items: [{set: {}, check: {}}]} | p:1:10: item: a mapping (expected: one of set, action, check",
                "{items: [{set: {ln: 1-0:1.8.0.255}}]} | p:1:16: class: missing",
                "{items: [{set: {class: 65536}}]} | p:1:24: class: 65536 (expected: a whole number from 1 to 65535)",
                "{items: [{set: {class: 3, ln: energy}}]} | p:1:31: ln: energy (expected: an OBIS code",
                "{items: [{set: {class: 3, ln: 1.8.0, attr: 0, type: integer, value: 0}}]}"
                        + " | p:1:16: target: class 3 1-0:1.8.0.255 index 0 (expected:",
                "{items: [{set: {class: 3, ln: 1.8.0, attr: 2, value: 0}}]} | p:1:16: type: missing",
                "{items: [{set: {class: 3, ln: 1.8.0, attr: 2, type: integer}}]}"
                        + " | p:1:16: value: missing (expected: a value of type integer)",
                "{items: [{set: {class: 3, ln: 1.8.0, attr: 2, type: byte, value: 0}}]}"
                        + " | p:1:53: type: byte (expected: one of array, bcd, bit-string,",
                "{items: [{set: {class: 3, ln: 1.8.0, attr: 2, type: integer, value: 128}}]}"
                        + " | p:1:69: integer: 128 (expected: a whole number from -128 to 127)",
                "{items: [{set: {class: 3, ln: 1.8.0, attr: 2, type: unsigned, value: 1.0}}]}"
                        + " | p:1:70: unsigned: 1.0 (expected: a whole number from 0 to 255)",
                "{items: [{set: {class: 3, ln: 1.8.0, attr: 2, type: unsigned, value: 1, expect: 256}}]}"
                        + " | p:1:81: unsigned: 256 (expected: a whole number from 0 to 255)",
                "{items: [{set: {class: 3, ln: 1.8.0, attr: 2, type: null-data, value: 1}}]}"
                        + " | p:1:71: value: 1 (expected: none with null-data)",
                "{items: [{set: {class: 3, ln: 1.8.0, attribute: 2}}]} | p:1:38: attribute: unknown field",
                "{items: [{check: {class: 3, ln: 1.8.0, attr: 2, equals: 5}}]}"
                        + " | p:1:57: value: 5 (expected: a value with its type, as {long-unsigned: 5})",
                "{items: [{action: {class: 3, ln: 1.8.0, method: 1}}]} | p:1:19: undo: missing (expected: {restore:",
                "{items: [{action: {class: 3, ln: 1.8.0, method: 1, undo: {restore: []}}}]} | p:1:19: undo: []",
                "{items: [{action: {class: 3, ln: 1.8.0, method: 1, undo: {restore: [2, 2]}}}]}"
                        + " | p:1:19: restore: [2, 2] (expected:",
                "{items: [{action: {class: 3, ln: 1.8.0, method: 1, undo: {restore: 2}}}]}"
                        + " | p:1:68: restore: 2 (expected: a list of attributes as [2, 3])",
                "{items: [{action: {class: 3, ln: 1.8.0, method: 1, value: 0, undo: {restore: [2]}}}]}"
                        + " | p:1:52: value: without a type (expected: type, as integer)",
                "{items: [{irreversible: {set: {}}}]} | p:1:26: set: unknown field (expected: action)",
                "{items: [{irreversible: {action: {class: 3, ln: 1.8.0, method: 1, undo: {restore: [2]}}}}]}"
                        + " | p:1:67: undo: unknown field",
                "{items: [{irreversible: {action: {class: 3, ln: 1.8.0, method: 1}}}, I]}"
                        + " | p:1:70: item: behind an irreversible one (expected: irreversible items last)",
                "{items: [{set: {class: 1, ln: 1.8.0, attr: 2, type: array, value: [{array: [{array: [{array: [{array:"
                        + " [{array: [{array: [{array: [{array: []}]}]}]}]}]}]}]}]}}]}"
                        + " | p:1:16: value: 9 deep (expected: <= 8)",
            })
    void whatCannotBeIsToldWithItsPlace(String yaml, String complaint) {
        String item = "{set: {class: 3, ln: 1.8.0, attr: 2, type: integer, value: 0}}";
        ProfileException wrong = assertThrows(ProfileException.class, () -> parse(yaml.replace("I]", item + "]")));

        assertTrue(wrong.getMessage().startsWith(complaint), wrong.getMessage());
    }

    @Test
    void irreversibleItemsStandLastTogether() {
        String action = "{irreversible: {action: {class: 3, ln: 1.8.0, method: 1}}}";

        assertEquals(2, parse("items: [" + action + ", " + action + "]").items().size());
    }

    @Test
    void aListWithoutAHeaderIsNoProgram() {
        ProgramSource list = parse("items: [{check: {class: 3, ln: 1.8.0, attr: 2, type: integer, equals: 0}}]");

        assertTrue(list.header().isEmpty());
        ProfileException missing = assertThrows(ProfileException.class, list::program);
        assertEquals("p:1:1: program: missing (expected: id, version, model)", missing.getMessage());
    }

    private static String items(int count, String value) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{check: {class: 1, ln: 1.8.0, attr: 2, equals: {octet-string: '" + value + "'}}}")
                .collect(Collectors.joining(", ", HEADER + "items: [", "]"));
    }

    // 512 items, and no more
    @Test
    void theNumberOfItemsIsLimited() {
        assertEquals(512, parse(items(512, "a")).program().items().size());
        assertThrows(ProfileException.class, () -> parse(items(513, "a")));
    }

    // 64 KiB encoded: each of these 16 items takes 21 bytes and its value
    @Test
    void theLengthIsLimited() {
        assertTrue(parse(items(16, "a".repeat(4_060))).program().encode().length <= 65_536);
        ProfileException tooLong = assertThrows(
                ProfileException.class,
                () -> parse(items(16, "a".repeat(4_096))).program());
        assertTrue(tooLong.getMessage().startsWith("p:1:1: program: 65"), tooLong.getMessage());
    }

    @Test
    void everyItemKnowsItsPlace() {
        assertEquals(
                List.of("p:5:5", "p:6:5", "p:7:5", "p:9:5", "p:10:5"),
                parse(EXAMPLE).items().stream()
                        .map(item -> item.place().toString())
                        .toList());
    }
}
