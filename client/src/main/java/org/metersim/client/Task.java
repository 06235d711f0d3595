package org.metersim.client;

import org.metersim.dlms.codec.Octets;

/** Something the session carries out: it says what to send, and takes what comes. One at a time. */
interface Task<T> {

    /** The first APDU; asked again when nothing came and {@link #isRepeatable}. */
    Step<T> begin();

    /** An APDU that came while this task waited; opened, when the association has keys. */
    Step<T> take(Octets apdu);

    /** Whether the first APDU may be sent again: doing it twice is doing it once. */
    boolean isRepeatable();

    /** What it is, for a person who reads that it failed: {@code GET 3 1-0:1.8.0.255 a2}. */
    String name();
}
