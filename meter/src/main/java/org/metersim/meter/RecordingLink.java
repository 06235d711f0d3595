package org.metersim.meter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.metersim.metrology.link.MeterLink;
import org.metersim.metrology.link.MeterNotice;
import org.metersim.metrology.link.MeterReply;
import org.metersim.metrology.link.MeterRequest;
import org.metersim.runtime.journal.Journal;
import org.metersim.runtime.journal.Layer;

/** The wire between the two boards: numbers every message, notes it in the journal, and lets faults strike. */
final class RecordingLink implements MeterLink {

    private record Delayed(MeterNotice notice, long dueMs) {}

    private final MeterLink metrology;
    private final Optional<MeterFaults> faults;
    private final Journal journal;
    private final Deque<Delayed> delayed = new ArrayDeque<>();
    private long number;

    RecordingLink(MeterLink metrology, Optional<MeterFaults> faults, Journal journal) {
        this.metrology = metrology;
        this.faults = faults;
        this.journal = journal;
    }

    @Override
    public MeterReply ask(MeterRequest request, long nowMs) {
        number++;
        if (journal.isOn()) {
            journal.note(nowMs, Layer.MESSAGE, "nic > metrology", "#" + number + " " + MessageText.of(request));
        }
        MeterReply reply = answer(request, nowMs);
        if (journal.isOn()) {
            journal.note(nowMs, Layer.MESSAGE, "metrology > nic", "#" + number + " " + MessageText.of(reply));
        }
        return reply;
    }

    @Override
    public boolean servesCounters() {
        return metrology.servesCounters();
    }

    private MeterReply answer(MeterRequest request, long nowMs) {
        if (faults.isEmpty()) {
            return metrology.ask(request, nowMs);
        }
        MeterReply reply = answer(request, faults.get().messages().next(journal, nowMs), nowMs);
        if (request instanceof MeterRequest.UpdateBlock && reply instanceof MeterReply.Done) {
            faults.get().powerCut().blockStored();
        }
        return reply;
    }

    private MeterReply answer(MeterRequest request, MessageFaults.Fate fate, long nowMs) {
        return switch (fate) {
            case PASSES -> metrology.ask(request, nowMs);
            case REQUEST_LOST -> MeterReply.NO_ANSWER;
            case REPLY_LOST -> {
                metrology.ask(request, nowMs);
                yield MeterReply.NO_ANSWER;
            }
            case DOUBLED -> {
                MeterReply first = metrology.ask(request, nowMs);
                metrology.ask(request, nowMs);
                yield first;
            }
        };
    }

    @Override
    public Optional<MeterNotice> nextNotice(long nowMs) {
        takeNotices(nowMs);
        Delayed first = delayed.peek();
        if (first == null || first.dueMs() > nowMs) {
            return Optional.empty();
        }
        delayed.remove();
        number++;
        if (journal.isOn()) {
            journal.note(nowMs, Layer.MESSAGE, "metrology > nic", "#" + number + " " + MessageText.of(first.notice()));
        }
        return Optional.of(first.notice());
    }

    private void takeNotices(long nowMs) {
        Optional<MeterNotice> notice = metrology.nextNotice(nowMs);
        while (notice.isPresent()) {
            MeterNotice told = notice.get();
            boolean lost = faults.isPresent() && faults.get().messages().losesNotice(journal, nowMs);
            if (!lost) {
                delayed.add(new Delayed(told, nowMs + delayMs(nowMs)));
            }
            notice = metrology.nextNotice(nowMs);
        }
    }

    private long delayMs(long nowMs) {
        return faults.isPresent() ? faults.get().messages().noticeDelay(journal, nowMs) : 0;
    }

    /** Nothing is on its way. */
    boolean isAtRest() {
        return delayed.isEmpty();
    }

    /** What is on its way is lost: the power is. */
    void forget() {
        delayed.clear();
    }

    @Override
    public void wake(long nowMs) {
        metrology.wake(nowMs);
    }

    @Override
    public long deadlineMs() {
        Delayed first = delayed.peek();
        return first == null ? metrology.deadlineMs() : Math.min(first.dueMs(), metrology.deadlineMs());
    }
}
