package org.metersim.meter;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Sources of chance, each made of the seed, the meter and what it is for: the same inputs give the same draws. */
final class Chance {

    /** The golden ratio in 64 bits: spreads numbers that follow each other. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private Chance() {}

    static long seedOf(long seed, long number, long purpose) {
        return mixed(mixed(seed + SPREAD) + number * SPREAD) + purpose * SPREAD;
    }

    /** @param purpose another one for each use */
    static RandomGenerator of(long seed, long number, long purpose) {
        return new SplittableRandom(seedOf(seed, number, purpose));
    }

    private static long mixed(long value) {
        long high = (value ^ value >>> 33) * 0xFF51AFD7ED558CCDL;
        return high ^ high >>> 33;
    }
}
