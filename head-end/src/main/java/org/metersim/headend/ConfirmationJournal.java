package org.metersim.headend;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Confirmations in a file, one JSON line each, on the disk before their meters are answered; what was refused stands in
 * a second file beside it, {@code .refused} behind its name. A concentrator that is started again goes on in the same
 * files.
 */
public final class ConfirmationJournal implements Inbox, Closeable {

    /** Another concentrator writes in this journal. */
    public static final class InUseException extends IOException {

        private static final long serialVersionUID = 1L;

        InUseException(Path file) {
            super(file + " is in use by another concentrator");
        }
    }

    private final FileChannel confirmed;
    private final Path refusedFile;
    private final Set<UUID> earlier;

    private ConfirmationJournal(FileChannel confirmed, Path refusedFile, Set<UUID> earlier) {
        this.confirmed = confirmed;
        this.refusedFile = refusedFile;
        this.earlier = earlier;
    }

    /**
     * Opens a journal, or makes it. A last line that was cut off by the end of the process is taken away: its meter was
     * not answered and sends it again.
     *
     * @throws InUseException when another concentrator has it
     * @throws IOException when the file cannot be opened
     * @throws IllegalArgumentException when it has a line that is no confirmation, with its number
     */
    public static ConfirmationJournal open(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, file);
            byte[] content = Files.readAllBytes(file);
            int whole = content.length;
            while (whole > 0 && content[whole - 1] != '\n') {
                whole--;
            }
            Set<UUID> earlier = events(new String(content, 0, whole, StandardCharsets.UTF_8), file);
            channel.truncate(whole);
            channel.position(whole);
            return new ConfirmationJournal(channel, Path.of(file + ".refused"), earlier);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    private static void lock(FileChannel channel, Path file) throws IOException {
        try {
            // held until the channel is closed
            if (channel.tryLock() == null) {
                throw new InUseException(file);
            }
        } catch (OverlappingFileLockException sameProcess) {
            throw new InUseException(file);
        }
    }

    private static Set<UUID> events(String text, Path file) {
        Set<UUID> events = new HashSet<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            try {
                events.add(ConfirmationJson.eventId(line));
            } catch (IllegalArgumentException other) {
                throw new IllegalArgumentException(
                        file + ":" + number + ": no confirmation (expected: a JSON line with an eventId)", other);
            }
        }
        return events;
    }

    /** Events that stood in the file when it was opened. */
    public Set<UUID> earlier() {
        return earlier;
    }

    @Override
    public void confirmed(Confirmation confirmation) {
        try {
            long end = confirmed.size();
            try {
                write(confirmed, ConfirmationJson.line(confirmation));
                confirmed.force(false);
            } catch (IOException failed) {
                // no half line in front of the next
                confirmed.truncate(end);
                throw failed;
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed.getMessage(), failed);
        }
    }

    @Override
    public void refused(Refusal refusal) {
        try (FileChannel channel =
                FileChannel.open(refusedFile, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            write(channel, ConfirmationJson.line(refusal));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed.getMessage(), failed);
        }
    }

    private static void write(FileChannel channel, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        confirmed.close();
    }
}
