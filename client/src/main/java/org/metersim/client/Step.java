package org.metersim.client;

import org.metersim.dlms.codec.Octets;

/** What a task wants next. */
sealed interface Step<T> {

    /** This is to be sent; an answer is awaited. */
    record Send<T>(Octets apdu) implements Step<T> {}

    /** What came was none of its answers; the answer is still awaited. */
    record Wait<T>() implements Step<T> {}

    /** It is over. */
    record End<T>(Outcome<T> outcome) implements Step<T> {}

    static <T> Step<T> done(T value) {
        return new End<>(new Outcome.Done<>(value));
    }

    static <T> Step<T> failed(Failure failure) {
        return new End<>(new Outcome.Failed<>(failure));
    }

    static <T> Step<T> failed(Failure.Kind kind, String text) {
        return failed(new Failure(kind, text));
    }
}
