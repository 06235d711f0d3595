package org.metersim.dlms.security;

import org.metersim.dlms.codec.Octets;

/** What became of a ciphered APDU. */
public sealed interface Opening {

    /** It is genuine. @param protection how it came, and how its answer is to go */
    record Opened(Octets apdu, Protection protection) implements Opening {}

    /** It is not what it should be; nothing was remembered of it. @param detail for a person, without secrets */
    record Undecipherable(String detail) implements Opening {}

    /** Its counter was used before. @param nextAcceptable the smallest that will be accepted */
    record Replayed(long counter, long nextAcceptable) implements Opening {}
}
