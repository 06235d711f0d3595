package org.metersim.dlms.security;

/** What is remembered of the counters received under one encryption key from one sender. */
public interface ReceiveCounter {

    /** The smallest counter that will be accepted, 0 to 2^32. */
    long nextAcceptable();

    /** Remembers {@code counter}, which was verified, as used. */
    void accept(long counter);

    /** Remembers nothing beyond its own life: a client's, or that of a dedicated key. */
    static ReceiveCounter inMemory() {
        return new ReceiveCounter() {
            private long next;

            @Override
            public long nextAcceptable() {
                return next;
            }

            @Override
            public void accept(long counter) {
                next = counter + 1;
            }
        };
    }
}
