package org.metersim.meter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.metersim.runtime.Endpoint;

/**
 * When the mains of meters return by themselves, simulated time in milliseconds. Kept beside the memories, so that a
 * power cut with a duration ends also when the process ended before it. Written whole at each change.
 */
final class PowerReturns {

    private static final String NAME = "power-returns";
    private static final String FORM = "(\\d{1,8})=(-?\\d{1,18})";

    private final Optional<Path> file;
    private final Map<Long, Long> returnsMs = new TreeMap<>();

    private PowerReturns(Optional<Path> file) {
        this.file = file;
    }

    /**
     * @param folder where they are kept; empty: nowhere
     * @throws IOException when the file is none of ours
     */
    static PowerReturns in(Optional<Path> folder) throws IOException {
        PowerReturns kept = new PowerReturns(folder.map(path -> path.resolve(NAME)));
        kept.read();
        return kept;
    }

    private void read() throws IOException {
        if (file.isEmpty()) {
            return;
        }
        try {
            for (String line : Files.readAllLines(file.get())) {
                if (!line.matches(FORM)) {
                    throw new IOException(file.get() + ": " + line + " (expected: serial number=time)");
                }
                int equals = line.indexOf('=');
                returnsMs.put(Long.parseLong(line.substring(0, equals)), Long.parseLong(line.substring(equals + 1)));
            }
        } catch (NoSuchFileException first) {
            // nobody waits
        }
    }

    /** When those of the meter with that serial number do; {@link Endpoint#NEVER} when somebody must give them back. */
    long of(long number) {
        return returnsMs.isEmpty() ? Endpoint.NEVER : returnsMs.getOrDefault(number, Endpoint.NEVER);
    }

    void set(long number, long atMs) {
        returnsMs.put(number, atMs);
        write();
    }

    void forget(long number) {
        if (!returnsMs.isEmpty() && returnsMs.remove(number) != null) {
            write();
        }
    }

    private void write() {
        if (file.isEmpty()) {
            return;
        }
        Path draft = file.get().resolveSibling(NAME + ".new");
        try {
            Files.writeString(
                    draft,
                    returnsMs.entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue() + "\n")
                            .collect(Collectors.joining()));
            Files.move(draft, file.get(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
