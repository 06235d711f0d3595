package org.metersim.client.configure;

import java.util.Locale;
import java.util.Optional;
import org.metersim.dlms.cosem.AccessResult;

/**
 * What became of one item.
 *
 * @param index place in the list, from 1
 * @param object {@code 3 1-0:31.4.0.255 a2}
 * @param result what the meter answered; empty when it was not asked, or did not answer
 * @param text one line for a person
 */
public record ItemReport(int index, String object, State state, Optional<AccessResult> result, String text) {

    /** How an item ended. */
    public enum State {
        /** The meter did it. */
        DONE,
        /** A check: it is as it must be. */
        HOLDS,
        /** The meter refused it, or it is not as it must be. */
        FAILED,
        /** It was asked for, and no answer came, or the meter shows another value than was written. */
        IN_DOUBT,
        /** It was done, or may have been, and is as before again. */
        UNDONE,
        /** It was done, or may have been, and could not be taken back. */
        NOT_UNDONE,
        /** Never asked for, because another item failed. */
        NOT_REACHED,
        /** A look only: it would change something. */
        WOULD_CHANGE,
        /** A look only: it would change nothing. */
        SAME;

        /** {@code not-undone}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The same item in another state. @param more is added to the text */
    ItemReport as(State other, String more) {
        return new ItemReport(index, object, other, result, more.isEmpty() ? text : text + "; " + more);
    }
}
