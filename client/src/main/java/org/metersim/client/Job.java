package org.metersim.client;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.metersim.dlms.codec.Octets;

/** Something asked of the session, from when it is queued until its outcome is told, which happens once. */
final class Job<T> {

    /** Who is to be associated, and the counters of its key. */
    record Entry(Login login, InvocationCounters counters) {}

    private final Optional<Entry> entry;
    private final Supplier<Outcome<Task<T>>> source;
    private final Consumer<Outcome<T>> then;
    private Optional<Task<T>> task = Optional.empty();
    private boolean over;
    private int triesLeft;

    /**
     * @param entry of a job that opens an association
     * @param source asked for the task when it is this job's turn
     * @param then told the outcome
     */
    Job(Optional<Entry> entry, Supplier<Outcome<Task<T>>> source, Consumer<Outcome<T>> then) {
        this.entry = entry;
        this.source = source;
        this.then = then;
    }

    Optional<Entry> entry() {
        return entry;
    }

    boolean isOver() {
        return over;
    }

    /** What is to be sent first; nothing when it is over at once. */
    Optional<Octets> begin(int tries) {
        triesLeft = tries - 1;
        return source.get().fold(this::begin, this::refuse);
    }

    private Optional<Octets> begin(Task<T> made) {
        task = Optional.of(made);
        return follow(made.begin());
    }

    private Optional<Octets> refuse(Failure failure) {
        fail(failure);
        return Optional.empty();
    }

    /** An APDU came. What is to be sent next, if anything. */
    Optional<Octets> take(Octets apdu) {
        return task.flatMap(known -> follow(known.take(apdu)));
    }

    /** Nothing came in time: again, or over. */
    Optional<Octets> overdue(long answerMs) {
        Task<T> known = task.orElseThrow();
        if (known.isRepeatable() && triesLeft > 0) {
            triesLeft--;
            return follow(known.begin());
        }
        String text = "no answer to " + known.name() + " within " + answerMs / 1000.0 + " s";
        return refuse(new Failure(Failure.Kind.NO_ANSWER, text));
    }

    void fail(Failure failure) {
        end(new Outcome.Failed<>(failure));
    }

    private Optional<Octets> follow(Step<T> step) {
        if (step instanceof Step.Send<T> send) {
            return Optional.of(send.apdu());
        }
        if (step instanceof Step.End<T> end) {
            end(end.outcome());
        }
        return Optional.empty();
    }

    private void end(Outcome<T> outcome) {
        if (!over) {
            over = true;
            then.accept(outcome);
        }
    }
}
