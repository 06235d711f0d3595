package org.metersim.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metersim.dlms.cosem.LogicalName;

/** firmware: options: of a profile, and the table of them in docs/update-options.md. */
class UpdateOptionsTest {

    private static final MeterModel USUAL = ProfileReader.builtin("sim-1p");

    private static String profile(String options) throws IOException {
        try (var in = ProfileReader.class.getResourceAsStream("sim-1p.yaml")) {
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return yaml.replace("  boot-ms: 5000\n", "  boot-ms: 5000\n  options: {" + options + "}\n");
        }
    }

    @Test
    void aProfileWithoutThemIsAsUsual() {
        assertEquals(UpdateOptions.USUAL, USUAL.firmware().options());
    }

    @ParameterizedTest
    @EnumSource
    void eachValueIsReadAndTheDefaultIsNone(UpdateQuirk quirk) throws IOException {
        String other = profile(quirk.option() + ": " + quirk.value());
        String same = profile(quirk.option() + ": " + quirk.usual());

        assertEquals(
                Set.of(quirk),
                ProfileReader.read("a.yaml", other).firmware().options().quirks());
        assertEquals(
                Set.of(),
                ProfileReader.read("a.yaml", same).firmware().options().quirks());
        assertEquals(List.of(), ProfileSchema.complaints(other));
    }

    @Test
    void saysWhatWasExpected() throws IOException {
        String value = profile("persistence: none");
        String option = profile("persistance: volatile");

        assertEquals(
                "a.yaml:44:26: persistence: none (expected: one of persistent, volatile, autoactivate)",
                assertThrows(ProfileException.class, () -> ProfileReader.read("a.yaml", value))
                        .getMessage());
        assertEquals(
                "a.yaml:44:13: persistance: unknown field (expected: one of " + String.join(", ", UpdateQuirk.options())
                        + ")",
                assertThrows(ProfileException.class, () -> ProfileReader.read("a.yaml", option))
                        .getMessage());
        assertEquals(
                2,
                Stream.of(value, option)
                        .filter(each -> !ProfileSchema.complaints(each).isEmpty())
                        .count());
    }

    // only then may an object list say that the attribute can be written
    @Test
    void theBlockSizeMayBeWrittenOnlyWhereItIsAnOption() throws IOException {
        MeterModel writable = ProfileReader.read("a.yaml", profile("block-size: writable"));

        assertEquals(AccessRights.AttributeAccess.READ_AND_WRITE, blockSizeOf(writable));
        assertEquals(AccessRights.AttributeAccess.READ, blockSizeOf(USUAL));
    }

    /** For the management client. */
    private static AccessRights.AttributeAccess blockSizeOf(MeterModel model) {
        LogicalName image = LogicalName.parse("0-0:44.0.0.255");
        return model.object(18, image).orElseThrow().rightsOf(1).attribute(2);
    }

    @Test
    void theTableOfTheDocumentHasAllOfThem() throws IOException {
        List<String> rows = Stream.of(UpdateQuirk.values())
                .map(each -> String.format(
                        "| `%s` | `%s` | `%s` | %s |", each.option(), each.usual(), each.value(), each.effect()))
                .toList();

        assertEquals(
                rows,
                Files.readAllLines(Path.of("../docs/update-options.md")).stream()
                        .filter(line -> line.startsWith("| `"))
                        .toList());
    }
}
