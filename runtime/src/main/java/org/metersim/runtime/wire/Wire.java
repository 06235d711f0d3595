package org.metersim.runtime.wire;

import org.metersim.runtime.Endpoint;

/**
 * A wire in virtual time. Made by {@link VirtualWorld#connect}.
 *
 * @param delayMs how long a chunk takes, each way
 */
public record Wire(Endpoint near, Endpoint far, long delayMs) {

    /** Each wire is itself, whatever hangs on it. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
