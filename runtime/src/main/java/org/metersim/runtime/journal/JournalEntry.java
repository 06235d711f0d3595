package org.metersim.runtime.journal;

/**
 * One thing that passed.
 *
 * @param atMs simulated UTC, milliseconds
 * @param source who noted it, and in which direction: {@code optical <}, {@code nic > metrology}
 * @param text what it means, one line
 * @param hex the bytes, compact upper-case hex; empty when there are none
 */
public record JournalEntry(long atMs, Layer layer, String source, String text, String hex) {}
