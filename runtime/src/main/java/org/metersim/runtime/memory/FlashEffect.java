package org.metersim.runtime.memory;

import java.util.Optional;
import org.metersim.runtime.memory.PowerCut.Moment;

/** What a fault does to the operation of the flash that it strikes. */
public enum FlashEffect {
    /** The power goes before it. */
    CUT_BEFORE(Moment.BEFORE),
    /** The power goes after it, and nobody hears of it. */
    CUT_AFTER(Moment.AFTER),
    /** The power goes when half of its bytes are done. */
    TEAR_PREFIX(Moment.TORN_PREFIX),
    /** The power goes when some of its bits are done. */
    TEAR_BITS(Moment.TORN_BITS),
    /** The power goes, and leaves bits that read otherwise each time. */
    TEAR_WEAK(Moment.WEAK),
    /** The power goes when some stretches of a sector are erased. */
    ERASE_PARTIAL(Moment.PARTIAL),
    /** The power goes, and leaves bits of a sector that read otherwise each time. */
    ERASE_WEAK(Moment.WEAK),
    /** The power goes, and bits of another sector are programmed, too. */
    BROWNOUT,
    /** The flash does nothing and says that programming failed. */
    PROG_ERROR,
    /** The flash does nothing and says that erasing failed. */
    ERASE_ERROR,
    /** Programming does nothing, and nothing is said. */
    PROG_NOOP,
    /** Erasing does nothing, and nothing is said. */
    ERASE_NOOP;

    private final Optional<Moment> moment;

    FlashEffect(Moment moment) {
        this.moment = Optional.of(moment);
    }

    FlashEffect() {
        this.moment = Optional.empty();
    }

    Optional<Moment> moment() {
        return moment;
    }

    /** True when there is such an operation for it: a PROG strikes no erase. */
    public boolean suits(boolean isErase) {
        return switch (this) {
            case PROG_ERROR, PROG_NOOP -> !isErase;
            case ERASE_PARTIAL, ERASE_WEAK, ERASE_ERROR, ERASE_NOOP -> isErase;
            default -> true;
        };
    }
}
