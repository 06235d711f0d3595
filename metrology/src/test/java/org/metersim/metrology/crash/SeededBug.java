package org.metersim.metrology.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A bug that is put into one of our source files for a test: a text file with {@code what:}, {@code file:} and the
 * sweep that is to catch it, and pieces of text to be found and replaced, after {@code --- find} and {@code ---
 * replace}. Blanks and line breaks count as one blank; what is to be found must be there exactly once.
 *
 * @param name of the patch file, without its ending
 * @param what is wrong then
 * @param file the source, from the repository's root
 * @param sweep name of the enum of scenarios
 * @param scenarios the ones that are to catch it
 */
public record SeededBug(
        String name, String what, Path file, String sweep, List<String> scenarios, List<Replacement> replacements) {

    private static final String FIND = "--- find\n";
    private static final String REPLACE = "--- replace\n";

    /** What takes whose place. */
    public record Replacement(String find, String replace) {

        String in(String source, String where) {
            String blanks = Arrays.stream(find.strip().split("\\s+"))
                    .map(Pattern::quote)
                    .collect(Collectors.joining("\\s+"));
            Matcher matcher = Pattern.compile(blanks).matcher(source);
            if (!matcher.find()) {
                throw new AssertionError(where + ": not found:\n" + find);
            }
            int start = matcher.start();
            int end = matcher.end();
            if (matcher.find()) {
                throw new AssertionError(where + ": found more than once:\n" + find);
            }
            return source.substring(0, start) + replace.strip() + source.substring(end);
        }
    }

    /** Reads a patch file. */
    public static SeededBug read(Path patch) {
        String text = readText(patch);
        int from = text.indexOf(FIND);
        List<Replacement> replacements = new ArrayList<>();
        for (String piece : text.substring(from).split(FIND)) {
            if (!piece.isBlank()) {
                String[] halves = piece.split(REPLACE, -1);
                replacements.add(new Replacement(halves[0], halves[1]));
            }
        }
        String head = text.substring(0, from);
        return new SeededBug(
                patch.getFileName().toString().replace(".patch", ""),
                header(head, "what"),
                Path.of(header(head, "file")),
                header(head, "sweep"),
                List.of(header(head, "scenarios").split(",\\s*")),
                replacements);
    }

    private static String header(String head, String key) {
        return head.lines()
                .filter(line -> line.startsWith(key + ": "))
                .map(line -> line.substring(key.length() + 2).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no line " + key + ": in " + head));
    }

    private static String readText(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The source with the bug in it. @param root of the repository */
    String source(Path root) {
        String source = readText(root.resolve(file));
        for (Replacement replacement : replacements) {
            source = replacement.in(source, name + " in " + file);
        }
        return source;
    }

    /** Name of the class that the file is of. */
    String className() {
        String path = file.toString();
        int start = path.indexOf("org/metersim/");
        return path.substring(start, path.length() - ".java".length()).replace('/', '.');
    }
}
