package org.metersim.meter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * How far simulated time is ahead of the system's, kept beside the memories, so that time does not go back when the
 * process ends and another goes on. Written at each step of the clock, not as time flows.
 */
final class ClockFile {

    private static final String NAME = "clock";
    private static final String FORM = "ahead-ms=";

    private final Optional<Path> file;

    private ClockFile(Optional<Path> file) {
        this.file = file;
    }

    /** @param folder where it is kept; empty: nowhere */
    static ClockFile in(Optional<Path> folder) {
        return new ClockFile(folder.map(path -> path.resolve(NAME)));
    }

    /**
     * What simulated time is at the start.
     *
     * @param systemMs what the system's clock shows
     * @param otherwiseMs the start when nothing is kept
     * @throws IOException when the file is none of ours
     */
    long startMs(long systemMs, long otherwiseMs) throws IOException {
        if (file.isEmpty()) {
            return otherwiseMs;
        }
        try {
            String text = Files.readString(file.get()).strip();
            if (!text.matches(FORM + "-?\\d{1,15}")) {
                throw new IOException(file.get() + ": " + text + " (expected: " + FORM + "number)");
            }
            return systemMs + Long.parseLong(text.substring(FORM.length()));
        } catch (NoSuchFileException first) {
            keep(otherwiseMs - systemMs);
            return otherwiseMs;
        }
    }

    /** Keeps how far simulated time is ahead, whole or not at all. */
    void keep(long aheadMs) {
        if (file.isEmpty()) {
            return;
        }
        Path draft = file.get().resolveSibling(NAME + ".new");
        try {
            Files.writeString(draft, FORM + aheadMs + "\n");
            Files.move(draft, file.get(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
