package org.metersim.negative;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** The memory of a meter in a file, while no meter runs on it. */
final class Flash {

    private final Path folder;

    Flash(Path folder) {
        this.folder = folder;
    }

    /** 1,200 bytes that are found in no other place. */
    static byte[] payload(int mark) {
        return ("payload " + mark + " ").repeat(120).getBytes(StandardCharsets.US_ASCII);
    }

    /** Flips a bit in the middle of the one place where these bytes are. */
    void flipIn(byte[] content) throws IOException {
        Path file;
        try (Stream<Path> files = Files.list(folder)) {
            file = files.filter(each -> each.toString().endsWith(".flash"))
                    .findFirst()
                    .orElseThrow();
        }
        byte[] memory = Files.readAllBytes(file);
        memory[find(memory, content) + content.length / 2] ^= 1;
        Files.write(file, memory);
    }

    private static int find(byte[] memory, byte[] content) throws IOException {
        for (int at = 0; at + content.length <= memory.length; at++) {
            if (memory[at] == content[0]
                    && Arrays.equals(memory, at, at + content.length, content, 0, content.length)) {
                return at;
            }
        }
        throw new IOException("not in the memory");
    }
}
