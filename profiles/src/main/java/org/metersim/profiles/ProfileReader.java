package org.metersim.profiles;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a profile, checks all of it, and compiles it to a model.
 *
 * <p>A profile that cannot be is refused with one {@link ProfileException} that names file, line, column, field, value
 * and what was expected. What is returned has the form that {@code docs/profiles.md} promises, so the rooms that use a
 * row rely on it.
 */
public final class ProfileReader {

    /** Larger files are no profiles. */
    private static final int MAX_BYTES = 4 << 20;

    /** The profiles that come with the product. */
    static final List<String> BUILTIN = List.of("sim-1p", "field-1p");

    private ProfileReader() {}

    /** The profile in {@code file}. @throws ProfileException when it cannot be read or says what cannot be */
    public static MeterModel read(Path file) {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new ProfileException(file.toString(), "too long (expected: <= " + MAX_BYTES + " bytes)");
            }
            return read(file.toString(), Files.readString(file));
        } catch (NoSuchFileException missing) {
            throw new ProfileException(file.toString(), "no such file");
        } catch (IOException unreadable) {
            throw new ProfileException(file.toString(), "cannot be read: " + unreadable.getMessage());
        }
    }

    /** The profile that comes with the product under {@code name}: {@code sim-1p}, {@code field-1p}. */
    public static MeterModel builtin(String name) {
        return ModelCompiler.compile(nodes(name));
    }

    private static ProfileNode nodes(String builtin) {
        String file = builtin + ".yaml";
        if (!BUILTIN.contains(builtin)) {
            throw new ProfileException(
                    file, "no such built-in profile (expected: one of " + String.join(", ", BUILTIN) + ")");
        }
        try (InputStream in = ProfileReader.class.getResourceAsStream(file)) {
            return nodes(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A profile that extends another has the sections of that where it has none of its own. */
    private static ProfileNode nodes(String file, String yaml) {
        ProfileNode root = YamlNodes.read(file, "profile", yaml);
        if (!root.has("extends")) {
            return root;
        }
        Shape.word(BUILTIN).check("extends", root.get("extends"));
        return root.over(nodes(root.text("extends")));
    }

    /** @param file what to call the text in complaints */
    public static MeterModel read(String file, String yaml) {
        return ModelCompiler.compile(nodes(file, yaml));
    }
}
