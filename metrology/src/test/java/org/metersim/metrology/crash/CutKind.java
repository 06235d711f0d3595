package org.metersim.metrology.crash;

import java.util.stream.IntStream;
import org.metersim.runtime.memory.PowerCut;
import org.metersim.runtime.memory.PowerCut.Moment;

/** How the power is cut at an operation; with a number that says it exactly. */
public enum CutKind {
    /** Nothing of the operation is done. */
    BEFORE(Of.ANY) {
        @Override
        void arm(PowerCut memory, Cut cut) {
            memory.cutAt(cut.operation(), Moment.BEFORE);
        }
    },
    /** All of it is done, but nobody hears of it. */
    AFTER(Of.ANY) {
        @Override
        void arm(PowerCut memory, Cut cut) {
            memory.cutAt(cut.operation(), Moment.AFTER);
        }
    },
    /** That many bytes are programmed. */
    TORN_PREFIX(Of.PROGRAM) {
        @Override
        void arm(PowerCut memory, Cut cut) {
            memory.tearAt(cut.operation(), cut.detail());
        }
    },
    /** Some of the bits are programmed, by the seed. */
    TORN_BITS(Of.PROGRAM) {
        @Override
        void arm(PowerCut memory, Cut cut) {
            memory.cutAt(cut.operation(), Moment.TORN_BITS);
        }
    },
    /** That many bytes of the sector are erased. */
    ERASE_PARTIAL(Of.ERASE) {
        @Override
        void arm(PowerCut memory, Cut cut) {
            memory.tearAt(cut.operation(), cut.detail());
        }
    },
    /** Some of the sector's bits are erased, by the seed. */
    ERASE_BITS(Of.ERASE) {
        @Override
        void arm(PowerCut memory, Cut cut) {
            memory.cutAt(cut.operation(), Moment.TORN_BITS);
        }
    };

    /** Which operations it can be done to. */
    enum Of {
        ANY,
        PROGRAM,
        ERASE
    }

    private final Of of;

    CutKind(Of of) {
        this.of = of;
    }

    abstract void arm(PowerCut memory, Cut cut);

    /** The numbers to try, at that depth. */
    IntStream details(Operation operation, Depth depth) {
        return switch (this) {
            case BEFORE, AFTER -> IntStream.of(0);
            case TORN_PREFIX -> prefixes(operation.bytes(), depth);
            case ERASE_PARTIAL ->
                IntStream.rangeClosed(1, depth.erasePoints())
                        .map(point -> operation.bytes() * point / (depth.erasePoints() + 1));
            case TORN_BITS, ERASE_BITS -> IntStream.range(0, depth.seeds());
        };
    }

    /** The last one is all but one byte. */
    private static IntStream prefixes(int bytes, Depth depth) {
        int step = bytes <= Depth.SHORT_BYTES ? 1 : depth.prefixStep();
        IntStream steps = IntStream.iterate(1, at -> at < bytes - 1, at -> at + step);
        return bytes < 2 ? IntStream.empty() : IntStream.concat(steps, IntStream.of(bytes - 1));
    }

    boolean suits(Operation operation) {
        return of == Of.ANY || (of == Of.ERASE) == operation.isErase();
    }

    /** True for what MCUboot's simulator cannot do: a cut inside of an operation. */
    boolean isInside() {
        return this != BEFORE && this != AFTER;
    }
}
