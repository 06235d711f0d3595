package org.metersim.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The test that README shows is the one that runs here, word by word. */
class ReadmeTest {

    private static final Path PAGE = Path.of("..", "README.md");
    private static final Path SOURCE =
            Path.of("src", "test", "java", "org", "metersim", "readme", "FirmwareToolTest.java");
    private static final String FIRST = "@SimulatedMeter(";

    @Test
    void theTestOfReadmeIsCompiledAndRun() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf("```java\n") + "```java\n".length();

        assertEquals(code(source()), code(page.substring(from, page.indexOf("```", from))));
    }

    private static String source() throws IOException {
        List<String> lines = Files.readAllLines(SOURCE);
        int first = 0;
        while (!lines.get(first).startsWith(FIRST)) {
            first++;
        }
        return String.join("\n", lines.subList(first, lines.size()));
    }

    /** Without what a formatter may change. */
    private static String code(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
