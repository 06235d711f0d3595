package org.metersim.client;

import java.util.Optional;
import org.metersim.dlms.apdu.Apdu;

/**
 * One service of xDLMS from its request to its whole answer, blocks of either in between. In clear: sealing, and who an
 * answer belongs to, are the session's.
 */
interface Exchange<T> {

    /** What an exchange wants next. */
    record Move<T>(Optional<Apdu> next, Optional<Outcome<T>> end) {

        static <T> Move<T> send(Apdu next) {
            return new Move<>(Optional.of(next), Optional.empty());
        }

        static <T> Move<T> done(T value) {
            return new Move<>(Optional.empty(), Optional.of(new Outcome.Done<>(value)));
        }

        static <T> Move<T> failed(Failure.Kind kind, String text) {
            return new Move<>(Optional.empty(), Optional.of(Outcome.failed(kind, text)));
        }

        static <T> Move<T> unexpected(Apdu answer) {
            return failed(
                    Failure.Kind.PROTOCOL,
                    "an answer out of turn: " + answer.getClass().getSimpleName());
        }
    }

    /** The first APDU; called again to begin anew with another invoke id. */
    Move<T> begin(int invokeId, Limits limits);

    /** An answer that has the invoke id of this exchange. */
    Move<T> take(Apdu answer);

    /** Whether doing it twice is doing it once. */
    boolean isRepeatable();

    /** Service and first target, for a person. */
    String name();
}
