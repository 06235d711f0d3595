package org.metersim.app.run;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.journal.Layer;

/**
 * Tells the person at the terminal why a client was refused, or hears nothing: the meter itself answers as a meter
 * does, which is not at all or with a code. What is said over and over is said once.
 */
final class Hints implements Journal {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final PrintWriter out;
    private final Journal trace;
    private String latest = "";

    /** @param trace takes note of everything that passes */
    Hints(PrintWriter out, Journal trace) {
        this.out = out;
        this.trace = trace;
    }

    @Override
    public void record(JournalEntry entry) {
        trace.record(entry);
        if (entry.layer() == Layer.HINT && !entry.text().equals(latest)) {
            latest = entry.text();
            out.println(TIME.format(Instant.ofEpochMilli(entry.atMs())) + " hint: " + latest);
            out.flush();
        }
    }
}
