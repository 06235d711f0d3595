package org.metersim.meter;

import java.util.List;
import java.util.regex.Pattern;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.journal.JournalEntry;
import org.metersim.runtime.journal.Layer;

/**
 * Notes when a row of use case 5 is reached that shows at the meter, right after the entry that shows it: 1.2 to 1.5
 * and 1.7. Rows 1.6 and 1.8a are noted by the NIC itself.
 */
final class UseCaseSteps implements Journal {

    /** Row, and the entry that shows that it is reached. */
    private record Step(String row, Layer layer, Pattern shown, String text) {

        boolean isShownBy(JournalEntry entry) {
            return entry.layer() == layer && shown.matcher(entry.text()).find();
        }
    }

    private static final List<Step> STEPS = List.of(
            new Step("1.2", Layer.STATE, Pattern.compile("^the client speaks"), "a tool connects to the meter"),
            new Step(
                    "1.3", Layer.STATE, Pattern.compile("-> ASSOCIATED on"), "the meter tells the tool: connection OK"),
            new Step(
                    "1.4",
                    Layer.STATE,
                    Pattern.compile("image_transfer_status .*\\(COMPLETE\\)"),
                    "the NIC has relayed the whole image to metrology"),
            new Step(
                    "1.5",
                    Layer.STATE,
                    Pattern.compile("image_transfer_status .*\\(CONFIRMED\\)"),
                    "metrology has verified the image, and runs it"));

    /** What a tool reads to learn how the update ended. */
    private static final Pattern RESULT_READ =
            Pattern.compile("GET (18 0-0:44\\.0\\.\\d+\\.255 a6|1 0-0:44\\.128\\.[01]\\.255 a2)");

    private static final String TOLD_NIC = "1.6";

    private final Journal journal;
    private boolean untold;
    private boolean asked;

    UseCaseSteps(Journal journal) {
        this.journal = journal;
    }

    @Override
    public void record(JournalEntry entry) {
        journal.record(entry);
        if (entry.layer() == Layer.STEP && entry.source().equals(TOLD_NIC)) {
            untold = true;
        }
        STEPS.stream()
                .filter(step -> step.isShownBy(entry))
                .forEach(step -> journal.note(entry.atMs(), Layer.STEP, step.row(), step.text()));
        if (untold
                && entry.layer() == Layer.APDU
                && RESULT_READ.matcher(entry.text()).find()) {
            untold = false;
            journal.note(entry.atMs(), Layer.STEP, "1.7", "the NIC tells the tool how the update ended");
        }
    }
}
