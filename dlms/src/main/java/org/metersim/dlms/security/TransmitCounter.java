package org.metersim.dlms.security;

/** Where the invocation counters of one encryption key come from: each is given once, ever, also across a power cut. */
@FunctionalInterface
public interface TransmitCounter {

    /**
     * Takes the next counter, 32 bits unsigned.
     *
     * @throws IllegalStateException when all are used up; the key must be changed
     */
    long next();
}
