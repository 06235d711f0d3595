package org.metersim.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reader takes and refuses; the cases of {@code broken.txt}, each also against the JSON schema. */
class ProfileReaderTest {

    private static final String TINY = resource("tiny.yaml");

    /** One change of {@code tiny.yaml} and the answer to it. */
    record Broken(String title, String replaced, String by, String answer) {

        boolean isSeenBySchema() {
            return title.endsWith(" [schema]");
        }

        String yaml() {
            assertTrue(TINY.contains(replaced), () -> "tiny.yaml has no " + replaced);
            int at = TINY.indexOf(replaced);
            return TINY.substring(0, at) + by + TINY.substring(at + replaced.length());
        }

        @Override
        public String toString() {
            return title;
        }
    }

    static Stream<Broken> broken() {
        List<Broken> cases = new ArrayList<>();
        for (String paragraph : resource("broken.txt").split("\n\n")) {
            String[] lines = paragraph.strip().split("\n");
            if (!lines[0].startsWith("#")) {
                cases.add(new Broken(lines[0], part(lines[1]), part(lines[2]), lines[3].substring(2)));
            }
        }
        assertTrue(cases.size() > 80, "cases of broken.txt");
        return cases.stream();
    }

    private static String part(String line) {
        return line.substring(Math.min(2, line.length())).replace("\\n", "\n").replace("\\t", "\t");
    }

    @Test
    void takesTheProfileThatTheBrokenOnesComeFrom() {
        MeterModel model = ProfileReader.read("tiny.yaml", TINY);

        assertEquals("tiny", model.name());
        assertEquals(List.of(), ProfileSchema.complaints(TINY));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void saysWhereAndWhatIsWrong(Broken broken) {
        ProfileException refusal =
                assertThrows(ProfileException.class, () -> ProfileReader.read("tiny.yaml", broken.yaml()));

        assertEquals(broken.answer(), refusal.getMessage());
    }

    // An editor shows the schema's findings while the profile is written, so what the schema can know, it must.
    @ParameterizedTest
    @MethodSource("broken")
    void schemaSeesWhatASchemaCanSee(Broken broken) {
        List<String> complaints = ProfileSchema.complaints(broken.yaml());

        assertEquals(broken.isSeenBySchema(), !complaints.isEmpty(), complaints::toString);
    }

    @Test
    void refusesWhatIsNoProfileAtAll() {
        assertRefused("", "p.yaml:1:1: profile: nothing (expected: a mapping)");
        assertRefused("- 1", "p.yaml:1:1: profile: a list (expected: a mapping of profile, extends, identity");
        assertRefused(TINY + "---\nprofile: other\n", "p.yaml:121:1: profile: a second document (expected: one)");
        assertRefused("profile: *other", "p.yaml:1:10: yaml: an anchor, alias or tag");
        assertRefused("profile: !!binary AA", "p.yaml:1:10: yaml: an anchor, alias or tag");
        assertRefused("? [a]\n: b", "p.yaml:1:3: field: a list (expected: a name)");
        assertRefused("a: " + "[".repeat(40), "p.yaml:1:36: yaml: depth 33 (expected: <= 32)");
    }

    private static void assertRefused(String yaml, String start) {
        ProfileException refusal = assertThrows(ProfileException.class, () -> ProfileReader.read("p.yaml", yaml));
        assertTrue(refusal.getMessage().startsWith(start), refusal::getMessage);
    }

    @Test
    void namesTheFileThatCannotBeRead(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("mine.yaml");

        assertEquals(
                file + ": no such file",
                assertThrows(ProfileException.class, () -> ProfileReader.read(file))
                        .getMessage());

        Files.writeString(file, TINY.replace("hertz: 50", "hertz: fifty"));
        assertEquals(
                file + ":6:10: hertz: fifty (expected: a whole number from 1 to 400)",
                assertThrows(ProfileException.class, () -> ProfileReader.read(file))
                        .getMessage());

        Files.writeString(file, TINY);
        assertEquals("tiny", ProfileReader.read(file).name());
        assertEquals(
                "sim-9p.yaml: no such built-in profile (expected: one of sim-1p, field-1p)",
                assertThrows(ProfileException.class, () -> ProfileReader.builtin("sim-9p"))
                        .getMessage());
    }

    // A program starts within 1.5 s, and the profile is read on the way. The best of many, as a busy host adds to each.
    @Test
    void readsABigProfileQuickly() {
        String yaml = resource("sim-1p.yaml");
        Duration best = Duration.ofDays(1);
        for (int i = 0; i < 30; i++) {
            long before = System.nanoTime();
            assertFalse(ProfileReader.read("sim-1p.yaml", yaml).objects().isEmpty());
            Duration taken = Duration.ofNanos(System.nanoTime() - before);
            best = taken.compareTo(best) < 0 ? taken : best;
        }

        Duration measured = best;
        assertTrue(measured.compareTo(Duration.ofMillis(100)) < 0, () -> "took " + measured);
    }

    static String resource(String name) {
        try (InputStream in = ProfileReaderTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
