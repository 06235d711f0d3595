package org.metersim.app.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.metersim.app.UserFiles;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.journal.JournalEntry;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The journals of the meters in a file: one JSON object a line, as it passes. */
final class TraceFile implements AutoCloseable {

    private final BufferedWriter out;

    private TraceFile(BufferedWriter out) {
        this.out = out;
    }

    /** @throws org.metersim.app.UserError when it cannot be written */
    static TraceFile open(Path file) {
        try {
            return new TraceFile(Files.newBufferedWriter(file));
        } catch (IOException failed) {
            throw UserFiles.error(file, "be written", failed);
        }
    }

    Journal of(String serial) {
        return entry -> write(serial, entry);
    }

    private synchronized void write(String serial, JournalEntry entry) {
        ObjectNode line = JsonMapper.shared().createObjectNode();
        line.put("at", Instant.ofEpochMilli(entry.atMs()).toString())
                .put("meter", serial)
                .put("layer", entry.layer().name())
                .put("source", entry.source())
                .put("text", entry.text());
        if (!entry.hex().isEmpty()) {
            line.put("hex", entry.hex());
        }
        try {
            out.write(JsonMapper.shared().writeValueAsString(line));
            out.newLine();
            out.flush();
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
