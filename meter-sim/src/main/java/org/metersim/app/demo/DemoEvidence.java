package org.metersim.app.demo;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metersim.client.update.UpdateListener;
import org.metersim.client.update.UpdatePhase;
import org.metersim.client.update.UpdateResult;
import org.metersim.headend.Confirmation;
import org.metersim.headend.Inbox;
import org.metersim.headend.Refusal;
import org.metersim.runtime.journal.JournalEntry;

/**
 * What the meter's journal, the tool and the concentrator have seen so far, each for itself. Safe for use by several
 * threads.
 */
final class DemoEvidence implements UpdateListener, Inbox {

    private static final Pattern STATUS = Pattern.compile("image_transfer_status \\d -> (\\d) \\((\\w+)\\)");
    private static final Pattern SPEAKS = Pattern.compile("the client speaks (.+), by its first byte");

    private static final Pattern UPDATE_EVENT = Pattern.compile("FIRMWARE|SELF_CHECK|PROGRAM|PARAMETERS");

    private final DemoKind kind;
    private final Map<String, String> steps = new HashMap<>();
    private final List<Integer> statuses = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private final Map<UpdatePhase, String> phases = new EnumMap<>(UpdatePhase.class);
    private int blocksRelayed;
    private String protocol = "";
    private boolean proved;
    private Optional<UpdateResult> result = Optional.empty();
    private Optional<Confirmation> confirmation = Optional.empty();
    private long changes;

    DemoEvidence(DemoKind kind) {
        this.kind = kind;
    }

    /** What is brought in. */
    DemoKind kind() {
        return kind;
    }

    /** What passed at the meter. */
    synchronized void passed(JournalEntry entry) {
        String text = entry.text();
        switch (entry.layer()) {
            case STEP -> steps.putIfAbsent(entry.source(), text);
            case EVENT -> logged(text);
            case MESSAGE -> blocksRelayed += text.contains("update block") ? 1 : 0;
            case STATE -> stateChanged(text);
            default -> {
                return;
            }
        }
        changed();
    }

    private void logged(String event) {
        if (UPDATE_EVENT.matcher(event).find()) {
            events.add(event);
        }
    }

    private void stateChanged(String text) {
        Matcher status = STATUS.matcher(text);
        if (status.find()) {
            statuses.add(Integer.parseInt(status.group(1)));
        }
        Matcher speaks = SPEAKS.matcher(text);
        if (speaks.find() && protocol.isEmpty()) {
            protocol = speaks.group(1);
        }
        proved |= text.contains("ASSOCIATED on HLS_PROVED");
    }

    @Override
    public synchronized void reached(UpdatePhase phase, String detail) {
        phases.putIfAbsent(phase, detail);
        changed();
    }

    /** The tool is done. */
    synchronized void ended(UpdateResult end) {
        result = Optional.of(end);
        changed();
    }

    @Override
    public synchronized void confirmed(Confirmation kept) {
        confirmation = confirmation.or(() -> Optional.of(kept));
        changed();
    }

    @Override
    public void refused(Refusal refusal) {
        // the concentrator counts them, and logs why
    }

    private void changed() {
        changes++;
        notifyAll();
    }

    /** How much has changed so far. */
    synchronized long changes() {
        return changes;
    }

    /** Waits until more has changed than {@code seen}, at most {@code ms}. */
    synchronized void await(long seen, long ms) throws InterruptedException {
        long untilMs = System.currentTimeMillis() + ms;
        for (long leftMs = ms; changes == seen && leftMs > 0; leftMs = untilMs - System.currentTimeMillis()) {
            wait(leftMs);
        }
    }

    // --- what was seen

    /** What the meter's journal says of a row of the use case. */
    synchronized Optional<String> step(String row) {
        return Optional.ofNullable(steps.get(row));
    }

    synchronized Optional<String> phase(UpdatePhase phase) {
        return Optional.ofNullable(phases.get(phase));
    }

    /** Whether a client proved itself by HLS. */
    synchronized boolean isProved() {
        return proved;
    }

    /** What the tool spoke first; empty before. */
    synchronized String protocol() {
        return protocol;
    }

    /** Blocks that the NIC handed on to metrology. */
    synchronized int blocksRelayed() {
        return blocksRelayed;
    }

    /** The values that image_transfer_status took, each that follows a different one. */
    synchronized List<Integer> statuses() {
        List<Integer> distinct = new ArrayList<>();
        for (int status : statuses) {
            if (distinct.isEmpty() || distinct.get(distinct.size() - 1) != status) {
                distinct.add(status);
            }
        }
        return distinct;
    }

    /** Events of the update that the meter logged, {@code 18 FIRMWARE_ACTIVATED}, in order. */
    synchronized List<String> events() {
        return List.copyOf(events);
    }

    synchronized Optional<UpdateResult> result() {
        return result;
    }

    synchronized Optional<Confirmation> confirmation() {
        return confirmation;
    }
}
