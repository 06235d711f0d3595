package org.metersim.meter;

import java.util.Optional;
import java.util.Set;
import org.metersim.runtime.Endpoint;
import org.metersim.runtime.LineControl;
import org.metersim.runtime.SimulationClock;

/** A way into a meter that has power. */
@FunctionalInterface
interface Entrance {

    Endpoint open(Boards boards, Optional<Controls> controls, SimulationClock clock);

    /** The optical port on a line that has a rate. */
    static Entrance optical(LineControl line) {
        return new LineEntrance(PortProtocol.OPTICAL, line);
    }

    /** A TCP port. */
    static Entrance tcp(Set<PortProtocol> taken) {
        return new LineEntrance(taken, LineControl.NONE);
    }

    /** The stream of a Bluetooth connection: a local session, as on the optical port, lasts while associations do. */
    static Entrance bluetoothHdlc() {
        return (boards, controls, clock) -> boards.nic().openHdlc(clock.nowMs());
    }

    /** The stream of a Bluetooth connection that carries the wrapper. */
    static Entrance bluetoothWrapper() {
        return (boards, controls, clock) -> boards.nic().openWrapper(clock.nowMs());
    }
}
