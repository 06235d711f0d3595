package org.metersim.nic.port;

import org.metersim.runtime.Endpoint;

/** A port of the card: an end of a wire on which clients reach its associations. */
public interface CardPort extends Endpoint {

    /** Power is gone, or a board restarts: the associations end, and the wire is to be hung up. */
    void drop(long nowMs);
}
