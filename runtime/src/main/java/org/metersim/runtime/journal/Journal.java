package org.metersim.runtime.journal;

/**
 * Takes note of what passes. One sink a meter; the same seed and inputs give the same entries, byte for byte.
 *
 * <p>Never given a key, a password or a challenge in clear.
 */
@FunctionalInterface
public interface Journal {

    /** Takes no note; what a fleet runs with. */
    Journal OFF = entry -> {};

    void record(JournalEntry entry);

    /** False when entries need not be made at all. */
    default boolean isOn() {
        return this != OFF;
    }

    /** Notes {@code text} without bytes. */
    default void note(long nowMs, Layer layer, String source, String text) {
        if (isOn()) {
            record(new JournalEntry(nowMs, layer, source, text, ""));
        }
    }
}
