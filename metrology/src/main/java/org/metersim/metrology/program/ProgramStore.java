package org.metersim.metrology.program;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metersim.dlms.codec.ByteReader;
import org.metersim.dlms.codec.ByteWriter;
import org.metersim.dlms.codec.Octets;
import org.metersim.runtime.memory.RecordBatch;
import org.metersim.runtime.memory.RecordStore;

/**
 * What a meter remembers of programs, in its records: which is active, which versions it had, how the last one went;
 * and while one is applied the journal: who it is, and the records that it changes as they were before.
 */
public final class ProgramStore {

    /** Records that it may use, from its first number on. */
    public static final int RECORDS = 0x0010_0000;

    /** Programs whose last version is remembered; the one applied longest ago goes first. */
    static final int MAX_KNOWN = 16;

    private static final int JOURNAL = 0;
    private static final int KNOWN = 1;
    private static final int REPORT = 2;
    private static final int IMAGES = 0x1_0000;

    private static final int PREPARED = 1;
    private static final int UNDONE = 2;

    /** Of a report, that it fits into the records whatever the program says. */
    private static final int MAX_REPORT_BYTES = 4096;

    private static final int MAX_TEXT = 160;

    private final RecordStore records;
    private final int first;

    /** @param first number of its first record */
    public ProgramStore(RecordStore records, int first) {
        this.records = records;
        this.first = first;
    }

    // --- the journal

    /** Before the first item: who comes, and what it changes as it is now. */
    void prepare(RecordBatch batch, Program program, Map<Integer, byte[]> images) {
        ByteWriter out = new ByteWriter().u8(PREPARED);
        text(out, program.identifier());
        batch.put(first + JOURNAL, out.octets(program.digest()).toBytes());
        int next = first + IMAGES;
        for (Map.Entry<Integer, byte[]> image : images.entrySet()) {
            batch.put(
                    next++,
                    new ByteWriter().u32(image.getKey()).bytes(image.getValue()).toBytes());
        }
    }

    /** Bytes that {@link #prepare} takes for the images, at most. */
    static int imageBytes(Map<Integer, byte[]> images) {
        return images.values().stream().mapToInt(image -> image.length + 16).sum();
    }

    /**
     * A board starts: what a program did that was not committed is put back as it was, before anything else is read.
     * That it was undone stays in the journal until the update that it was is ended.
     */
    public void recover() {
        if (phase() == PREPARED) {
            RecordBatch batch = records.batch();
            putBack(batch);
            batch.put(first + JOURNAL, new byte[] {UNDONE});
            batch.commit();
        }
    }

    /** True after {@link #recover} had something to undo, until {@link #close}. */
    boolean wasUndone() {
        return phase() == UNDONE;
    }

    /** Puts every record that a program changed back as it was: all at once, so there is no order to them. */
    void putBack(RecordBatch batch) {
        images().forEach((key, record) -> {
            ByteReader in = new ByteReader(record);
            int changed = (int) in.u32("record");
            batch.put(changed, in.rest().toBytes());
        });
        close(batch);
    }

    /** The program is committed, or undone: the journal is of no use any more. */
    void close(RecordBatch batch) {
        if (phase() != 0) {
            batch.remove(first + JOURNAL);
        }
        images().keySet().forEach(batch::remove);
    }

    private Map<Integer, byte[]> images() {
        return records.range(first + IMAGES, first + RECORDS);
    }

    private int phase() {
        return records.get(first + JOURNAL).map(record -> (int) record[0]).orElse(0);
    }

    // --- what is known

    /**
     * Which program is active, and which versions the meter had.
     *
     * @param activeId empty when none is
     * @param digest of the active one's content, SHA-256
     * @param versions by id, the one applied longest ago first
     */
    record Known(String activeId, Octets digest, Map<String, Integer> versions) {

        static final Known NOTHING = new Known("", Octets.EMPTY, Map.of());

        boolean isNothingActive() {
            return activeId.isEmpty();
        }

        boolean isActive(Octets content) {
            return digest.equals(content);
        }

        /** The highest that the meter had; 0 when it had none. */
        int versionOf(String id) {
            return versions.getOrDefault(id, 0);
        }

        /** 0 when that program is not the active one. */
        int activeVersionOf(String id) {
            return id.equals(activeId) ? versionOf(id) : 0;
        }

        /** {@code TARIFF-2026-W v7}; empty when none is active. */
        String identifier() {
            return isNothingActive() ? "" : activeId + " v" + versionOf(activeId);
        }

        private Known with(Program program) {
            Map<String, Integer> all = new LinkedHashMap<>(versions);
            all.remove(program.header().id());
            if (all.size() == MAX_KNOWN) {
                all.remove(all.keySet().iterator().next());
            }
            all.put(program.header().id(), program.header().version());
            return new Known(program.header().id(), program.digest(), all);
        }
    }

    Known known() {
        return records.get(first + KNOWN).map(ProgramStore::readKnown).orElse(Known.NOTHING);
    }

    private static Known readKnown(byte[] record) {
        ByteReader in = new ByteReader(record);
        String activeId = text(in);
        Octets digest = in.sized("digest");
        Map<String, Integer> versions = new LinkedHashMap<>();
        while (!in.isEmpty()) {
            versions.put(text(in), (int) in.u32("version"));
        }
        return new Known(activeId, digest, versions);
    }

    /** The program is the active one from now on, as part of {@code batch}. */
    void activate(RecordBatch batch, Program program) {
        Known known = known().with(program);
        ByteWriter out = new ByteWriter();
        text(out, known.activeId());
        out.sized(known.digest());
        known.versions().forEach((id, version) -> {
            text(out, id);
            out.u32(version);
        });
        batch.put(first + KNOWN, out.toBytes());
    }

    // --- the report

    /** How the last program went, item by item. */
    public ProgramReport report() {
        return records.get(first + REPORT).map(ProgramStore::readReport).orElse(ProgramReport.NONE);
    }

    private static ProgramReport readReport(byte[] record) {
        ByteReader in = new ByteReader(record);
        List<ProgramReport.Result> results = new ArrayList<>();
        while (!in.isEmpty()) {
            results.add(new ProgramReport.Result(in.u16("index"), in.u8("code"), text(in)));
        }
        return new ProgramReport(results);
    }

    /** Keeps a report as part of {@code batch}; nothing is written when it is the one that is there. */
    void report(RecordBatch batch, ProgramReport report) {
        ByteWriter out = new ByteWriter();
        for (ProgramReport.Result result : report.results()) {
            out.u16(result.index()).u8(result.code());
            // texts are for the first faults; each item has its code
            boolean hasRoom = out.size() + MAX_TEXT < MAX_REPORT_BYTES;
            text(out, hasRoom ? shortened(result.text()) : "");
        }
        byte[] record = out.toBytes();
        boolean isThere = records.get(first + REPORT)
                .map(kept -> java.util.Arrays.equals(kept, record))
                .orElse(record.length == 0);
        if (!isThere) {
            batch.put(first + REPORT, record);
        }
    }

    private static String shortened(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    private static void text(ByteWriter out, String text) {
        out.sized(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteReader in) {
        return new String(in.sized("text").toBytes(), StandardCharsets.UTF_8);
    }
}
