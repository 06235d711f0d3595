package org.metersim.headend;

import java.io.UncheckedIOException;

/** Who keeps what arrives, beyond the memory of the concentrator; called on its loop. */
public interface Inbox {

    /** Keeps nothing more. */
    Inbox NONE = new Inbox() {
        @Override
        public void confirmed(Confirmation confirmation) {
            // the concentrator's memory is enough
        }

        @Override
        public void refused(Refusal refusal) {
            // the concentrator's memory is enough
        }
    };

    /**
     * A new confirmation, each once. Its sender is answered only after this returned.
     *
     * @throws UncheckedIOException when it cannot be kept; then its sender is to keep it
     */
    void confirmed(Confirmation confirmation);

    /**
     * What was not understood or not taken.
     *
     * @throws UncheckedIOException when it cannot be kept
     */
    void refused(Refusal refusal);
}
