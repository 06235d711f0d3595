package org.metersim.client;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.metersim.dlms.apdu.ActionResult;
import org.metersim.dlms.apdu.Apdu;
import org.metersim.dlms.apdu.GetResult;
import org.metersim.dlms.apdu.InvokeId;
import org.metersim.dlms.apdu.SelectedAttribute;
import org.metersim.dlms.codec.Octets;
import org.metersim.dlms.cosem.AccessResult;
import org.metersim.dlms.state.Transitions;
import org.metersim.runtime.Endpoint;

/**
 * One client on one line: associations one after the other, and in them one request at a time. Without I/O: bytes and
 * time come in, bytes and a deadline go out.
 *
 * <p>What is asked is queued, and carried out once the line is up (the first {@link #wake}) and what was asked before
 * is done. Each outcome is told exactly once. After each call that asks something the output must be taken. Owned by
 * one thread.
 */
public final class ClientSession implements Endpoint {

    /** What the session awaits. */
    enum State {
        /** The line. */
        LINE_AWAITED,
        /** Something to do. */
        IDLE,
        /** The link of a client SAP. */
        CONNECTING,
        /** An answer of the meter. */
        WORKING,
        /** The end of the link; then the line is hung up. */
        LEAVING,
        /** Nothing any more. */
        CLOSED
    }

    /** What moves it. */
    enum Event {
        LINE_UP,
        LINK_WANTED,
        LINK_UP,
        LINK_DOWN,
        WORK_BEGUN,
        WORK_DONE,
        CLOSE_WANTED,
        LINE_LOST
    }

    static final Transitions<State, Event> TRANSITIONS = Transitions.of(State.class, Event.class)
            .on(Event.LINE_UP, State.LINE_AWAITED, State.IDLE)
            .on(Event.LINE_LOST, State.LINE_AWAITED, State.CLOSED)
            .on(Event.LINK_WANTED, State.IDLE, State.CONNECTING)
            .on(Event.WORK_BEGUN, State.IDLE, State.WORKING)
            .on(Event.CLOSE_WANTED, State.IDLE, State.LEAVING)
            .on(Event.LINE_LOST, State.IDLE, State.CLOSED)
            .on(Event.LINK_UP, State.CONNECTING, State.WORKING)
            .on(Event.LINK_DOWN, State.CONNECTING, State.IDLE)
            .on(Event.LINE_LOST, State.CONNECTING, State.CLOSED)
            .on(Event.WORK_DONE, State.WORKING, State.IDLE)
            .on(Event.LINK_DOWN, State.WORKING, State.IDLE)
            .on(Event.LINE_LOST, State.WORKING, State.CLOSED)
            .on(Event.LINK_DOWN, State.LEAVING, State.CLOSED)
            .on(Event.LINE_LOST, State.LEAVING, State.CLOSED);

    private static final int CHALLENGE_BYTES = 16;
    private static final int HIGH_PRIORITY = 0xC0;

    private final SessionSettings settings;
    private final Supplier<Octets> challenges;
    private final Link link;
    private final Notifications notifications = new Notifications();
    private final Queue<Job<?>> waiting = new ArrayDeque<>();
    private final Queue<Runnable> whenClosed = new ArrayDeque<>();
    private Optional<Job<?>> current = Optional.empty();
    private Optional<Association> association = Optional.empty();
    private Optional<InvocationCounters> counters = Optional.empty();
    private State state = State.LINE_AWAITED;
    private boolean closeWanted;
    private String end = "the connection is closed";
    private int invokeId = HIGH_PRIORITY;
    private long answerDeadlineMs = NEVER;

    /** @param challenges gives a new challenge of 8 to 64 bytes for each association; see {@link #challenges} */
    public ClientSession(SessionSettings settings, Supplier<Octets> challenges) {
        this.settings = settings;
        this.challenges = challenges;
        this.link = settings.framing() == SessionSettings.Framing.HDLC
                ? new HdlcLinks(settings)
                : new WrapperLink(settings);
    }

    /** Challenges of 16 bytes. */
    public static Supplier<Octets> challenges(RandomGenerator chance) {
        return () -> {
            byte[] challenge = new byte[CHALLENGE_BYTES];
            chance.nextBytes(challenge);
            return Octets.of(challenge);
        };
    }

    State state() {
        return state;
    }

    /** Whether requests can be made. */
    public boolean isAssociated() {
        return association.isPresent();
    }

    /** What the meter sent unasked, the oldest first. Not proved to be genuine. */
    public List<Apdu> notifications() {
        return notifications.kept();
    }

    // --- what can be asked

    /** Opens an association; one that is open is given up for it. */
    public void associate(Login login, InvocationCounters own, Consumer<Outcome<AssociationInfo>> then, long nowMs) {
        var proposal = new Associating.Proposal(login, settings.maxPduBytes(), own, challenges.get());
        submit(
                new Job<>(
                        Optional.of(new Job.Entry(login, own)),
                        () -> new Outcome.Done<>(new Associating(proposal)),
                        outcome -> then.accept(outcome.fold(this::enter, Outcome.Failed::new))),
                nowMs);
    }

    private Outcome<AssociationInfo> enter(Association opened) {
        association = Optional.of(opened);
        return new Outcome.Done<>(new AssociationInfo(
                opened.negotiated().conformance(),
                opened.negotiated().maxPduBytes(),
                opened.channel().serverTitle()));
    }

    /** Reads attributes, in one request. @param targets at least one */
    public void get(List<SelectedAttribute> targets, Consumer<Outcome<List<GetResult>>> then, long nowMs) {
        request(new Getting(targets), then, nowMs);
    }

    /** Writes attributes, in one request. @param targets at least one */
    public void set(List<Assignment> targets, Consumer<Outcome<List<AccessResult>>> then, long nowMs) {
        request(new Setting(targets), then, nowMs);
    }

    /** Invokes methods, in one request. @param targets at least one */
    public void action(List<Invocation> targets, Consumer<Outcome<List<ActionResult>>> then, long nowMs) {
        request(new Acting(targets), then, nowMs);
    }

    private <T> void request(Exchange<T> exchange, Consumer<Outcome<T>> then, long nowMs) {
        submit(
                new Job<>(
                        Optional.empty(),
                        () -> inAssociation(open -> new Requesting<>(open, exchange, this::nextInvokeId)),
                        then),
                nowMs);
    }

    /** Releases the association; the link stays. True when the meter knew RLRQ. */
    public void release(Consumer<Outcome<Boolean>> then, long nowMs) {
        submit(
                new Job<>(
                        Optional.empty(),
                        () -> inAssociation(open -> new Releasing(open, settings.maxPduBytes())),
                        outcome -> {
                            association = Optional.empty();
                            then.accept(outcome);
                        }),
                nowMs);
    }

    /** After all that was asked before: disconnects the link and hangs up, then tells it. */
    public void close(Runnable then, long nowMs) {
        whenClosed.add(then);
        closeWanted = true;
        advance(nowMs);
    }

    private <T> Outcome<Task<T>> inAssociation(Function<Association, Task<T>> task) {
        return association
                .<Outcome<Task<T>>>map(open -> new Outcome.Done<>(task.apply(open)))
                .orElseGet(() -> Outcome.failed(Failure.Kind.NOT_POSSIBLE, "there is no association"));
    }

    private int nextInvokeId() {
        invokeId = InvokeId.next(invokeId);
        return invokeId;
    }

    private void submit(Job<?> job, long nowMs) {
        waiting.add(job);
        advance(nowMs);
    }

    // --- one job after the other

    private boolean on(Event event) {
        Optional<State> next = TRANSITIONS.after(state, event);
        next.ifPresent(entered -> state = entered);
        return next.isPresent();
    }

    private void advance(long nowMs) {
        while (state == State.IDLE && !waiting.isEmpty()) {
            begin(waiting.remove(), nowMs);
        }
        if (closeWanted && on(Event.CLOSE_WANTED)) {
            link.disconnect(nowMs);
            collect(nowMs);
        }
        if (state == State.CLOSED) {
            failAll(end);
            tellClosed();
        }
    }

    private void begin(Job<?> job, long nowMs) {
        current = Optional.of(job);
        Optional<Job.Entry> entry = job.entry();
        if (entry.isPresent()) {
            association = Optional.empty();
            counters = Optional.of(entry.get().counters());
            on(Event.LINK_WANTED);
            link.connect(entry.get().login(), nowMs);
            collect(nowMs);
        } else {
            on(Event.WORK_BEGUN);
            start(job, nowMs);
        }
    }

    private void start(Job<?> job, long nowMs) {
        if (isUsedUp()) {
            job.fail(new Failure(Failure.Kind.NOT_POSSIBLE, "the invocation counter is used up: change the key"));
        }
        follow(job, job.isOver() ? Optional.empty() : job.begin(settings.tries()), nowMs);
    }

    private boolean isUsedUp() {
        return counters.filter(InvocationCounters::isUsedUp).isPresent();
    }

    private void follow(Job<?> job, Optional<Octets> next, long nowMs) {
        if (next.isPresent()) {
            answerDeadlineMs = nowMs + settings.answerMs();
            link.send(next.get().toBytes(), nowMs);
        } else if (job.isOver() && on(Event.WORK_DONE)) {
            current = Optional.empty();
            answerDeadlineMs = NEVER;
        }
    }

    // --- what the line brings

    @Override
    public void receive(byte[] chunk, long nowMs) {
        wake(nowMs);
        link.receive(chunk, nowMs);
        collect(nowMs);
        advance(nowMs);
    }

    @Override
    public void wake(long nowMs) {
        on(Event.LINE_UP);
        link.wake(nowMs);
        collect(nowMs);
        if (state == State.WORKING && nowMs >= answerDeadlineMs) {
            expire(nowMs);
        }
        advance(nowMs);
    }

    private void expire(long nowMs) {
        if (link.isAtWork()) {
            // the link repeats frames, and says itself when it gives up
            answerDeadlineMs = nowMs + settings.answerMs();
        } else {
            current.ifPresent(job -> follow(job, job.overdue(settings.answerMs()), nowMs));
        }
    }

    private void collect(long nowMs) {
        for (var news = link.nextEvent(); news.isPresent(); news = link.nextEvent()) {
            if (news.get() instanceof Link.Event.Arrived arrived) {
                take(arrived.apdu(), nowMs);
            } else if (news.get() instanceof Link.Event.Down down) {
                linkDown(down.cause());
            } else if (on(Event.LINK_UP)) {
                current.ifPresent(job -> start(job, nowMs));
            }
        }
    }

    private void take(Octets apdu, long nowMs) {
        Optional<Job<?>> job = state == State.WORKING ? current : Optional.empty();
        boolean asItCame = association.isEmpty();
        if (notifications.take(apdu)) {
            return;
        }
        if (asItCame) {
            job.ifPresent(waits -> takeFor(waits, apdu, nowMs));
        } else {
            association.get().channel().open(apdu).fold(plain -> takeOpened(job, plain, nowMs), failure -> {
                job.ifPresent(waits -> waits.fail(failure));
                job.ifPresent(waits -> follow(waits, Optional.empty(), nowMs));
                return false;
            });
        }
    }

    private boolean takeOpened(Optional<Job<?>> job, Octets plain, long nowMs) {
        boolean isNotification = notifications.take(plain);
        if (!isNotification) {
            job.ifPresent(waits -> takeFor(waits, plain, nowMs));
        }
        return isNotification;
    }

    private void takeFor(Job<?> job, Octets apdu, long nowMs) {
        follow(job, job.take(apdu), nowMs);
    }

    private void linkDown(String cause) {
        association = Optional.empty();
        answerDeadlineMs = NEVER;
        if (on(Event.LINK_DOWN)) {
            Optional<Job<?>> job = current;
            current = Optional.empty();
            job.ifPresent(waits -> waits.fail(new Failure(Failure.Kind.LINE, cause)));
        }
    }

    private void tellClosed() {
        while (!whenClosed.isEmpty()) {
            whenClosed.remove().run();
        }
    }

    private void failAll(String text) {
        Failure failure = new Failure(Failure.Kind.LINE, text);
        Optional<Job<?>> job = current;
        current = Optional.empty();
        job.ifPresent(waits -> waits.fail(failure));
        while (!waiting.isEmpty()) {
            waiting.remove().fail(failure);
        }
    }

    @Override
    public long deadlineMs() {
        return switch (state) {
            case LINE_AWAITED -> 0;
            case CLOSED -> NEVER;
            default -> Math.min(answerDeadlineMs, link.deadlineMs());
        };
    }

    @Override
    public Optional<byte[]> nextOutput() {
        return state == State.LINE_AWAITED || state == State.CLOSED ? Optional.empty() : link.nextOutput();
    }

    @Override
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    @Override
    public void lineLost(long nowMs) {
        boolean neverUp = state == State.LINE_AWAITED;
        if (on(Event.LINE_LOST)) {
            end = neverUp ? "the meter cannot be reached" : "the connection was lost";
            association = Optional.empty();
            failAll(end);
            tellClosed();
        }
    }

    /** The session's states as a Mermaid diagram, for docs/. */
    public static String diagram() {
        return TRANSITIONS.toMermaid();
    }
}
