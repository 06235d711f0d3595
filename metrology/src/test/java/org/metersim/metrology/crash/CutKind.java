package org.metersim.metrology.crash;

import java.util.stream.IntStream;
import org.metersim.runtime.memory.PowerCut;
import org.metersim.runtime.memory.PowerCut.Moment;

/** How the power is cut at an operation; with a number that says it exactly. */
public enum CutKind {
    /** Nothing of the operation is done. */
    BEFORE(Of.ANY, Moment.BEFORE),
    /** All of it is done, but nobody hears of it. */
    AFTER(Of.ANY, Moment.AFTER),
    /** That many bytes are programmed. */
    TORN_PREFIX(Of.PROGRAM, Moment.TORN_PREFIX),
    /** Some of the bits are programmed, by the seed. */
    TORN_BITS(Of.PROGRAM, Moment.TORN_BITS),
    /** Some stretches are programmed and others not, by the seed. */
    TORN_STRETCHES(Of.PROGRAM, Moment.PARTIAL),
    /** Some bits read otherwise each time until they are programmed again, by the seed. */
    WEAK_PROGRAM(Of.PROGRAM, Moment.WEAK),
    /** That many bytes of the sector are erased. */
    ERASE_PREFIX(Of.ERASE, Moment.TORN_PREFIX),
    /** Some of the sector's bits are erased, by the seed. */
    ERASE_BITS(Of.ERASE, Moment.TORN_BITS),
    /** Some stretches of the sector are erased and others not, by the seed. */
    ERASE_STRETCHES(Of.ERASE, Moment.PARTIAL),
    /** Some bits of the sector read otherwise each time until it is erased again, by the seed. */
    WEAK_ERASE(Of.ERASE, Moment.WEAK),
    /** The failing voltage also programs bits of another sector: the one at that address. */
    BROWN_OUT(Of.ANY, Moment.TORN_BITS);

    /** Which operations it can be done to. */
    private enum Of {
        ANY,
        PROGRAM,
        ERASE
    }

    /** Seeds of operations apart. */
    private static final long SEEDS = 1_000;

    private final Of of;
    private final Moment moment;

    CutKind(Of of, Moment moment) {
        this.of = of;
        this.moment = moment;
    }

    void arm(PowerCut memory, Cut cut) {
        if (this == BROWN_OUT) {
            memory.brownOutAt(cut.operation(), cut.detail());
        } else if (moment == Moment.TORN_PREFIX) {
            memory.tearAt(cut.operation(), cut.detail());
        } else {
            memory.cutAt(cut.operation(), moment, cut.operation() * SEEDS + cut.detail());
        }
    }

    /** The numbers to try of this kind; none where it cannot be done. */
    IntStream details(Operation operation, Scenario scenario, Depth depth) {
        if (of != Of.ANY && (of == Of.ERASE) != operation.isErase()) {
            return IntStream.empty();
        }
        return switch (this) {
            case BEFORE, AFTER -> IntStream.of(0);
            case TORN_PREFIX -> prefixes(operation.bytes(), depth);
            case ERASE_PREFIX ->
                IntStream.rangeClosed(1, depth.erasePoints())
                        .map(point -> operation.bytes() * point / (depth.erasePoints() + 1));
            case BROWN_OUT -> scenario.addressesAtRisk();
            default -> IntStream.range(0, depth.seeds());
        };
    }

    /** Every so many bytes, and all but one byte. */
    private static IntStream prefixes(int bytes, Depth depth) {
        int step = bytes <= depth.shortBytes() ? 1 : depth.prefixStep();
        IntStream steps =
                step < bytes ? IntStream.iterate(1, at -> at < bytes - 1, at -> at + step) : IntStream.empty();
        return bytes < 2 ? steps : IntStream.concat(steps, IntStream.of(bytes - 1));
    }

    /** True for what MCUboot's simulator cannot do: a cut inside of an operation. */
    boolean isInside() {
        return this != BEFORE && this != AFTER;
    }
}
