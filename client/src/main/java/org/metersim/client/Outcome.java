package org.metersim.client;

import java.util.function.Function;

/** How something asked of a meter ended. */
public sealed interface Outcome<T> {

    /** It was done. */
    record Done<T>(T value) implements Outcome<T> {
        @Override
        public <R> R fold(Function<T, R> done, Function<Failure, R> failed) {
            return done.apply(value);
        }
    }

    /** It was not. */
    record Failed<T>(Failure failure) implements Outcome<T> {
        @Override
        public <R> R fold(Function<T, R> done, Function<Failure, R> failed) {
            return failed.apply(failure);
        }
    }

    /** What either function makes of it. */
    <R> R fold(Function<T, R> done, Function<Failure, R> failed);

    static <T> Outcome<T> failed(Failure.Kind kind, String text) {
        return new Failed<>(new Failure(kind, text));
    }
}
