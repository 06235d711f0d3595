package org.metersim.metrology.crash;

/**
 * How closely a sweep looks.
 *
 * @param prefixStep bytes from one torn prefix to the next; short operations, {@link #SHORT_BYTES}, are torn at every
 *     one
 * @param seeds how many torn patterns of bits an operation gets
 * @param erasePoints at how many places an erase is cut
 * @param firstCuts how many first cuts get second ones while the first is being mended
 * @param secondCuts how many second cuts each of these gets
 */
public record Depth(int prefixStep, int seeds, int erasePoints, int firstCuts, int secondCuts) {

    /** Markers and small records: torn at every byte, whatever the step. */
    static final int SHORT_BYTES = 16;

    /** Every byte of all that is programmed. */
    public static final Depth EVERY_BYTE = new Depth(1, 3, 4, 100, 4);

    /** The same places, fewer of each. */
    public static final Depth SPARSE = new Depth(61, 2, 2, 40, 4);

    public Depth withPrefixStep(int bytes) {
        return new Depth(bytes, seeds, erasePoints, firstCuts, secondCuts);
    }
}
