package org.metersim.transport.optical;

import java.util.Optional;

/** Line rates that a sign-on can agree on, and the character Z that stands for each. IEC 62056-21, 6.3. */
enum BaudRate {
    BAUD_300(300),
    BAUD_600(600),
    BAUD_1200(1200),
    BAUD_2400(2400),
    BAUD_4800(4800),
    BAUD_9600(9600),
    BAUD_19200(19200);

    /** Every sign-on starts here. */
    static final BaudRate OPENING = BAUD_300;

    private static final int BITS_PER_CHARACTER = 10;
    private static final int MS_PER_SECOND = 1000;

    private final int baud;

    BaudRate(int baud) {
        this.baud = baud;
    }

    int baud() {
        return baud;
    }

    /** Z: '0' to '6'. */
    char code() {
        return (char) ('0' + ordinal());
    }

    static Optional<BaudRate> ofCode(char code) {
        int index = code - '0';
        return index >= 0 && index < values().length ? Optional.of(values()[index]) : Optional.empty();
    }

    /**
     * The fastest rate that is not above {@code baud}.
     *
     * @throws IllegalArgumentException below 300 baud
     */
    static BaudRate notAbove(int baud) {
        BaudRate fastest = OPENING;
        for (BaudRate rate : values()) {
            fastest = rate.baud <= baud ? rate : fastest;
        }
        if (fastest.baud > baud) {
            throw new IllegalArgumentException("baud: " + baud + " (expected: >= 300)");
        }
        return fastest;
    }

    /** How long that many characters take on the wire, in milliseconds, rounded up; start, stop and parity included. */
    static long wireMs(long characters, int baud) {
        return (characters * BITS_PER_CHARACTER * MS_PER_SECOND + baud - 1) / baud;
    }
}
