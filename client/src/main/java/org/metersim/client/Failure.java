package org.metersim.client;

/**
 * Why something asked of a meter came to nothing.
 *
 * @param text one line for a person: what happened, and where it helps, what to check
 */
public record Failure(Kind kind, String text) {

    /** Who or what is to blame. */
    public enum Kind {
        /** The wire could not be opened, or is gone. */
        LINE,
        /** The meter did not answer in time. */
        NO_ANSWER,
        /** The meter refused the association; the text names the diagnostic. */
        ASSOCIATION_REFUSED,
        /** The meter could not process the APDU: exception-response or confirmedServiceError. */
        EXCEPTION,
        /** What came is not genuine: tampered with, replayed, or not protected as it must be. */
        SECURITY,
        /** What came is no right answer. */
        PROTOCOL,
        /** The meter refused one attribute or method; the text names the access result. */
        ACCESS,
        /** It cannot be asked: no association, a request too long, a counter used up. */
        NOT_POSSIBLE
    }

    /** Whether the same may well succeed over a new connection. */
    public boolean isOfTheLine() {
        return kind == Kind.LINE || kind == Kind.NO_ANSWER;
    }

    @Override
    public String toString() {
        return text;
    }
}
