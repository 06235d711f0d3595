package org.metersim.metrology.crash;

/**
 * How closely a sweep looks.
 *
 * @param prefixStep bytes from one torn prefix to the next
 * @param shortBytes up to this length an operation is torn at every byte, whatever the step
 * @param seeds how many torn patterns of bits an operation gets, of each kind
 * @param erasePoints at how many places an erase is cut
 * @param firstCuts how many first cuts get second ones while the first is being mended
 * @param secondCuts how many second cuts each of these gets
 */
public record Depth(int prefixStep, int shortBytes, int seeds, int erasePoints, int firstCuts, int secondCuts) {

    /** Markers and small records. */
    private static final int SHORT_BYTES = 16;

    /** Every byte of all that is programmed. */
    public static final Depth EVERY_BYTE = new Depth(1, SHORT_BYTES, 3, 4, 100, 4);

    /** The same places, fewer of each. */
    public static final Depth SPARSE = new Depth(61, SHORT_BYTES, 2, 2, 40, 4);

    /** For thousands of operations: each in every way once. */
    public static final Depth ONCE_EACH = new Depth(Integer.MAX_VALUE, 0, 1, 1, 300, 2);

    public Depth withPrefixStep(int bytes) {
        return new Depth(bytes, shortBytes, seeds, erasePoints, firstCuts, secondCuts);
    }
}
