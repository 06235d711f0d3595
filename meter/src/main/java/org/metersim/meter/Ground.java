package org.metersim.meter;

import java.util.concurrent.Callable;
import org.metersim.runtime.Dialer;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.SimulationClock;

/** What meters stand on: real sockets and time, or virtual ones. */
interface Ground extends SimulationClock, Dialer {

    /** Runs {@code task} where the meters are owned, and waits for its result. */
    <T> T call(Callable<T> task);

    /** Lets whoever drives {@code port} look at it: it may have something to say, or be closed. */
    void poll(Endpoint port);

    /** A meter's deadline may have become the earliest. */
    void deadlineMoved();

    /** Lets simulated time pass, meters doing on the way what they do; not to be called where meters are owned. */
    void advance(long ms);
}
